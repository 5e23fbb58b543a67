import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { ErrorBoundary } from '#ui/ErrorBoundary.tsx';
import { Link } from '#ui/Link.tsx';
import type { LiveTimings } from '#ui/live/raffle-state.ts';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import { useLate } from '#ui/use-late.ts';
import { EnrolPage } from '../features/people/EnrolPage.tsx';
import { PeoplePage } from '../features/people/PeoplePage.tsx';
import { CreatePage } from '../features/raffles/CreatePage.tsx';
import { RafflesPage } from '../features/raffles/RafflesPage.tsx';
import { LoadingFallback, Page } from '../shared/Page.tsx';
import { useLoadedLocale } from '../shared/messages/languages.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { NoticesProvider } from '#ui/Notices.tsx';
import { hrefs, readRoute, type Route } from '../shared/route.ts';
import { ServiceProvider } from '../shared/service.tsx';
import { openKeyStore, type KeyStore } from '../shared/session/key-store.ts';
import { SessionProvider, useSession } from '../shared/session/session.tsx';
import { loadConfig } from './config.ts';
import { AppFault, ConfigFault } from './faults.tsx';
import { RafflePage } from './RafflePage.tsx';
import { Shell } from './Shell.tsx';
import styles from './AdminApp.module.css';

/** Reads `config.json`, then starts the app. A fault in the app is shown with what to do. */
export function Start({ search = '' }: { readonly search?: string }) {
  const { locale: browserLocale } = useLocale();
  const locale = useLoadedLocale(new URLSearchParams(search).get('locale') ?? browserLocale);
  const [queries] = useState(createQueries);
  if (locale === undefined) return null;
  return (
    <QueryClientProvider client={queries}>
      <Surface locale={locale} colorScheme="system" className={styles['surface']}>
        <ErrorBoundary renderFallback={(error) => <AppFault error={error} />}>
          <ConfiguredApp />
        </ErrorBoundary>
      </Surface>
    </QueryClientProvider>
  );
}

function ConfiguredApp() {
  const config = useQuery({ queryKey: ['config'], queryFn: async () => loadConfig() });
  const [keyStore] = useState(openKeyStore);
  if (config.isError) {
    return <ConfigFault error={config.error} onRetry={() => void config.refetch()} />;
  }
  if (config.data === undefined) return null;
  return <AdminApp serviceUrl={config.data.serviceUrl} keyStore={keyStore} />;
}

export interface AdminAppProps {
  readonly serviceUrl: string;
  readonly keyStore: KeyStore;
  readonly timings?: LiveTimings;
}

/** The admin app of one service. */
export function AdminApp({ serviceUrl, keyStore, timings }: AdminAppProps) {
  const { notices, dismiss } = useMessages().shell;
  return (
    <NoticesProvider label={notices} dismissLabel={dismiss}>
      <SessionProvider serviceUrl={serviceUrl} keyStore={keyStore}>
        <ServiceProvider serviceUrl={serviceUrl} timings={timings}>
          <CurrentPage />
        </ServiceProvider>
      </SessionProvider>
    </NoticesProvider>
  );
}

/** The page of the current route. The projector fills the screen, without the shell. */
function CurrentPage() {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const route = useMemo(() => readRoute(hash), [hash]);
  if (route.page === 'projector') {
    return <LazyProjectorPage key={route.raffleId} raffleId={route.raffleId} />;
  }
  return (
    <Shell route={route}>
      <ShellPage route={route} address={hash} />
    </Shell>
  );
}

function subscribeToHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

type ShellRoute = Exclude<Route, { readonly page: 'projector' }>;

/** The page of people lets a seller sign out, and nothing else. */
const sellerPages: ReadonlySet<Route['page']> = new Set(['desk', 'enrol', 'people']);

interface ShellPageProps {
  readonly route: ShellRoute;
  readonly address: string;
}

function ShellPage({ route, address }: ShellPageProps) {
  const { status, key } = useSession();
  // A seller has nothing to do on the other pages, and the service would refuse what they ask for.
  const isSeller = status === 'ready' && key.role === 'seller';
  if (isSeller && !sellerPages.has(route.page)) return <LazySellerHome address={address} />;
  switch (route.page) {
    case 'raffles':
      return <RafflesPage />;
    case 'create':
      return <CreatePage key={String(route.isRehearsal)} isRehearsal={route.isRehearsal} />;
    case 'raffle':
      return <RafflePage key={route.raffleId} raffleId={route.raffleId} />;
    case 'desk':
      return <LazyDeskPage key={route.raffleId} raffleId={route.raffleId} />;
    case 'audit':
      return <LazyAuditPage key={route.raffleId} raffleId={route.raffleId} />;
    case 'amend':
      return <LazyAmendPage key={route.raffleId} raffleId={route.raffleId} />;
    case 'people':
      return <PeoplePage />;
    case 'enrol':
      return <EnrolPage invitation={route.invitation} />;
    case 'unknown':
      return <UnknownPage />;
    default:
      return route satisfies never;
  }
}

function UnknownPage() {
  const { unknown, toRaffles } = useMessages().shell;
  return (
    <Page title={unknown}>
      <Link href={hrefs.raffles}>{toRaffles}</Link>
    </Page>
  );
}

interface LazyPageProps {
  readonly raffleId: string;
}

async function loadAuditPage() {
  return import('../features/audit/AuditPage.tsx');
}

function LazyAuditPage(props: LazyPageProps) {
  const loaded = useLate(loadAuditPage);
  return loaded === undefined ? <LoadingFallback /> : <loaded.AuditPage {...props} />;
}

async function loadAmendPage() {
  return import('../features/amend/AmendPage.tsx');
}

function LazyAmendPage(props: LazyPageProps) {
  const loaded = useLate(loadAmendPage);
  return loaded === undefined ? <LoadingFallback /> : <loaded.AmendPage {...props} />;
}

async function loadDeskPage() {
  return import('../features/desk/DeskPage.tsx');
}

function LazyDeskPage(props: LazyPageProps) {
  const loaded = useLate(loadDeskPage);
  return loaded === undefined ? <LoadingFallback /> : <loaded.DeskPage {...props} />;
}

async function loadSellerHome() {
  return import('../features/desk/SellerHome.tsx');
}

function LazySellerHome(props: { readonly address: string }) {
  const loaded = useLate(loadSellerHome);
  return loaded === undefined ? <LoadingFallback /> : <loaded.SellerHome {...props} />;
}

async function loadProjectorPage() {
  return import('../features/projector/ProjectorPage.tsx');
}

function LazyProjectorPage(props: LazyPageProps) {
  const loaded = useLate(loadProjectorPage);
  return loaded === undefined ? <LoadingFallback /> : <loaded.ProjectorPage {...props} />;
}
