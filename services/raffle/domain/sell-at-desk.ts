import { reserveTickets } from './buy-tickets.ts';
import type { SellAtDesk } from './commands.ts';
import { decisionTime, findRepeated, requireOpened, type Decision } from './decision.ts';
import type { DeskSale } from './entries.ts';
import type { Raffle } from './raffle.ts';

/**
 * Sells tickets at a desk, under the rules for purchases. A repeated request gets the tickets of the
 * first time, also if they were voided since.
 *
 * @throws {RuleBroken} `raffle-not-found`; as `reserveTickets`; `idempotency-key-reused`.
 */
export function sellAtDesk(command: SellAtDesk, raffle: Raffle): Decision<DeskSale> {
  const opened = requireOpened(raffle);
  const { holder, account, buyer, paid, key, quantity, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'ticket-sold');
  if (before.length > 0) return { entries: before, replayed: true };
  const at = decisionTime(opened, command.at);
  const sales = opened.pool.salesOf(holder);
  const entries = reserveTickets(opened, { sales, quantity, at }).map((ticket): DeskSale => ({
    type: 'ticket-sold',
    ...ticket,
    holder,
    desk: true,
    ...(account === undefined ? {} : { account }),
    ...(buyer === undefined ? {} : { buyer }),
    ...(paid === undefined ? {} : { paid }),
    key,
    at,
    operatorSignature,
  }));
  return { entries, replayed: false };
}
