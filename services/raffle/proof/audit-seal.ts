import type { Log, Placed } from './audit-log.ts';
import {
  at,
  isCount,
  isHash,
  isObject,
  isPositive,
  isText,
  isTime,
  NotChecked,
  readMembers,
  Violation,
} from './audit-values.ts';
import { readBeacon, timeOfRound, verifyBeacon, type BeaconChain } from './beacon.ts';
import { toHex } from './bytes.ts';
import { ProofRefused } from './proof-refused.ts';
import { openSeal } from './sealed-draw.ts';

const sealMembers = {
  root: isHash,
  commitment: isHash,
  chainHash: isHash,
  round: isPositive,
  publishedAt: isTime,
} as const;
const revealMembers = { r: isCount, nonce: isHash, beacon: isObject } as const;
const beaconMembers = { round: isPositive, randomness: isText, signature: isText } as const;

/**
 * The closing of a `drand` raffle binds the pool as it was, and a round that nobody could know at
 * the time that it says. That it was made at that time, no log shows by itself.
 *
 * @param chains Those that the auditor trusts; the log's word for a chain is not enough.
 * @throws {Violation} names the closing, or the member of its seal that is wrong.
 * @throws {NotChecked} the chain is none of them, and nothing else is wrong.
 * @see RFC 9162 section 2.1.1 for the root; drand HTTP API, "chain info", for when a round is.
 */
export function examineSeal(log: Log, chains: readonly BeaconChain[]): string {
  const { opened, closed, sold } = log;
  const [closing] = closed;
  if (closing === undefined) return 'Nothing is sealed while sales are open.';
  const isSealed = opened.entry.randomness === 'drand' && sold.length > 0;
  if (!isSealed && closing.entry.seal !== undefined) throw at(closing.place, 'it has a seal.');
  if (sold.length === 0) return 'Nothing is sealed: no ticket was sold.';
  if (!isSealed) return 'Not sealed: with randomness "local" the service drew alone.';
  const seal = readSeal(closing);
  const root = toHex(log.tree.root(closing.place));
  if (seal.root !== root) {
    throw at(closing.place, `its seal is not over entries[0] to entries[${closing.place - 1}].`);
  }
  const chain = findChain(seal, chains);
  if (chain === undefined) throw unknownChain(closing, chains);
  const publishedAt = timeOfRound(chain, seal.round) * 1000;
  if (publishedAt !== Date.parse(seal.publishedAt)) {
    throw at(closing.place, `round ${seal.round} is not published at ${seal.publishedAt}.`);
  }
  const leadMs = publishedAt - Date.parse(closing.entry.at);
  if (leadMs >= chain.leadSeconds * 1000) {
    return `The closing seals the pool to round ${seal.round} of ${chain.beaconId}, published ${Math.floor(leadMs / 1000)} s after it by the service’s clock.`;
  }
  throw at(closing.place, `its beacon is published only ${leadMs / 1000} s after it.`);
}

/**
 * The draw told what the seal was made over; with the one right beacon it gives this winner.
 *
 * @throws {Violation} names the draw, or the member of its reveal that is wrong.
 * @throws {NotChecked} whether the beacon is the right one only a chain could say that is not among
 *   `chains`; nothing else is wrong.
 * @see drand, "Randomness from unchained beacons"; openSeal for the winner.
 */
export function examineReveal(log: Log, chains: readonly BeaconChain[]): string {
  const [closing] = log.closed;
  const [drawing] = log.drawn;
  if (drawing === undefined) return 'Nothing is revealed before the draw.';
  const { place, entry } = drawing;
  if (log.opened.entry.randomness !== 'drand') {
    if (entry.reveal !== undefined) throw at(place, 'it reveals what was never sealed.');
    return 'Nothing to reveal: with randomness "local" the service drew alone.';
  }
  if (closing === undefined) throw at(place, 'it comes without a closing.');
  const seal = readSeal(closing);
  const chain = findChain(seal, chains);
  const where = `entries[${place}].entry.reveal`;
  const reveal = readMembers(entry.reveal, where, revealMembers);
  const beacon = readMembers(reveal.beacon, `${where}.beacon`, beaconMembers);
  const index = proving(place, () => {
    const randomness =
      chain === undefined
        ? readBeacon(seal.round, beacon).randomness
        : verifyBeacon(chain, seal.round, beacon);
    const pool = { raffle: log.opened.entry.raffle, ticketCount: log.sold.length };
    return openSeal(pool, seal, { ...reveal, randomness });
  });
  if (index !== entry.index)
    throw at(place, `seal and beacon give index ${index}, not ${entry.index}.`);
  if (chain === undefined) throw unknownChain(closing, chains);
  return `Round ${seal.round} is signed by the chain, and the sealed share with it gives index ${index}.`;
}

function readSeal({ place, entry }: Placed<'raffle-closed'>) {
  return readMembers(entry.seal, `entries[${place}].entry.seal`, sealMembers);
}

function findChain({ chainHash }: { chainHash: string }, chains: readonly BeaconChain[]) {
  return chains.find(({ hash }) => hash === chainHash);
}

/** Whose chain it is the log cannot vouch for: whoever makes a chain knows its beacons beforehand. */
function unknownChain({ place, entry }: Placed<'raffle-closed'>, chains: readonly BeaconChain[]) {
  const { chainHash } = entry.seal as { chainHash: string };
  const trusted = chains.map(({ beaconId }) => beaconId).join(', ');
  return new NotChecked(
    `entries[${place}]: its beacon chain ${chainHash} is none that this audit trusts (${trusted}). What the chain’s relay says at /info is missing ("raffle audit --chain", or the verifier): take it from where you trust it.`,
  );
}

function proving<T>(place: number, prove: () => T): T {
  try {
    return prove();
  } catch (error) {
    if (error instanceof ProofRefused) throw at(place, error.message);
    throw error instanceof Error ? error : new Violation(String(error));
  }
}
