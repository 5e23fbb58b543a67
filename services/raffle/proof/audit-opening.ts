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
  const { chainHash, randomness, opensAt, closesAt, claimBy, reserves, notice } = rules;
  if ((randomness === 'drand') !== (chainHash !== undefined)) {
    throw at(place, `its chainHash is ${show(chainHash)}, with randomness "${randomness}".`);
  }
  if (typeof given.closesAt === 'string' && given.closesAt <= given.at) {
    throw at(place, `its closesAt ${given.closesAt} had come already.`);
  }
  const drawAt = notice?.drawAt;
  requireOrder(place, ['opensAt', opensAt], ['closesAt', closesAt]);
  requireOrder(place, ['opensAt', opensAt], ['drawAt', drawAt]);
  requireOrder(place, ['opensAt', opensAt], ['claimBy', claimBy]);
  if (drawAt !== closesAt) requireOrder(place, ['closesAt', closesAt], ['drawAt', drawAt]);
  requireOrder(place, ['closesAt', closesAt], ['claimBy', claimBy]);
  requireOrder(place, ['drawAt', drawAt], ['claimBy', claimBy]);
  const needed = requiredReserves(rules);
  if (reserves >= needed) return;
  throw at(place, `with one prize per person there must be ${needed} reserves, not ${reserves}.`);
}

type NamedTime = readonly [name: string, time: string | undefined];

/** @throws {Violation} Both times are announced, and the first is not the earlier one. */
function requireOrder(
  place: number,
  [first, earlier]: NamedTime,
  [second, later]: NamedTime,
): void {
  if (earlier === undefined || later === undefined || earlier < later) return;
  throw at(place, `its ${second} ${later} is not after its ${first} ${earlier}.`);
}
