import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { languageOf, type Language } from '#contract/language.ts';
import { createQueries } from '#ui/queries.ts';
import { classNames } from '#ui/class-names.ts';
import { Surface } from '#ui/Surface.tsx';
import { useLate } from '#ui/use-late.ts';
import { knownRaffle, useLive } from '../shared/live.ts';
import { useLoadedLocale } from '../shared/messages/languages.ts';
import type { ClaimPageProps } from './ClaimPage.tsx';
import { DashboardView } from './DashboardView.tsx';
import { chosenLanguage, LanguageSwitch } from './LanguageSwitch.tsx';
import { DisplayBoundary } from './DisplayBoundary.tsx';
import { Home } from './Home.tsx';
import type { PosterPageProps } from './PosterPage.tsx';
import { RaffleDashboard } from './RaffleDashboard.tsx';
import type { ReceiptPageProps } from './ReceiptPage.tsx';
import { readRoute } from './route.ts';
import { SignInWindow } from './SignInWindow.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './Page.module.css';

export interface PageProps {
  readonly path: string;
  readonly search?: string;
  /** The organiser's logo, which the service shows above the page. */
  readonly logoUrl?: string | undefined;
}

/** The service's own page at an address. */
export function Page({ path, search = '', logoUrl }: PageProps) {
  const { locale: browserLocale } = useLocale();
  const query = new URLSearchParams(search);
  const [picked, setPicked] = useState<Language>();
  const wanted = picked ?? query.get('locale') ?? chosenLanguage.load() ?? browserLocale;
  // The browser's region decides how numbers and dates are written.
  const isBrowsers = languageOf(browserLocale) === wanted;
  const locale = useLoadedLocale(isBrowsers ? browserLocale : wanted);
  const [queries] = useState(createQueries);
  if (locale === undefined) return <main className={styles.page} />;
  return (
    <>
      <main className={styles.page}>
        <DisplayBoundary locale={locale}>
          <QueryClientProvider client={queries}>
            <Content path={path} locale={locale} query={query} logoUrl={logoUrl} />
          </QueryClientProvider>
        </DisplayBoundary>
      </main>
      {/* On paper even an empty element would take a page of its own. */}
      <Surface locale={locale} className={classNames(styles.surface, styles.screenOnly)}>
        <LanguageSwitch onChoose={setPicked} />
      </Surface>
    </>
  );
}

interface ContentProps extends Pick<PageProps, 'path' | 'logoUrl'> {
  readonly locale: string;
  readonly query: URLSearchParams;
}

function Content({ path, locale, query, logoUrl }: ContentProps) {
  const route = readRoute(path);
  const surface = { locale, className: styles.surface };
  switch (route.page) {
    case 'raffle':
      return <RafflePage raffleId={route.raffleId} locale={locale} />;
    case 'result':
      return (
        <Surface {...surface}>
          <LatePublicResult raffleId={route.raffleId} />
        </Surface>
      );
    case 'poster':
      return (
        <Surface {...surface}>
          <LatePosterPage
            raffleId={route.raffleId}
            logoUrl={logoUrl}
            firstSize={query.get('size')?.toUpperCase() === 'A6' ? 'A6' : 'A4'}
          />
        </Surface>
      );
    case 'receipt':
      return (
        <RaffleDashboard raffleId={route.raffleId} locale={locale}>
          <LateReceiptPage number={route.number} />
        </RaffleDashboard>
      );
    case 'claim':
      return (
        <Surface {...surface}>
          <LateClaimPage raffleId={route.raffleId} token={route.token} />
        </Surface>
      );
    case 'sign-in-window':
      return (
        <Surface {...surface}>
          <SignInWindow origin={query.get('origin') ?? ''} raffle={query.get('raffle')} />
        </Surface>
      );
    case 'home':
      return (
        <Home
          isLost={route.isLost}
          surface={surface}
          renderRaffle={(raffleId) => <RafflePage raffleId={raffleId} locale={locale} />}
        />
      );
    case 'check-receipt':
      return (
        <Surface {...surface}>
          <LateCheckReceiptPage />
        </Surface>
      );
    default:
      return route satisfies never;
  }
}

interface RafflePageProps {
  readonly raffleId: string;
  readonly locale: string;
}

function RafflePage({ raffleId, locale }: RafflePageProps) {
  return (
    <RaffleDashboard raffleId={raffleId} locale={locale}>
      <RaffleTitle />
      <DashboardView headingLevel={1} />
    </RaffleDashboard>
  );
}

/** Sets the title of the tab. */
function RaffleTitle() {
  const { state } = useLive();
  const raffle = knownRaffle(state);
  const isUnknown = state.status === 'unknown-raffle';
  usePageTitle(raffle === undefined ? undefined : { kind: 'raffle', raffle });
  usePageTitle(isUnknown ? { kind: 'not-found' } : undefined);
  return null;
}

/** The same file as the code for tickets, so that a page with tickets has it without a network. */
async function loadReceiptPage() {
  return import(/* webpackChunkName: "receipts" */ './ReceiptPage.tsx');
}

function LateReceiptPage(props: ReceiptPageProps) {
  const late = useLate(loadReceiptPage);
  return late === undefined ? null : <late.ReceiptPage {...props} />;
}

async function loadCheckReceiptPage() {
  return import(/* webpackChunkName: "receipts" */ './CheckReceiptPage.tsx');
}

function LateCheckReceiptPage() {
  const late = useLate(loadCheckReceiptPage);
  return late === undefined ? null : <late.CheckReceiptPage fragment={location.hash} />;
}

async function loadPublicResult() {
  return import(/* webpackChunkName: "result" */ './PublicResult.tsx');
}

function LatePublicResult(props: { readonly raffleId: string }) {
  const late = useLate(loadPublicResult);
  return late === undefined ? null : <late.PublicResult {...props} />;
}

async function loadPosterPage() {
  return import(/* webpackChunkName: "poster" */ './PosterPage.tsx');
}

function LatePosterPage(props: PosterPageProps) {
  const late = useLate(loadPosterPage);
  return late === undefined ? null : <late.PosterPage {...props} />;
}

async function loadClaimPage() {
  return import(/* webpackChunkName: "receipts" */ './ClaimPage.tsx');
}

function LateClaimPage(props: ClaimPageProps) {
  const late = useLate(loadClaimPage);
  return late === undefined ? null : <late.ClaimPage {...props} />;
}
