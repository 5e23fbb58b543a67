import { useLate } from '#ui/use-late.ts';
import { EnrolPage } from '../keys/EnrolPage.tsx';
import { KeysPage } from '../keys/KeysPage.tsx';
import { RafflePage } from '../raffle/RafflePage.tsx';
import { CreatePage } from '../raffles/CreatePage.tsx';
import { RafflesPage } from '../raffles/RafflesPage.tsx';
import { Coming } from './Coming.tsx';
import type { Route } from './route.ts';
import { Shell } from './Shell.tsx';
import { UnknownPage } from './UnknownPage.tsx';
import { useRoute } from './use-route.ts';

/** The page that the address asks for. The projector has the whole screen to itself. */
export function Content() {
  const route = useRoute();
  if (route.page === 'projector') {
    return <LateProjectorPage key={route.raffleId} raffleId={route.raffleId} />;
  }
  return (
    <Shell route={route}>
      <ShellPage route={route} />
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
      return <LateAuditPage key={route.raffleId} raffleId={route.raffleId} />;
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

interface RafflePageProps {
  readonly raffleId: string;
}

async function loadAuditPage() {
  return import('../audit/AuditPage.tsx');
}

function LateAuditPage(props: RafflePageProps) {
  const late = useLate(loadAuditPage);
  return late === undefined ? <Coming /> : <late.AuditPage {...props} />;
}

async function loadProjectorPage() {
  return import('../projector/ProjectorPage.tsx');
}

function LateProjectorPage(props: RafflePageProps) {
  const late = useLate(loadProjectorPage);
  return late === undefined ? <Coming /> : <late.ProjectorPage {...props} />;
}
