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
 *   `idempotency-key-reused`; `not-found`: a number above the capacity; `ticket-not-valid`: a number
 *   that is not sold, or is named twice.
 */
export function voidTickets(command: VoidTickets, raffle: Raffle): Decision<TicketVoided> {
  const opened = requireOpened(raffle);
  const { numbers, reason, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'ticket-voided');
  if (before.length > 0) return { entries: before, replayed: true };
  const { pool, rules } = requireOpen(opened);
  const at = decisionTime(opened, command.at);
  const seen = new Set<number>();
  const entries = numbers.map((number): TicketVoided => {
    if (number < 1 || number > rules.capacity) {
      throw new RuleBroken(
        'not-found',
        `numbers: there is no ticket ${number}; the last one is ${rules.capacity}. Nothing was changed.`,
      );
    }
    if (seen.has(number) || pool.find(number) === undefined) {
      throw new RuleBroken(
        'ticket-not-valid',
        seen.has(number)
          ? `numbers: ticket ${number} is named twice. Nothing was changed.`
          : `numbers: ticket ${number} is not sold, or is voided already. Nothing was changed.`,
      );
    }
    seen.add(number);
    return { type: 'ticket-voided', number, reason, at, operatorSignature };
  });
  return { entries, replayed: false };
}
