import type { Log, LogRecord } from './audit-log.ts';
import {
  at,
  isCount,
  isHash,
  isObject,
  isPositive,
  isText,
  isTime,
  listOf,
  membersOf,
  readMembers,
} from './audit-values.ts';
import { quicknet, readBeacon, timeOfRound, verifyBeacon, type BeaconChain } from './beacon.ts';
import { toHex } from './bytes.ts';
import type { Explanation } from './make-check.ts';
import { NotChecked, ProofError } from './proof-error.ts';
import { poolOf } from './audit-replay.ts';
import { drawLength } from './draw-order.ts';
import { openSeal } from './sealed-draw.ts';

const sealMembers = {
  root: isHash,
  commitment: isHash,
  chainHash: isHash,
  round: isPositive,
  publishedAt: isTime,
} as const;
const revealMembers = { r: listOf(isCount), nonce: isHash, beacon: isObject } as const;
const drawnLocally = 'with randomness "local" the service draws alone';
const beaconMembers = { round: isPositive, randomness: isText, signature: isText } as const;

/**
 * Checks the seal of a `drand` raffle: it covers the entries before the closing and names a round
 * that was published later than the time of the closing. A log cannot show that the closing was
 * made at that time.
 *
 * @param chains The chains that the auditor trusts. That the log names a chain is not enough.
 * @throws {Violation} Names the closing, or the member of its seal that is wrong.
 * @throws {NotChecked} The chain is not trusted, and nothing else is wrong.
 * @see RFC 9162 section 2.1.1 for the root; drand HTTP API, "chain info", for the time of a round.
 */
export function examineSeal(log: Log, chains: readonly BeaconChain[]): Explanation {
  const [closing] = log.closed;
  if (closing === undefined) return { notApplicable: 'There is no seal before the closing.' };
  const { rules, tickets } = poolOf(log);
  const isSealed = rules.randomness === 'drand' && tickets.length > 0;
  if (!isSealed && closing.entry.seal !== undefined)
    throw at(closing.place, 'it has a seal, although nothing is to be sealed.');
  if (tickets.length === 0)
    return { notApplicable: 'There is no seal, because no ticket is valid.' };
  if (!isSealed) return { notApplicable: `There is no seal: ${drawnLocally}.` };
  const seal = readSeal(closing);
  const root = toHex(log.tree.root(closing.place));
  if (seal.root !== root) {
    throw at(closing.place, `its seal is not over entries[0] to entries[${closing.place - 1}].`);
  }
  if (seal.chainHash !== rules.chainHash) {
    throw at(closing.place, 'its seal names another chain than the rules.');
  }
  const chain = findChain(seal, chains);
  if (chain === undefined) throw unknownChain(closing, chains);
  const publishedAt = timeOfRound(chain, seal.round) * 1000;
  if (publishedAt !== Date.parse(seal.publishedAt)) {
    throw at(closing.place, `round ${seal.round} is not published at ${seal.publishedAt}.`);
  }
  const leadMs = publishedAt - Date.parse(closing.entry.at);
  if (leadMs >= chain.leadSeconds * 1000) {
    return `The closing seals the pool to round ${seal.round} of ${nameChain(chain)}, published ${Math.floor(leadMs / 1000)} s after it by the service’s clock.`;
  }
  throw at(closing.place, `its beacon is published only ${leadMs / 1000} s after it.`);
}

/**
 * Recomputes the draw of a `drand` raffle from the revealed shares and the beacon.
 *
 * @throws {Violation} Names the draw, or the member of its reveal that is wrong.
 * @throws {NotChecked} The beacon's chain is not among `chains`, so its signature cannot be verified;
 *   nothing else is wrong.
 * @see drand, "Randomness from unchained beacons"; openSeal for the order.
 */
export function examineReveal(log: Log, chains: readonly BeaconChain[]): Explanation {
  const [closing] = log.closed;
  const [drawing] = log.drawn;
  if (drawing === undefined) return { notApplicable: 'Nothing is revealed before the draw.' };
  const { place, entry } = drawing;
  const { rules, tickets } = poolOf(log);
  if (rules.randomness !== 'drand') {
    if (entry.reveal !== undefined)
      throw at(place, 'it has a reveal, although nothing was sealed.');
    return { notApplicable: `There is nothing to reveal: ${drawnLocally}.` };
  }
  if (closing === undefined) throw at(place, 'it comes without a closing.');
  const seal = readSeal(closing);
  const chain = findChain(seal, chains);
  const where = `entries[${place}].entry.reveal`;
  const reveal = readMembers(entry.reveal, where, revealMembers);
  const beacon = readMembers(reveal.beacon, `${where}.beacon`, beaconMembers);
  const order = asViolation(place, () => {
    const randomness =
      chain === undefined
        ? readBeacon(seal.round, beacon).randomness
        : verifyBeacon(chain, seal.round, beacon);
    const pool = {
      raffle: log.opened.entry.raffle,
      ticketCount: tickets.length,
      drawLength: drawLength(tickets.length, rules),
    };
    return openSeal(pool, seal, { ...reveal, randomness });
  });
  const pick = order.findIndex((index, each) => index !== entry.order[each]?.index);
  if (pick >= 0) {
    throw at(
      place,
      `order[${pick}]: seal and beacon give index ${order[pick]}, not ${entry.order[pick]?.index}.`,
    );
  }
  if (chain === undefined) throw unknownChain(closing, chains);
  return `Round ${seal.round} is signed by the chain, and the sealed shares with it give this order: index ${order.join(', ')}.`;
}

/**
 * When the beacon of a sealed closing was published, by its chain; the log's word for it can be wrong.
 *
 * @returns Unix seconds; undefined if there is no seal that names a round.
 * @throws {NotChecked} The chain is not trusted.
 */
export function beaconTimeOf(log: Log, chains: readonly BeaconChain[]): number | undefined {
  const [closing] = log.closed;
  const { chainHash, round } = membersOf(closing?.entry.seal);
  if (closing === undefined || !isHash(chainHash) || !isPositive(round)) return undefined;
  const chain = findChain({ chainHash }, chains);
  if (chain === undefined) throw unknownChain(closing, chains);
  return timeOfRound(chain, round);
}

function readSeal({ place, entry }: LogRecord<'raffle-closed'>) {
  return readMembers(entry.seal, `entries[${place}].entry.seal`, sealMembers);
}

function nameChain({ hash, beaconId }: BeaconChain): string {
  if (hash === quicknet.hash) return `${beaconId}, the public beacon`;
  return `${beaconId}, a chain that you chose to trust, not the public beacon`;
}

function findChain({ chainHash }: { chainHash: string }, chains: readonly BeaconChain[]) {
  return chains.find(({ hash }) => hash === chainHash);
}

/** The log cannot prove that a chain is honest: its makers know its beacons in advance. */
function unknownChain(
  { place, entry }: LogRecord<'raffle-closed'>,
  chains: readonly BeaconChain[],
) {
  const { chainHash } = membersOf(entry.seal);
  const trusted = chains.map(({ beaconId }) => beaconId).join(', ');
  return new NotChecked(
    `entries[${place}]: its beacon chain ${String(chainHash)} is none that this audit trusts (${trusted}). What the chain’s relay returns at /info is missing ("raffle audit --chain", or the verifier): get it from a source that you trust.`,
  );
}

/** Turns a `ProofError` into a violation by this entry. */
function asViolation<T>(place: number, prove: () => T): T {
  try {
    return prove();
  } catch (error) {
    if (error instanceof ProofError) throw at(place, error.message);
    throw error;
  }
}
