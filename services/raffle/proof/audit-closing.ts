import { isOfKind, recordsOf } from './audit-entries.ts';
import type { Log, LogRecord } from './audit-log.ts';
import { poolOf, replay, type ReplayedState } from './audit-replay.ts';
import { at, countTickets, show } from './audit-values.ts';
import type { Explanation } from './make-check.ts';

/** What may follow a closing. */
const afterClosing = new Set<string>(['raffle-drawn', 'prize-claimed', 'prize-forfeited']);

/**
 * Checks that sales ended at most once, by a closing or by a cancellation, that the closing counts the
 * valid tickets and was allowed then, and that nothing was sold, voided or amended after it.
 */
export function examineClosing(log: Log): Explanation {
  const [closing, again] = log.closed;
  if (again !== undefined) throw at(again.place, 'the raffle is closed a second time.');
  const [cancelled] = recordsOf(log, 'raffle-cancelled');
  for (const [record, before] of replay(log)) {
    if (before.hasEnded) requireFollowUp(record, closing, cancelled);
    if (isOfKind(record, 'raffle-closed')) requireAllowed(record, before);
  }
  if (cancelled !== undefined) {
    return `The raffle was cancelled and has no draw. The operator’s reason: ${show(cancelled.entry.reason)}.`;
  }
  const [drawing] = log.drawn;
  if (closing === undefined) {
    if (drawing === undefined) return { notApplicable: 'Sales are still open.' };
    throw at(drawing.place, 'tickets are drawn, but sales never closed.');
  }
  const { tickets } = poolOf(log);
  const { ticketCount, cause } = closing.entry;
  if (ticketCount !== tickets.length) {
    throw at(closing.place, `it counts ${countTickets(ticketCount)}; ${tickets.length} are valid.`);
  }
  return `Sales closed once, ${causes[cause]}, with ${countTickets(ticketCount)}; nothing was sold, voided or amended after.`;
}

const causes = {
  order: 'by the operator’s request',
  schedule: 'at the announced time',
  draw: 'by the request to draw',
} as const;

function requireFollowUp(
  { place, kind }: LogRecord,
  closing: LogRecord | undefined,
  cancelled: LogRecord | undefined,
): void {
  const isCancelled = cancelled !== undefined && cancelled.place < place;
  if (isCancelled) throw at(place, `${kind} follows the cancellation.`);
  if (closing !== undefined && closing.place < place && !afterClosing.has(kind)) {
    throw at(place, `${kind} follows the closing.`);
  }
}

/** Requires that a closing is of a due time, or was not too early. */
function requireAllowed(
  { place, entry }: LogRecord<'raffle-closed'>,
  { rules, valid, hasSale }: ReplayedState,
): void {
  const { closesAt, capacity } = rules;
  if (entry.cause === 'schedule') {
    if (closesAt === undefined) throw at(place, 'it is scheduled, but no time was announced.');
    if (entry.at < closesAt) throw at(place, `it is scheduled for ${closesAt}, not ${entry.at}.`);
    return;
  }
  if (entry.cause === 'draw' && valid.size === 0) throw at(place, 'there is nothing to draw.');
  if (closesAt !== undefined && hasSale && valid.size < capacity) {
    throw at(place, `sales are closed before ${closesAt}, with tickets left.`);
  }
}
