import type { VoidTickets } from './commands.ts';
import {
  decisionTime,
  findRepeated,
  requireOpen,
  requireOpened,
  RuleBroken,
  type Decision,
} from './decision.ts';
import type { TicketVoided } from './entries.ts';
import type { Raffle } from './raffle.ts';

/**
 * Voids tickets; all or nothing. Only while sales are open: afterwards the pool is fixed.
 *
 * @throws {RuleBroken} `raffle-not-found`, `raffle-closed`, `raffle-cancelled`,
 *   `idempotency-key-reused`; `not-found`: a number above the capacity; `ticket-not-valid`: numbers
 *   that are not sold, are named twice, or were sold at or after `soldBefore`.
 */
export function voidTickets(command: VoidTickets, raffle: Raffle): Decision<TicketVoided> {
  const opened = requireOpened(raffle);
  const { numbers, reason, soldBefore = Infinity, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'ticket-voided');
  if (before.length > 0) return { entries: before, replayed: true };
  const { pool, rules } = requireOpen(opened);
  const at = decisionTime(opened, command.at);
  const missing = numbers.find((number) => number < 1 || number > rules.capacity);
  if (missing !== undefined) {
    throw new RuleBroken(
      'not-found',
      `numbers: there is no ticket ${missing}; the last one is ${rules.capacity}. Nothing was changed.`,
    );
  }
  const seen = new Set<number>();
  const faults = numbers.flatMap((number) => {
    const sale = pool.find(number);
    const isRepeated = seen.has(number);
    seen.add(number);
    if (isRepeated) return [{ number, fault: 'is named twice' }];
    if (sale === undefined) return [{ number, fault: 'is not sold, or is voided already' }];
    return sale.index < soldBefore ? [] : [{ number, fault: 'was sold after you looked' }];
  });
  const [first] = faults;
  if (first !== undefined) {
    throw new RuleBroken(
      'ticket-not-valid',
      `numbers: ticket ${first.number} ${first.fault}. Nothing was changed.`,
      { numbers: faults.map(({ number }) => number) },
    );
  }
  const entries = numbers.map((number): TicketVoided => ({
    type: 'ticket-voided',
    number,
    reason,
    at,
    operatorSignature,
  }));
  return { entries, replayed: false };
}
