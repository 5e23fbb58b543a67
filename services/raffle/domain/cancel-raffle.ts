import type { CancelRaffle } from './commands.ts';
import {
  decisionTime,
  findRepeated,
  requireOpen,
  requireOpened,
  type Decision,
} from './decision.ts';
import type { RaffleCancelled } from './entries.ts';
import type { Raffle } from './raffle.ts';

/**
 * Ends the sales of a raffle that will never be drawn.
 *
 * @throws {RuleBroken} `raffle-not-found`, `raffle-closed`, `raffle-cancelled`,
 *   `idempotency-key-reused`.
 */
export function cancelRaffle(command: CancelRaffle, raffle: Raffle): Decision<RaffleCancelled> {
  const opened = requireOpened(raffle);
  const { reason, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'raffle-cancelled');
  if (before.length > 0) return { entries: before, replayed: true };
  const at = decisionTime(requireOpen(opened), command.at);
  const entry = { type: 'raffle-cancelled', reason, at, operatorSignature } as const;
  return { entries: [entry], replayed: false };
}
