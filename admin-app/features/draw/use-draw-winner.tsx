import { useEffect, useRef, type ReactNode } from 'react';
import { useConfirmedAction } from '#ui/ConfirmedAction.tsx';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { Mark } from '#ui/CheckList.tsx';
import { classNames } from '#ui/class-names.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { Stack } from '#ui/primitives.tsx';
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

/** Draws the winner after a confirmation: the button and its dialog. */
export function useDrawWinner({ raffleState, drawing }: DrawWinnerProps) {
  const { draw: messages, close, shell } = useMessages();
  const { raffle } = raffleState;
  const { id, title, status, sold, remaining, closesAt, prizes } = raffle;
  const { draw } = drawing;
  const clock = useClockConfirmation(draw.failure);
  const isDrawn = status === 'drawn';
  const isDrawing = raffleState.drawing !== undefined;
  const mayNot = useDisabledReason('change');
  const isPromised = status === 'open' && closesAt !== undefined && remaining > 0;
  const unavailable = isDrawn
    ? messages.drawnAlready
    : sold === 0
      ? messages.noTickets
      : isPromised
        ? close.promised(closesAt)
        : undefined;
  const reason = mayNot ?? unavailable;
  const isRepeat = isRepeated(raffleState, drawing);
  return useConfirmedAction({
    label: isRepeat ? messages.orderAgain : messages.open(prizes.length),
    look: status === 'closed' ? 'primary' : 'danger',
    reason,
    confirmation: isRepeat
      ? undefined
      : {
          title: messages.title(title, prizes.length),
          typed: { expected: id, label: messages.typeId(id) },
          action: messages.action(prizes.length),
          cancelLabel: shell.cancel,
        },
    isPending: isDrawing || (draw.isPending && !isDrawn),
    pendingLabel: messages.pending,
    closes: 'on-confirm',
    onConfirm: () => {
      if (!isRepeat) drawing.confirmClock(clock.request);
      draw.run(null);
    },
    children: reason === undefined && (
      <>
        <p>{status === 'open' ? messages.consequence : messages.consequenceClosed}</p>
        <PreFlight raffleState={raffleState} />
        {clock.question}
      </>
    ),
  });
}

/** An open raffle is drawn only with a confirmation; a closed one is drawn again without. */
function isRepeated({ raffle, drawing: isAwaited }: KnownRaffle, { draw }: Drawing): boolean {
  return draw.isUnanswered && raffle.status === 'closed' && isAwaited === undefined;
}

/** What a draw waits for, and why it failed or was stopped. */
export function DrawProgress({ raffleState, drawing }: DrawWinnerProps) {
  const { draw: messages } = useMessages();
  const { raffle, drawing: isAwaited } = raffleState;
  const { draw, isStopped } = drawing;
  const isOver = raffle.status === 'drawn' || isAwaited !== undefined;
  return (
    <>
      <SealedDraw raffleState={raffleState} drawing={drawing} />
      {!isOver && (isStopped ? <StoppedNote /> : <MutationFailureNote failure={draw.failure} />)}
      {draw.isAbandoned && raffle.status === 'open' && <output>{messages.notHappened}</output>}
      {isRepeated(raffleState, drawing) && !isStopped && <p>{messages.unsettled}</p>}
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

/** Checks before the draw: the service, the numbers and the log, and how the winner is drawn. */
function PreFlight({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { draw: messages } = useMessages();
  const { raffle, freshness } = raffleState;
  const isConnected = freshness !== 'stale';
  const { sold, remaining, capacity, version } = raffle;
  const head = useLogHead(raffle);
  return (
    <Stack element="ul" gap={2}>
      <Check isPassed={isConnected}>{isConnected ? messages.answers : messages.answersNot}</Check>
      <Check isPassed={isConnected && sold + remaining === capacity}>
        {messages.equation({ sold, remaining, capacity })}
      </Check>
      <Check isPassed={isConnected && head?.size === version}>
        {head?.size === version ? messages.head(version) : messages.askingHead}
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
