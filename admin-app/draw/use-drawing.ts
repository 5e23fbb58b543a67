import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemReply } from '#contract/client.ts';
import type { WaitsFor } from '#contract/problems.ts';
import { DrawRecord } from '#contract/schemas.ts';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder, type Order } from '../use-order.ts';
import { drawKey } from './use-draw-record.ts';
import { whenPublished } from './when-published.ts';

export interface Drawing {
  readonly order: Order<null>;
  /** Why the order waits; undefined while it does not. */
  readonly waited: Waited | undefined;
  /** Whether the draw was ordered from this page. */
  readonly isMine: boolean;
}

/** What the service said of a draw that cannot be yet. */
export interface Waited {
  readonly detail: string;
  /** What is missing. */
  readonly waitsFor: WaitsFor;
}

/** The order to draw: given once, through double clicks, lost answers and another operator's draw. */
export function useDrawing(news: KnownRaffle): Drawing {
  const { id, title } = news.raffle;
  const { draw: say } = useMessages();
  const { client, serviceUrl } = useService();
  const queries = useQueryClient();
  const notices = useNotices();
  const [waited, setWaited] = useState<Waited>();
  const [endedAt, setEndedAt] = useState(0);
  const [isMine, setIsMine] = useState(false);
  const signal = useSignal();
  const show = (draw: DrawRecord) => queries.setQueryData(drawKey(serviceUrl, id), draw);
  const order = useOrder(
    `draw ${id}`,
    async (_wish: null, idempotencyKey) => {
      const ask = async () => client.call('drawWinner', { params: { id }, idempotencyKey });
      const onWait = ({ message: detail, problem }: ProblemReply) =>
        setWaited({ detail, waitsFor: problem['waitsFor'] as WaitsFor });
      try {
        return await whenPublished(ask, { onWait, signal: signal() });
      } catch (error) {
        const earlier = readEarlierDraw(error);
        if (earlier !== undefined) {
          show(earlier);
          const { ticketNumber } = earlier.winner;
          notices.show(`draw ${id}`, { tone: 'info', ...say.alreadyDrawn(ticketNumber) });
        }
        throw error;
      } finally {
        setWaited(undefined);
        setEndedAt(Date.now());
      }
    },
    (draw) => {
      show(draw);
      setIsMine(true);
      notices.show(`draw ${id}`, {
        tone: 'success',
        title: say.wins(draw.winner.ticketNumber, title),
        text: say.doneText,
      });
    },
  );
  useLettingGo(order, news, endedAt);
  useGoingOn(order, news);
  return { order, waited, isMine };
}

/** An order without an answer was not done, if the raffle was still open when it was looked at since. */
function useLettingGo(order: Order<null>, news: KnownRaffle, endedAt: number): void {
  const { raffle, freshness, confirmedAt } = news;
  const isStillOpen = raffle.status === 'open' && freshness !== 'stale' && confirmedAt > endedAt;
  const isOver = order.isUnsettled && isStillOpen;
  useEffect(() => {
    if (isOver) order.letGo();
  });
}

/** A draw that was ordered before this page was opened goes on by itself: it is sealed already. */
function useGoingOn(order: Order<null>, { raffle }: KnownRaffle): void {
  const { status, seal } = raffle;
  const mayChange = useReason('change') === undefined;
  const [wasUnsettled] = useState(order.isUnsettled);
  const hasGoneOn = useRef(false);
  const isSealed = status === 'closed' && seal !== undefined;
  const goesOn = wasUnsettled && order.isUnsettled && isSealed && mayChange;
  useEffect(() => {
    if (!goesOn || hasGoneOn.current) return;
    hasGoneOn.current = true;
    order.give(null);
  });
}

/** A second draw is refused, and shows the first. */
function readEarlierDraw(error: unknown): DrawRecord | undefined {
  if (!(error instanceof ProblemReply) || error.code !== 'already-drawn') return undefined;
  const earlier = DrawRecord.safeParse(error.problem['draw']);
  return earlier.success ? earlier.data : undefined;
}

/** Gives a signal that is aborted when the component goes. */
function useSignal(): () => AbortSignal {
  const controller = useRef(new AbortController());
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);
  return () => controller.current.signal;
}
