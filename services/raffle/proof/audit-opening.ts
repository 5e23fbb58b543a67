import { requiredReserves } from './assign-prizes.ts';
import type { Rules } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { at, show } from './audit-values.ts';
import { parseVerifierKey, type VerifierKey } from './signed-note.ts';

/** Checks that the log begins with the opening of this raffle, and has a key of its own. */
export function examineOpening({ opened: { entry }, raffle }: Log): string {
  if (entry.raffle !== raffle) {
    throw at(0, `it opens raffle ${show(entry.raffle)}, not ${show(raffle)}.`);
  }
  const { name } = readLogKey(entry.logKey);
  if (!name.endsWith(`/raffles/${entry.raffle}`)) {
    throw at(0, `its logKey is that of another log, ${show(name)}.`);
  }
  requireConsistentRules(0, entry, entry);
  const start = `The log begins with the one opening of raffle ${entry.raffle}`;
  return entry.rehearsal === undefined
    ? `${start}.`
    : `${start}, and it is a rehearsal: nothing in it is real.`;
}

/** @throws {Violation} The opening does not contain a C2SP verifier key. */
export function readLogKey(logKey: string): VerifierKey {
  try {
    return parseVerifierKey(logKey);
  } catch {
    throw at(0, `its logKey ${show(logKey)} is not a verifier key.`);
  }
}

/**
 * Requires that rules fit together.
 *
 * @param place The entry that fixes them.
 * @param given Its own members: an announced time that it sets must be in the future.
 */
export function requireConsistentRules(
  place: number,
  rules: Rules,
  given: { readonly at: string; readonly closesAt?: string | null | undefined },
): void {
  const { chainHash, randomness, opensAt, closesAt, claimBy, reserves } = rules;
  if ((randomness === 'drand') !== (chainHash !== undefined)) {
    throw at(place, `its chainHash is ${show(chainHash)}, with randomness "${randomness}".`);
  }
  if (typeof given.closesAt === 'string' && given.closesAt <= given.at) {
    throw at(place, `its closesAt ${given.closesAt} had come already.`);
  }
  if (opensAt !== undefined && closesAt !== undefined && opensAt >= closesAt) {
    throw at(place, `sales end at ${closesAt}, before they begin at ${opensAt}.`);
  }
  if (claimBy !== undefined && closesAt !== undefined && claimBy <= closesAt) {
    throw at(place, `prizes must be claimed by ${claimBy}, before sales end at ${closesAt}.`);
  }
  const needed = requiredReserves(rules);
  if (reserves >= needed) return;
  throw at(place, `with one prize per person there must be ${needed} reserves, not ${reserves}.`);
}
