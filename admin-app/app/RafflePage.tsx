import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { useState, type ReactNode } from 'react';
import { Code, Details, Stack } from '#ui/primitives.tsx';
import type { RaffleView } from '#contract/raffles.ts';
import { Link } from '#ui/Link.tsx';
import { useCloseSales } from '../features/draw/use-close-sales.tsx';
import { DrawResult } from '../features/draw/DrawResult.tsx';
import { DrawProgress, useDrawWinner } from '../features/draw/use-draw-winner.tsx';
import { useDrawing } from '../features/draw/use-drawing.ts';
import { DeleteRehearsal, RehearsalBuyers } from '../features/raffle/Rehearsal.tsx';
import { Preview } from '../features/raffle/Preview.tsx';
import { CancelRaffle } from '../features/raffle/CancelRaffle.tsx';
import { Files } from '../features/raffle/Files.tsx';
import { MailStatus } from '../features/raffle/MailStatus.tsx';
import { nextStepOf } from '../features/raffle/next-step.ts';
import { NextStepNote } from '../features/raffle/NextStepNote.tsx';
import { RaffleHeader } from '../features/raffle/RaffleHeader.tsx';
import { Rules } from '../features/raffle/Rules.tsx';
import { WitnessAlarms, Witnesses } from '../features/raffle/Witnesses.tsx';
import { Share } from '../features/raffle/Share.tsx';
import { Sales } from '../features/sales/Sales.tsx';
import { Tickets } from '../features/tickets/Tickets.tsx';
import { VoidUnpaid } from '../features/tickets/VoidUnpaid.tsx';
import { ActionMenu } from '../shared/ActionMenu.tsx';
import { OriginMismatchHint } from '../shared/Failure.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import { Page } from '../shared/Page.tsx';
import { useLiveRaffle } from '../shared/queries/raffle-queries.ts';
import { hrefs } from '../shared/route.ts';
import { useDisabledReason } from '../shared/session/use-disabled-reason.ts';
import { useLogHead } from '../shared/queries/use-public-log.ts';
import styles from './RafflePage.module.css';

/** One raffle, live: its state, sales, tickets and log, and the actions on it. */
export function RafflePage({ raffleId }: { readonly raffleId: string }) {
  const { raffles: list, raffle: messages } = useMessages();
  const { state: raffleState } = useLiveRaffle(raffleId);
  const back = { href: hrefs.raffles, label: list.title };
  if (raffleState.status !== 'known') {
    const { status } = raffleState;
    const isGone = status === 'unknown-raffle' || status === 'deleted';
    return (
      <Page title={isGone ? messages.gone : raffleId} back={back}>
        {isGone && <Code>{raffleId}</Code>}
        <p>
          <span>{messages.unavailable[status]}</span>{' '}
          {status === 'unreachable' && <OriginMismatchHint />}
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
  const { raffle } = raffleState;
  const drawing = useDrawing(raffleState);
  const [hasEnded, setHasEnded] = useState(false);
  const isOnSale = raffle.status === 'open' || raffle.status === 'announced';
  const close = useCloseSales(raffle, () => setHasEnded(true));
  const draw = useDrawWinner({ raffleState, drawing });
  const step = nextStepOf(raffle);
  return (
    <>
      <WitnessAlarms raffleId={raffle.id} />
      <RaffleHeader
        raffleState={raffleState}
        takesFocus={hasEnded && !isOnSale}
        next={
          <>
            <DrawProgress raffleState={raffleState} drawing={drawing} />
            <NextStepNote raffle={raffle} />
            {step === 'close' && close.button}
            {step === 'draw' && draw.button}
          </>
        }
        menu={
          (isOnSale || raffle.rehearsal === true) && (
            <Actions raffle={raffle} onCancelled={() => setHasEnded(true)}>
              {raffle.status === 'open' && (
                <>
                  {step !== 'close' && close.button}
                  {draw.button}
                </>
              )}
            </Actions>
          )
        }
      />
      {close.dialog}
      {draw.dialog}
      <div className={styles['columns']}>
        <Stack gap={8}>
          {raffle.status === 'drawn' && (
            <DrawResult
              raffle={raffle}
              clockAheadMs={raffleState.clockAheadMs}
              isMine={drawing.isMine}
            />
          )}
          {raffle.rehearsal && isOnSale && <RehearsalBuyers raffle={raffle} />}
          <Tickets raffle={raffle} />
          <Sales raffle={raffle} />
        </Stack>
        <Stack gap={8}>
          {raffle.status !== 'cancelled' && <Share raffle={raffle} />}
          <Rules raffle={raffle} />
          <Preview raffleId={raffle.id} />
          <MailStatus raffleId={raffle.id} />
          <Witnesses raffle={raffle} />
          <Files raffle={raffle} />
          <LogSummary raffle={raffle} />
        </Stack>
      </div>
    </>
  );
}

interface ActionsProps {
  readonly raffle: RaffleView;
  readonly onCancelled: () => void;
  readonly children: ReactNode;
}

/** What cannot be undone and is not the next step. */
function Actions({ raffle, onCancelled, children }: ActionsProps) {
  const { actions } = useMessages().raffle;
  const isOnSale = raffle.status === 'open' || raffle.status === 'announced';
  return (
    <ActionMenu label={actions} reason={useDisabledReason('change')}>
      {children}
      {raffle.status === 'open' && raffle.sold > 0 && <VoidUnpaid raffle={raffle} />}
      {isOnSale && <CancelRaffle raffle={raffle} onCancelled={onCancelled} />}
      {raffle.rehearsal && <DeleteRehearsal raffle={raffle} />}
    </ActionMenu>
  );
}

const shortRootLength = 8;

/** The size and the root of the log, and a link to the audit page. */
function LogSummary({ raffle }: { readonly raffle: RaffleView }) {
  const { audit, draw } = useMessages();
  const messages = audit.atRaffle;
  const head = useLogHead(raffle);
  return (
    <Details summary={draw.technical}>
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
    </Details>
  );
}
