import type { Log, Placed } from './audit-log.ts';
import {
  at,
  isCount,
  isHash,
  isObject,
  isPositive,
  isText,
  isTime,
  readMembers,
  Violation,
} from './audit-values.ts';
import { timeOfRound, verifyBeacon, type BeaconChain } from './beacon.ts';
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
 */
export function examineSeal(log: Log, chains: readonly BeaconChain[]): string {
  const { opened, closed, sold } = log;
  const [closing] = closed;
  if (closing === undefined) return 'Nothing is sealed while sales are open.';
  const isSealed = opened.entry.randomness === 'drand' && sold.length > 0;
  if (!isSealed && closing.entry.seal !== undefined) throw at(closing.place, 'it has a seal.');
  if (sold.length === 0) return 'Nothing is sealed: no ticket was sold.';
  if (!isSealed) return 'Not sealed: with randomness "local" the service drew alone.';
  const { seal, chain } = readSeal(closing, chains);
  const root = toHex(log.tree.root(closing.place));
  if (seal.root !== root) {
    throw at(closing.place, `its seal is not over entries[0] to entries[${closing.place - 1}].`);
  }
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

/** The draw told what the seal was made over; with the one right beacon it gives this winner. */
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
  const { seal, chain } = readSeal(closing, chains);
  const where = `entries[${place}].entry.reveal`;
  const reveal = readMembers(entry.reveal, where, revealMembers);
  const beacon = readMembers(reveal.beacon, `${where}.beacon`, beaconMembers);
  const index = proving(place, () => {
    const randomness = verifyBeacon(chain, seal.round, beacon);
    const pool = { raffle: log.opened.entry.raffle, ticketCount: log.sold.length };
    return openSeal(pool, seal, { ...reveal, randomness });
  });
  if (index !== entry.index)
    throw at(place, `seal and beacon give index ${index}, not ${entry.index}.`);
  return `Round ${seal.round} is signed by the chain, and the sealed share with it gives index ${index}.`;
}

function readSeal(closing: Placed<'raffle-closed'>, chains: readonly BeaconChain[]) {
  const seal = readMembers(closing.entry.seal, `entries[${closing.place}].entry.seal`, sealMembers);
  const chain = chains.find(({ hash }) => hash === seal.chainHash);
  if (chain !== undefined) return { seal, chain };
  throw at(
    closing.place,
    `its beacon chain ${seal.chainHash} is none that this audit trusts (${chains.map(({ beaconId }) => beaconId).join(', ')}).`,
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
