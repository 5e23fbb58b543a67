import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { RaffleView } from '#contract/raffles.ts';
import { useService } from '../../shared/service-context.ts';

/** A log with more entries has several megabytes. */
const entriesMax = 20_000;

const Entry = z.object({ type: z.string(), number: z.optional(z.number()) });

/**
 * Numbers of tickets in the draw, to run over the screen before the result. Of a very long log they are
 * those of its end. They are read once, after the closing.
 *
 * @returns undefined until they are read.
 */
export function useTicketNumbers({
  id,
  openedAt,
  status,
  version,
}: RaffleView): readonly number[] | undefined {
  const { client, serviceUrl } = useService();
  const { data } = useQuery({
    queryKey: ['ticket numbers', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      const query = { from: Math.max(0, version - entriesMax), to: version };
      const log = await client.text('showLog', { params: { id }, query, signal });
      return validNumbers(log.split('\n').slice(0, -1));
    },
    enabled: status === 'closed' || status === 'drawn',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** The numbers that were sold and not voided after their sale. A void comes after its sale. */
function validNumbers(lines: readonly string[]): readonly number[] {
  const valid = new Set<number>();
  for (const line of lines) {
    const { type, number } = Entry.parse(JSON.parse(line));
    if (number === undefined) continue;
    if (type === 'ticket-sold') valid.add(number);
    if (type === 'ticket-voided') valid.delete(number);
  }
  return [...valid];
}

const firstGapMs = 60;
const lastGapMs = 900;
/** Each number stays longer than the one before. */
const slowing = 1.25;
/** A timer may fire this much too early. */
const timerMs = 15;

/**
 * How long a number stays, so that the numbers slow down and the last one ends at the reveal.
 *
 * @param leftMs Milliseconds until the reveal.
 */
export function stayMs(leftMs: number): number {
  let end = 0;
  let gap = lastGapMs;
  while (end + gap < leftMs - timerMs) {
    end += gap;
    gap = Math.max(firstGapMs, gap / slowing);
  }
  return Math.max(0, leftMs - end);
}
