import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { Stack, Code } from '#ui/primitives.tsx';
import type { RaffleView } from '#contract/raffles.ts';
import { Link } from '#ui/Link.tsx';
import { CloseSales } from '../features/draw/CloseSales.tsx';
import { DrawResult } from '../features/draw/DrawResult.tsx';
import { DrawWinner } from '../features/draw/DrawWinner.tsx';
import { useDrawing } from '../features/draw/use-drawing.ts';
import { DeleteRehearsal, RehearsalBuyers } from '../features/raffle/Rehearsal.tsx';
import { Preview } from '../features/raffle/Preview.tsx';
import { RaffleSummary } from '../features/raffle/RaffleSummary.tsx';
import { Sales } from '../features/sales/Sales.tsx';
import { Tickets } from '../features/tickets/Tickets.tsx';
import { OriginMismatchHint } from '../shared/Failure.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import { Page, Section } from '../shared/Page.tsx';
import { useLiveRaffle } from '../shared/queries/raffle-queries.ts';
import { hrefs } from '../shared/route.ts';
import { useLogHead } from '../shared/queries/use-public-log.ts';

/** One raffle, live: its state, sales, tickets and log, and the actions on it. */
export function RafflePage({ raffleId }: { readonly raffleId: string }) {
  const { raffles: list, raffle: messages } = useMessages();
  const { state: raffleState } = useLiveRaffle(raffleId);
  const back = { href: hrefs.raffles, label: list.title };
  if (raffleState.status !== 'known') {
    return (
      <Page title={raffleId} back={back}>
        <p>
          <span>{messages.unavailable[raffleState.status]}</span>{' '}
          {raffleState.status === 'unreachable' && <OriginMismatchHint />}
        </p>
      </Page>
    );
  }
  return (
    <Page title={raffleState.raffle.title} back={back}>
      <Content raffleState={raffleState} />
    </Page>
  );
}

function Content({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { raffle: messages } = useMessages();
  const { raffle } = raffleState;
  const drawing = useDrawing(raffleState);
  return (
    <>
      <RaffleSummary raffleState={raffleState} />
      {raffle.status === 'drawn' && <DrawResult raffle={raffle} isMine={drawing.isMine} />}
      {raffle.rehearsal && <RehearsalBuyers raffle={raffle} />}
      <Sales raffle={raffle} />
      <Tickets raffle={raffle} />
      <LogSummary raffle={raffle} />
      <Preview raffleId={raffle.id} />
      <Section title={messages.final} look="danger">
        {raffle.status !== 'cancelled' && (
          <>
            <Stack gap={2} align="start">
              <CloseSales raffle={raffle} />
            </Stack>
            <Stack gap={2} align="start">
              <DrawWinner raffleState={raffleState} drawing={drawing} />
            </Stack>
          </>
        )}
        {raffle.rehearsal && (
          <Stack gap={2} align="start">
            <DeleteRehearsal raffle={raffle} />
          </Stack>
        )}
      </Section>
    </>
  );
}

const shortRootLength = 8;

/** The size and the root of the log, and a link to the audit page. */
function LogSummary({ raffle }: { readonly raffle: RaffleView }) {
  const { atRaffle: messages, log } = useMessages().audit;
  const head = useLogHead(raffle);
  return (
    <Section title={log}>
      <p>
        <span>{messages.entries(head?.size ?? raffle.version)}</span>
        {head !== undefined && (
          <>
            {' '}
            <span>{`${messages.root}:`}</span> <Code>{head.root.slice(0, shortRootLength)}</Code>
          </>
        )}
      </p>
      <Link href={hrefs.audit(raffle.id)}>{messages.link}</Link>
    </Section>
  );
}
