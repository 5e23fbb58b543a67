import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemReply } from '#contract/client.ts';
import { DrawRecord, type RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { useService } from '../service.tsx';
import { useOrder, type Order } from '../use-order.ts';
import { drawKey } from './use-draw-record.ts';
import { whenPublished } from './when-published.ts';

export interface Drawing {
  readonly order: Order<null>;
  /** Until when it waits for the beacon, in Unix milliseconds; undefined while it does not. */
  readonly waitsUntil: number | undefined;
  /** Whether the draw was ordered from this page. */
  readonly isMine: boolean;
}

/** The order to draw: given once, through double clicks, lost answers and another operator's draw. */
export function useDrawing({ id, title }: RaffleView): Drawing {
  const { draw: say } = useMessages();
  const { client, serviceUrl } = useService();
  const queries = useQueryClient();
  const notices = useNotices();
  const [waitsUntil, setWaitsUntil] = useState<number>();
  const [isMine, setIsMine] = useState(false);
  const signal = useSignal();
  const show = (draw: DrawRecord) => queries.setQueryData(drawKey(serviceUrl, id), draw);
  const order = useOrder(
    `draw ${id}`,
    async (_wish: null, idempotencyKey) => {
      const ask = async () => client.call('drawWinner', { params: { id }, idempotencyKey });
      try {
        return await whenPublished(ask, { onWait: setWaitsUntil, signal: signal() });
      } catch (error) {
        const earlier = readEarlierDraw(error);
        if (earlier !== undefined) {
          show(earlier);
          const { ticketNumber } = earlier.winner;
          notices.show(`draw ${id}`, { tone: 'info', ...say.alreadyDrawn(ticketNumber) });
        }
        throw error;
      } finally {
        setWaitsUntil(undefined);
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
  return { order, waitsUntil, isMine };
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
