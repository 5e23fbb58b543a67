import { lazy, Suspense } from 'react';
import { EnrolPage } from '../keys/EnrolPage.tsx';
import { KeysPage } from '../keys/KeysPage.tsx';
import { RafflePage } from '../raffle/RafflePage.tsx';
import { CreatePage } from '../raffles/CreatePage.tsx';
import { RafflesPage } from '../raffles/RafflesPage.tsx';
import type { Route } from './route.ts';
import { Shell } from './Shell.tsx';
import { UnknownPage } from './UnknownPage.tsx';
import { useRoute } from './use-route.ts';

const AuditPage = lazy(async () => import('../audit/AuditPage.tsx'));
const ProjectorPage = lazy(async () => import('../projector/ProjectorPage.tsx'));

/** The page that the address asks for. The projector has the whole screen to itself. */
export function Content() {
  const route = useRoute();
  if (route.page === 'projector') {
    return (
      <Suspense>
        <ProjectorPage key={route.raffleId} raffleId={route.raffleId} />
      </Suspense>
    );
  }
  return (
    <Shell route={route}>
      <Suspense>
        <ShellPage route={route} />
      </Suspense>
    </Shell>
  );
}

type ShellRoute = Exclude<Route, { readonly page: 'projector' }>;

function ShellPage({ route }: { readonly route: ShellRoute }) {
  switch (route.page) {
    case 'raffles':
      return <RafflesPage />;
    case 'create':
      return <CreatePage key={String(route.isRehearsal)} isRehearsal={route.isRehearsal} />;
    case 'raffle':
      return <RafflePage key={route.raffleId} raffleId={route.raffleId} />;
    case 'audit':
      return <AuditPage key={route.raffleId} raffleId={route.raffleId} />;
    case 'keys':
      return <KeysPage />;
    case 'enrol':
      return <EnrolPage invitation={route.invitation} />;
    case 'unknown':
      return <UnknownPage />;
    default:
      return route satisfies never;
  }
}
