import { requireOpened } from './decision.ts';
import type { OpenedRaffle, Raffle } from './raffle.ts';
import { RuleBroken } from './rule-broken.ts';

/** The account of everybody who is made up. No account is called so: theirs are longer. */
export const madeUpAccount = 'made-up';

/** @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`: the raffle is real. */
export function requireRehearsal(raffle: Raffle): OpenedRaffle {
  const opened = requireOpened(raffle);
  if (opened.opened.rehearsal === true) return opened;
  throw new RuleBroken(
    'not-a-rehearsal',
    `The raffle ${opened.opened.raffle} is real: nobody in it is made up, and it cannot be deleted. Nothing was changed.`,
  );
}

/**
 * Requires that a raffle may be deleted, or is deleted already.
 *
 * @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`: the raffle is real.
 */
export function requireDeletable(raffle: Raffle): void {
  if (raffle.status !== 'deleted') requireRehearsal(raffle);
}
