import { requireOpened, RuleBroken } from '../../domain/decision.ts';
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
 * Decides a sale, and adds to a refusal what a client needs to go on: `opensAt` to `not-open-yet`,
 * `rules` to `rules-changed`.
 *
 * @throws {RuleBroken | HttpProblem} as `decide`.
 */
export function withSaleFacts<T>(raffle: Raffle, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    const { rules, rulesIndex } = requireOpened(raffle);
    if (error.code === 'not-open-yet') {
      const { opensAt } = rules;
      throw new HttpProblem(error.code, error.message, { facts: { opensAt } });
    }
    if (error.code === 'rules-changed') {
      throw new HttpProblem(error.code, error.message, { facts: { rules: rulesIndex } });
    }
    throw error;
  }
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
