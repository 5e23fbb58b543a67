import { useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { NoticesContext, NoticesProvider } from '#ui/Notices.tsx';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { Surface } from '#ui/Surface.tsx';
import { DashboardView } from '../app/DashboardView.tsx';
import { ReceiptPage } from '../app/ReceiptPage.tsx';
import { CheckView } from '../features/check/CheckYourself.tsx';
import { Poster } from '../features/poster/Poster.tsx';
import { numbersSincePress } from '../features/purchase/buy-button.ts';
import { ReceiptDialog } from '../features/receipts/ReceiptDialog.tsx';
import { speakable, useMessages } from '../shared/messages/messages.ts';
import { pictureUrl } from '../shared/raffle-place.ts';
import { checkStates, type CheckGalleryState } from './check-states.ts';
import { pageStates } from './page-states.tsx';
import { posterStates, type PosterGalleryState } from './poster-states.ts';
import { receiptStates, type ReceiptGalleryState } from './receipt-states.ts';
import { galleryStates } from './states.ts';
import { ownPage, StaticDashboard, type GalleryState } from './StaticDashboard.tsx';
import styles from './Gallery.module.css';

/**
 * Every state on one page, for screenshots and accessibility tests; states with an open dialog only
 * by their links. `?state=won` shows one state with its notice; `&locale=de`, `&scheme=dark` and
 * `&width=320` change how.
 */
export function Gallery() {
  const query = new URLSearchParams(useSyncExternalStore(subscribeToAddress, readQuery));
  const only = query.get('state');
  const width = Number(query.get('width'));
  const look = {
    locale: speakable(query.get('locale') ?? navigator.language),
    colorScheme: toScheme(query.get('scheme')),
    className: styles.surface,
  };
  if (only !== null) {
    return (
      <div key={only} data-state={only}>
        <Surface {...look}>{renderAlone(only)}</Surface>
      </div>
    );
  }
  const all = [
    ...galleryStates.map((shown) => ({
      name: shown.name,
      // An open dialog hides the rest of the page, from accessibility tests too.
      content: shown.state.asked === undefined && (
        <StaticDashboard {...shown}>
          <DashboardView headingLevel={2} />
        </StaticDashboard>
      ),
    })),
    ...receiptStates.map(({ name, state, number }) => ({
      name,
      content: (
        <StaticDashboard state={state}>
          <ReceiptPage number={number} />
        </StaticDashboard>
      ),
    })),
    ...checkStates.map((shown) => ({ name: shown.name, content: <CheckState shown={shown} /> })),
    ...posterStates.map((shown) => ({ name: shown.name, content: <PosterState shown={shown} /> })),
    ...pageStates,
  ];
  return all.map(({ name, content }) => (
    <section key={name} className={styles.section}>
      <h2 className={styles.name}>
        <a href={`?state=${name}&locale=${look.locale}`}>{name}</a>
      </h2>
      <div style={width > 0 ? { maxInlineSize: width } : {}}>
        <Surface {...look}>{content}</Surface>
      </div>
    </section>
  ));
}

/** A test goes from state to state without loading the page again. */
function subscribeToAddress(onChange: () => void): () => void {
  addEventListener('popstate', onChange);
  return () => removeEventListener('popstate', onChange);
}

const readQuery = () => location.search;

function renderAlone(name: string): ReactNode {
  const receipt = receiptStates.find((shown) => shown.name === name);
  if (receipt !== undefined) return <ReceiptState shown={receipt} />;
  const check = checkStates.find((shown) => shown.name === name);
  if (check !== undefined) return <CheckState shown={check} />;
  const poster = posterStates.find((shown) => shown.name === name);
  if (poster !== undefined) return <PosterState shown={poster} />;
  const page = pageStates.find((shown) => shown.name === name);
  if (page !== undefined) return page.content;
  const shown = galleryStates.find((shown) => shown.name === name);
  return shown === undefined ? <p>There is no such state.</p> : <StateWithNotice shown={shown} />;
}

function CheckState({ shown: { name, state } }: { readonly shown: CheckGalleryState }) {
  return (
    <div className={styles.check}>
      <h1 className={styles.name}>{name}</h1>
      <CheckView {...ownPage} state={state} headingLevel={2} onStart={() => {}} />
    </div>
  );
}

function PosterState({ shown }: { readonly shown: PosterGalleryState }) {
  const { serviceUrl } = ownPage;
  const picture = pictureUrl(ownPage, shown.raffle.notice?.picture);
  return <Poster {...shown} serviceUrl={serviceUrl} pictureUrl={picture} />;
}

function ReceiptState({ shown }: { readonly shown: ReceiptGalleryState }) {
  const { state, number, isEmbedded = false } = shown;
  if (!isEmbedded || number === undefined) {
    return (
      <StaticDashboard state={state}>
        <ReceiptPage number={number} />
      </StaticDashboard>
    );
  }
  return (
    <StaticDashboard state={state} place={{ ...ownPage, isOwnPage: false }}>
      <DashboardView headingLevel={1} />
      <ReceiptDialog sale={number} onClose={() => {}} />
    </StaticDashboard>
  );
}

function StateWithNotice({ shown }: { readonly shown: GalleryState }) {
  const messages = useMessages();
  return (
    <NoticesProvider label={messages.notices} dismissLabel={messages.dismiss}>
      <StaticDashboard {...shown}>
        <DashboardView headingLevel={1} />
      </StaticDashboard>
      <PurchaseNotice shown={shown} />
    </NoticesProvider>
  );
}

/** Raises the notice that the state comes with. */
function PurchaseNotice({ shown }: { readonly shown: GalleryState }) {
  const messages = useMessages();
  const { locale } = useLocale();
  const notices = useContext(NoticesContext);
  useEffect(() => {
    const { viewer, purchase } = shown.state;
    const { error, phase } = purchase;
    const arrived = numbersSincePress(viewer, purchase);
    const action = { label: messages.finishAction, onPress: () => {} };
    if (arrived.length > 0) {
      notices?.show('shown', { tone: 'info', ...messages.arrived(arrived), action });
    } else if (error !== undefined) {
      const isUnknown = phase === 'unknown';
      const described = describeApiError(error, { locale, asked: 'purchase', isUnknown });
      notices?.show('shown', { tone: 'error', ...described, ...(isUnknown ? { action } : {}) });
    }
    if (shown.newNumbers !== undefined) {
      const { title, text } = messages.bought;
      notices?.show('shown', {
        tone: 'success',
        title: title(shown.newNumbers),
        text: text(shown.newNumbers.length),
      });
    }
    return () => notices?.dismiss('shown');
  }, [shown, notices, messages, locale]);
  return null;
}

function toScheme(name: string | null): 'light' | 'dark' | 'inherit' {
  return name === 'light' || name === 'dark' ? name : 'inherit';
}
