import { requireOpened } from '../../domain/decision.ts';
import type { Raffle } from '../../domain/raffle.ts';
import type { AccountDetails } from '../../stores/account-store.ts';
import { HttpProblem } from '../requests/http-problem.ts';

/** @throws {HttpProblem} `invalid-request` for more tickets than one person may ever have. */
export function requirePossibleQuantity(quantity: number, raffle: Raffle): void {
  const { perPersonLimit } = requireOpened(raffle).rules;
  if (quantity <= perPersonLimit) return;
  throw new HttpProblem(
    'invalid-request',
    `quantity: must be at most ${perPersonLimit}, the most one person may have. No ticket was taken.`,
  );
}

/**
 * Requires what the organiser asks of every buyer. A purchase that is repeated needs it no more.
 *
 * @throws {HttpProblem} `details-required`; `missing` names the details.
 */
export function requireDetails(raffle: Raffle, details: AccountDetails): void {
  const { askFor } = requireOpened(raffle).rules.notice ?? {};
  if (askFor === undefined) return;
  const missing = (['name', 'phone'] as const).filter(
    (detail) => askFor[detail] === 'required' && details[detail] === undefined,
  );
  if (missing.length === 0) return;
  throw new HttpProblem(
    'details-required',
    `${missing.join(', ')}: the organiser asks every buyer for it. No ticket was taken. Add it to your account, then buy again with the same Idempotency-Key.`,
    { facts: { missing } },
  );
}
