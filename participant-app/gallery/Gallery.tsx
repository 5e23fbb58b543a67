import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { NoticeRegion, Notices } from '#ui/Notices.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { Surface } from '#ui/Surface.tsx';
import { DashboardView } from '../dashboard/DashboardView.tsx';
import { ShownReceipt } from '../dashboard/ShownReceipt.tsx';
import { speakable, useMessages } from '../messages/messages.ts';
import { ReceiptPage } from '../page/ReceiptPage.tsx';
import { CheckView } from '../check/CheckView.tsx';
import * as checks from '../check/kit.ts';
import * as kit from '../receipts/kit.ts';
import { noActions, ownPage } from './fixtures.ts';
import { checkStates, type CheckGalleryState } from './check-states.ts';
import { receiptStates, type ReceiptGalleryState } from './receipt-states.ts';
import { galleryStates, type GalleryState } from './states.ts';
import styles from './Gallery.module.css';

const kits = { kit, checks };

/**
 * Every state on one page, for eyes, screenshots and axe. `?state=won` shows one alone, with its
 * notice; `&locale=de`, `&scheme=dark` and `&width=320` change how.
 */
export default function Gallery() {
  const query = new URLSearchParams(location.search);
  const only = query.get('state');
  const width = Number(query.get('width'));
  const look = {
    locale: speakable(query.get('locale') ?? navigator.language),
    colorScheme: toScheme(query.get('scheme')),
  };
  if (only !== null) {
    return (
      <Surface {...look} className={styles['surface']}>
        <Only name={only} />
      </Surface>
    );
  }
  const all = [
    ...galleryStates.map((shown) => ({
      name: shown.name,
      content: <DashboardView {...shown} place={ownPage} {...kits} actions={noActions} />,
    })),
    ...receiptStates.map((shown) => ({
      name: shown.name,
      content: <Receipt shown={{ ...shown, isEmbedded: false }} />,
    })),
    ...checkStates.map((shown) => ({ name: shown.name, content: <Check shown={shown} /> })),
  ];
  return all.map(({ name, content }) => (
    <section key={name} className={styles['section']}>
      <h2 className={styles['name']}>
        <a href={`?state=${name}&locale=${look.locale}`}>{name}</a>
      </h2>
      <div style={width > 0 ? { maxInlineSize: width } : {}}>
        <Surface {...look} className={styles['surface']}>
          {content}
        </Surface>
      </div>
    </section>
  ));
}

function Only({ name }: { readonly name: string }) {
  const receipt = receiptStates.find((shown) => shown.name === name);
  if (receipt !== undefined) return <Receipt shown={receipt} />;
  const check = checkStates.find((shown) => shown.name === name);
  if (check !== undefined) return <Check shown={check} />;
  return <Shown shown={galleryStates.find((shown) => shown.name === name) ?? galleryStates[0]!} />;
}

function Check({ shown: { name, state } }: { readonly shown: CheckGalleryState }) {
  return (
    <div className={styles['check']}>
      <h1 className={styles['name']}>{name}</h1>
      <CheckView {...ownPage} state={state} headingLevel={2} onStart={() => {}} />
    </div>
  );
}

function Receipt({ shown }: { readonly shown: ReceiptGalleryState }) {
  const { state, number, isEmbedded = false } = shown;
  if (!isEmbedded || number === undefined) {
    return (
      <ReceiptPage {...{ state, number, kit }} place={ownPage} {...kits} actions={noActions} />
    );
  }
  const place = { ...ownPage, isOwnPage: false };
  return (
    <>
      <DashboardView state={state} place={place} {...kits} actions={noActions} headingLevel={1} />
      <ShownReceipt {...{ state, number, kit, place }} onClose={() => {}} />
    </>
  );
}

function Shown({ shown }: { readonly shown: GalleryState }) {
  const say = useMessages();
  const { locale } = useLocale();
  const [notices] = useState(() => new Notices());
  useEffect(() => {
    const { trouble, phase } = shown.state.purchase;
    if (trouble !== undefined) {
      const isUnknown = phase === 'unknown';
      const spoken = sayTrouble(trouble, { locale, asked: 'purchase', isUnknown });
      const action = { label: say.finishAction, onPress: () => {} };
      notices.show('shown', { tone: 'error', ...spoken, ...(isUnknown ? { action } : {}) });
    }
    if (shown.newNumbers !== undefined) {
      const { title, text } = say.bought;
      notices.show('shown', { tone: 'success', title: title(shown.newNumbers), text });
    }
    return () => notices.dismiss('shown');
  }, [shown, notices, say, locale]);
  return (
    <>
      <DashboardView {...shown} place={ownPage} {...kits} actions={noActions} headingLevel={1} />
      <NoticeRegion notices={notices} label={say.notices} dismissLabel={say.dismiss} />
    </>
  );
}

function toScheme(name: string | null): 'light' | 'dark' | 'inherit' {
  return name === 'light' || name === 'dark' ? name : 'inherit';
}
