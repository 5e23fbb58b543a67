import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { NoticeRegion, Notices } from '#ui/Notices.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { Surface } from '#ui/Surface.tsx';
import { DashboardView } from '../dashboard/DashboardView.tsx';
import { speakable, useMessages } from '../messages/messages.ts';
import { noActions } from './fixtures.ts';
import { galleryStates, type GalleryState } from './states.ts';
import styles from './Gallery.module.css';

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
    const shown = galleryStates.find(({ name }) => name === only) ?? galleryStates[0]!;
    return (
      <Surface {...look} className={styles['surface']}>
        <Shown shown={shown} />
      </Surface>
    );
  }
  return galleryStates.map((shown) => (
    <section key={shown.name} className={styles['section']}>
      <h2 className={styles['name']}>
        <a href={`?state=${shown.name}&locale=${look.locale}`}>{shown.name}</a>
      </h2>
      <div style={width > 0 ? { maxInlineSize: width } : {}}>
        <Surface {...look} className={styles['surface']}>
          <DashboardView {...shown} actions={noActions} />
        </Surface>
      </div>
    </section>
  ));
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
      <DashboardView {...shown} actions={noActions} headingLevel={1} />
      <NoticeRegion notices={notices} label={say.notices} dismissLabel={say.dismiss} />
    </>
  );
}

function toScheme(name: string | null): 'light' | 'dark' | 'inherit' {
  return name === 'light' || name === 'dark' ? name : 'inherit';
}
