import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemReply } from '#contract/client.ts';
import { drawWhenPublished, type PendingBeacon } from '#contract/draw-when-published.ts';
import { type Beacon, DrawRecord } from '#contract/draws.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { revealTimeOf } from '#ui/live/reveal.ts';
import { describeResult } from '../../shared/describe-result.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation, type Mutation } from '../../shared/use-idempotent-mutation.ts';
import { clockBody, type ClockRequest } from './clock-confirmation.tsx';

export interface Drawing {
  readonly draw: Mutation<null>;
  /** What the draw waits for; undefined while it does not wait. */
  readonly pendingBeacon: PendingBeacon | undefined;
  /** Whether this page requested the draw. */
  readonly isMine: boolean;
  /** Stops waiting for the beacon. The seal stays, so the draw can be requested again at any time. */
  readonly stop: () => void;
  readonly isStopped: boolean;
  /** Draws with a beacon that the operator has fetched. */
  readonly withBeacon: Mutation<Beacon>;
  /** Sends with the next draw request that the operator checked the service's clock. */
  readonly confirmClock: (request: ClockRequest) => void;
}

/** The draw of a raffle, made once despite double clicks, lost answers and other operators' draws. */
export function useDrawing(raffleState: KnownRaffle): Drawing {
  const { id } = raffleState.raffle;
  const { draw: messages } = useMessages();
  const { client, timings } = useService();
  const notices = useNotices();
  const [pendingBeacon, setPendingBeacon] = useState<PendingBeacon>();
  const clockRequest = useRef<ClockRequest>(null);
  const [endedAt, setEndedAt] = useState(0);
  const [isMine, setIsMine] = useState(false);
  const [isStopped, setIsStopped] = useState(false);
  const { signal, abort } = useAbort();
  const showWinner = (draw: DrawRecord) => {
    setIsMine(true);
    notices.show(`draw ${id}`, {
      tone: 'success',
      title: describeResult(raffleState.raffle, winnersOf(draw), messages),
      text: messages.doneText,
    });
  };
  /** The result is shown here at the same moment as on every other screen. */
  const waitForReveal = async ({ drawnAt }: DrawRecord) => {
    const options = { aheadMs: raffleState.clockAheadMs, delayMs: timings.revealMs };
    const leftMs = Math.max(0, revealTimeOf(drawnAt, options) - Date.now());
    await new Promise((resolve) => setTimeout(resolve, leftMs));
  };
  const mutation = useIdempotentMutation(
    `draw ${id}`,
    async (_wish: null, idempotencyKey) => {
      const call = { params: { id }, idempotencyKey, ...clockBody(clockRequest.current) };
      const ask = async () => client.call('drawWinner', call);
      setIsStopped(false);
      try {
        const draw = await drawWhenPublished(ask, {
          onPending: setPendingBeacon,
          signal: signal(),
        });
        await waitForReveal(draw);
        return draw;
      } catch (error) {
        const earlier = readEarlierDraw(error);
        if (earlier !== undefined) {
          await waitForReveal(earlier);
          const said = messages.alreadyDrawn(winnersOf(earlier));
          notices.show(`draw ${id}`, { tone: 'info', ...said });
        }
        throw error;
      } finally {
        setEndedAt(Date.now());
      }
    },
    showWinner,
  );
  const withBeacon = useIdempotentMutation(
    `draw ${id} with beacon`,
    async (beacon: Beacon, idempotencyKey) => {
      const body = { beacon };
      const draw = await client.call('drawWinner', { params: { id }, body, idempotencyKey });
      abort();
      await waitForReveal(draw);
      return draw;
    },
    showWinner,
  );
  const stop = () => {
    setIsStopped(true);
    abort();
  };
  useAbandonment(mutation, raffleState, endedAt);
  useResumption(mutation, raffleState);
  const confirmClock = (request: ClockRequest) => {
    clockRequest.current = request;
  };
  return { draw: mutation, pendingBeacon, isMine, stop, isStopped, withBeacon, confirmClock };
}

/** Abandons an unanswered draw if the raffle is still open afterwards: it did not happen. */
function useAbandonment(mutation: Mutation<null>, raffleState: KnownRaffle, endedAt: number): void {
  const { raffle, freshness, confirmedAt } = raffleState;
  const isStillOpen = raffle.status === 'open' && freshness !== 'stale' && confirmedAt > endedAt;
  const isAbandoned = mutation.isUnanswered && isStillOpen;
  const { abandon } = mutation;
  useEffect(() => {
    if (isAbandoned) abandon();
  }, [isAbandoned, abandon]);
}

/** After a reload, continues an unanswered draw of a sealed raffle: the seal decides it already. */
function useResumption(mutation: Mutation<null>, { raffle }: KnownRaffle): void {
  const mayChange = useDisabledReason('change') === undefined;
  const [wasUnanswered] = useState(mutation.isUnanswered);
  const hasResumed = useRef(false);
  const isSealed = raffle.status === 'closed' && raffle.seal !== undefined;
  const isResumed = wasUnanswered && mutation.isUnanswered && isSealed && mayChange;
  useEffect(() => {
    if (!isResumed || hasResumed.current) return;
    hasResumed.current = true;
    mutation.run(null);
  });
}

/** The tickets that hold a prize, the first prize first. */
function winnersOf({ winners }: DrawRecord): readonly number[] {
  return winners.flatMap((winner) => (winner.state === 'unawarded' ? [] : winner.ticketNumber));
}

/** The service refuses a second draw with the record of the first. */
function readEarlierDraw(error: unknown): DrawRecord | undefined {
  if (!(error instanceof ProblemReply) || error.code !== 'already-drawn') return undefined;
  const earlier = DrawRecord.safeParse(error.problem['draw']);
  return earlier.success ? earlier.data : undefined;
}

/** An abort signal for the current request. Unmounting aborts it too. */
function useAbort(): { readonly signal: () => AbortSignal; readonly abort: () => void } {
  const controller = useRef(new AbortController());
  const abort = useCallback(() => {
    controller.current.abort();
    controller.current = new AbortController();
  }, []);
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);
  return { signal: () => controller.current.signal, abort };
}
