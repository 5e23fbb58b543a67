import { useEffect, useRef, type ReactNode } from 'react';
import { ConfirmedAction } from '#ui/ConfirmedAction.tsx';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { Mark } from '#ui/CheckList.tsx';
import { classNames } from '#ui/class-names.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { Code, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useClockConfirmation } from './clock-confirmation.tsx';
import { BeaconWait } from './BeaconWait.tsx';
import type { Drawing } from './use-drawing.ts';
import { useLogHead } from '../../shared/queries/use-public-log.ts';
import styles from './draw.module.css';

export interface DrawWinnerProps {
  readonly raffleState: KnownRaffle;
  readonly drawing: Drawing;
}

/** Draws the winner after a confirmation, and shows the progress. The result is a section of its own. */
export function DrawWinner({ raffleState, drawing }: DrawWinnerProps) {
  const { draw: messages, shell } = useMessages();
  const { raffle } = raffleState;
  const { id, title, status, sold } = raffle;
  const { draw } = drawing;
  const isDrawn = status === 'drawn';
  const clock = useClockConfirmation(draw.failure);
  const isDrawing = raffleState.drawing !== undefined;
  const mayNot = useDisabledReason('change');
  const reason =
    mayNot ?? (isDrawn ? messages.drawnAlready : sold === 0 ? messages.noTickets : undefined);
  const consequence =
    status === 'open' || status === 'announced' ? messages.consequence : messages.consequenceClosed;
  const isWaiting = draw.isPending || isDrawing || drawing.isStopped;
  // An open raffle is drawn only with a confirmation; a closed one is drawn again without.
  const isRepeat = draw.isUnanswered && status === 'closed' && !isDrawing;
  return (
    <>
      {/* News is above the button, because the button has the focus and is in view. */}
      <SealedDraw raffleState={raffleState} drawing={drawing} />
      {isWaiting && status === 'closed' ? null : <p>{consequence}</p>}
      {!isDrawn && !isDrawing && !drawing.isStopped && (
        <MutationFailureNote failure={draw.failure} />
      )}
      {!isDrawn && !isDrawing && drawing.isStopped && <StoppedNote />}
      {draw.isAbandoned && status === 'open' && <output>{messages.notHappened}</output>}
      {isRepeat && !drawing.isStopped && <p>{messages.unsettled}</p>}
      <ConfirmedAction
        label={isRepeat ? messages.orderAgain : messages.open}
        reason={reason}
        confirmation={
          isRepeat
            ? undefined
            : {
                title: messages.title(title),
                typed: { expected: id, label: messages.typeId(id) },
                action: messages.action,
                cancelLabel: shell.cancel,
              }
        }
        isPending={isDrawing || (draw.isPending && !isDrawn)}
        pendingLabel={messages.pending}
        closes="on-confirm"
        onConfirm={() => {
          if (!isRepeat) drawing.confirmClock(clock.request);
          draw.run(null);
        }}
      >
        {reason === undefined && (
          <>
            <p>{consequence}</p>
            <PreFlight raffleState={raffleState} />
            {clock.question}
          </>
        )}
      </ConfirmedAction>
    </>
  );
}

/** Takes the focus, because the button that had it is gone. */
function StoppedNote() {
  const { draw: messages } = useMessages();
  const sentence = useRef<HTMLOutputElement>(null);
  useEffect(() => sentence.current?.focus(), []);
  return (
    <output ref={sentence} tabIndex={-1}>
      {messages.stopped}
    </output>
  );
}

/** A sealed draw waits for its beacon, whether or not this page requested it. */
function SealedDraw({ raffleState, drawing }: DrawWinnerProps) {
  const { raffle, drawing: beforeReveal, clockAheadMs } = raffleState;
  const { draw, pendingBeacon, stop, withBeacon } = drawing;
  const mayNot = useDisabledReason('change');
  if (raffle.status !== 'closed' || raffle.seal === undefined || beforeReveal !== undefined)
    return null;
  return (
    <BeaconWait
      raffleId={raffle.id}
      seal={raffle.seal}
      clockAheadMs={clockAheadMs}
      pendingBeacon={pendingBeacon}
      isAsking={draw.isPending}
      onStop={stop}
      withBeacon={mayNot === undefined ? withBeacon : undefined}
    />
  );
}

const shortRootLength = 8;

/** Checks before the draw: the service, the numbers and the log, and how the winner is drawn. */
function PreFlight({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { draw: messages } = useMessages();
  const { raffle, freshness } = raffleState;
  const isConnected = freshness !== 'stale';
  const { sold, remaining, capacity, status, version } = raffle;
  const head = useLogHead(raffle);
  // One entry for the opening, one per ticket, and one for the closing if there is one.
  const isLogComplete = version === 1 + sold + (status === 'open' ? 0 : 1);
  return (
    <Stack element="ul" gap={2}>
      <Check isPassed={isConnected}>{isConnected ? messages.answers : messages.answersNot}</Check>
      <Check isPassed={isConnected && sold + remaining === capacity}>
        {messages.equation({ sold, remaining, capacity })}
      </Check>
      <Check isPassed={isConnected && isLogComplete && head?.size === version}>
        {head === undefined ? (
          <span>{messages.askingHead}</span>
        ) : (
          <>
            <span>{messages.head(head.size)}</span>{' '}
            <Code>{head.root.slice(0, shortRootLength)}</Code>
          </>
        )}
      </Check>
      <li className={styles['check']}>
        <span>{messages.fairness[randomnessKind(raffle)]}</span>
      </li>
    </Stack>
  );
}

function Check({
  isPassed,
  children,
}: {
  readonly isPassed: boolean;
  readonly children: ReactNode;
}) {
  const { draw: messages } = useMessages();
  return (
    <li className={classNames(styles['check'], isPassed && styles['passed'])}>
      <Mark
        outcome={isPassed ? 'passed' : 'not-checked'}
        label={isPassed ? messages.right : messages.notYet}
      />
      <span>{children}</span>
    </li>
  );
}
