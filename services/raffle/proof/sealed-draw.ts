import { sha256 } from '@noble/hashes/sha2.js';
import { be32, be64, concat, fromHex, toHex, utf8 } from './bytes.ts';
import { orderPicks } from './draw-order.ts';
import { ProofError } from './proof-error.ts';

/**
 * What the closing commits to before the beacon is published. Hashes are in hexadecimal.
 *
 * @see docs/verifying.md, "The sealed draw", for every formula of this file.
 */
export interface Seal {
  /** The log's root just before the closing entry. @see RFC 9162 section 2.1.1. */
  readonly root: string;
  /** Hash that fixes the operator's shares without revealing them. */
  readonly commitment: string;
  /** The drand chain whose beacon is used. @see drand, `chain.Info.Hash`. */
  readonly chainHash: string;
  /** The round of that chain whose beacon is used. */
  readonly round: number;
}

/** What the commitment was computed from. It is revealed at the draw. */
export interface Opening {
  /** The operator's share of each pick j: `[0, ticketCount - j)`. */
  readonly r: readonly number[];
  /** 32 random bytes in hexadecimal, so that the shares cannot be found by trying all of them. */
  readonly nonce: string;
}

/** The tickets that a seal covers. */
export interface SealedPool {
  /** The raffle's id. */
  readonly raffle: string;
  /** Whole number of tickets, 1 to 2^53 - 1. */
  readonly ticketCount: number;
  /** Number of picks, 1 to `ticketCount`. */
  readonly drawLength: number;
}

const two256 = 1n << 256n;

/**
 * Commits to the operator's shares: SHA-256(lp("raffle/commit/v2", raffle, nonce, JSON of r)).
 *
 * @returns 64 hexadecimal digits.
 * @throws {ProofError} `seal-broken`: the nonce is not 32 bytes in hexadecimal.
 */
export function commitTo(raffle: string, { r, nonce }: Opening): string {
  const shares = utf8(JSON.stringify(r));
  const parts = [utf8('raffle/commit/v2'), utf8(raffle), hash32(nonce, 'nonce'), shares];
  return toHex(sha256(lengthPrefixed(parts)));
}

/**
 * Computes the order of the draw from the shares of operator and beacon. If at least one of them is
 * uniform and independent of the other, every order is equally likely.
 *
 * @param randomness The beacon's, 32 bytes; verify the beacon first.
 * @returns `drawLength` distinct positions in the pool in number order, `[0, ticketCount)`.
 * @throws {ProofError} `seal-broken`: shares and nonce do not match the commitment, or the pool.
 * @see RFC 3797 for the order of events that makes a selection verifiable.
 */
export function openSeal(
  pool: SealedPool,
  seal: Seal,
  revealed: Opening & { readonly randomness: Uint8Array },
): number[] {
  const { r, nonce, randomness } = revealed;
  const { ticketCount, drawLength } = pool;
  if (r.length !== drawLength) {
    throw broken(`r has ${r.length} shares, not one for each of ${drawLength} picks`);
  }
  for (const [pick, share] of r.entries()) {
    if (Number.isSafeInteger(share) && share >= 0 && share < ticketCount - pick) continue;
    throw broken(`r[${pick}] is ${share}, with ${ticketCount - pick} tickets left`);
  }
  if (commitTo(pool.raffle, { r, nonce }) !== seal.commitment) {
    throw broken('r and the nonce do not match the commitment');
  }
  const seed = drawSeed(pool, seal, randomness);
  const picks = r.map((share, pick) => {
    const left = ticketCount - pick;
    return Number((BigInt(share) + BigInt(beaconShare(seed, pick, left))) % BigInt(left));
  });
  return orderPicks(ticketCount, picks);
}

/**
 * Computes the seed of the beacon's shares from everything that was fixed at the closing, and the
 * beacon.
 *
 * @param randomness SHA-256 of the beacon's signature, 32 bytes.
 * @throws {ProofError} `seal-broken`: a hash of the seal is not 32 bytes in hexadecimal.
 * @see drand, "Randomness from unchained beacons".
 */
export function drawSeed(pool: SealedPool, seal: Seal, randomness: Uint8Array): Uint8Array {
  return sha256(
    lengthPrefixed([
      utf8('raffle/seed/v2'),
      utf8(pool.raffle),
      hash32(seal.chainHash, 'chain hash'),
      be64(seal.round),
      randomness,
      hash32(seal.root, 'root'),
      be64(pool.ticketCount),
      be64(pool.drawLength),
      hash32(seal.commitment, 'commitment'),
    ]),
  );
}

/**
 * Computes the beacon's share of one pick.
 *
 * @param pick From 0.
 * @param left Tickets not picked so far, 1 or more.
 * @returns `[0, left)`, uniform over seeds.
 */
export function beaconShare(seed: Uint8Array, pick: number, left: number): number {
  return uniform(sha256(lengthPrefixed([utf8('raffle/pick/v2'), seed, be32(pick)])), left);
}

/**
 * Computes a uniform whole number in `[0, count)` from a seed. Rejection sampling avoids a bias
 * towards small numbers.
 *
 * @param count Whole number, 1 to 2^53 - 1.
 */
export function uniform(seed: Uint8Array, count: number): number {
  const n = BigInt(count);
  const limit = (two256 / n) * n;
  for (let counter = 0; ; counter += 1) {
    const candidate = BigInt(`0x${toHex(sha256(concat(seed, be32(counter))))}`);
    if (candidate < limit) return Number(candidate % n);
  }
}

/** Prefixes each part with its length (BE32), so that different lists have different bytes. */
function lengthPrefixed(parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part) => [be32(part.length), part]));
}

function hash32(hex: string, what: string): Uint8Array {
  const bytes = fromHex(hex, 32);
  if (bytes === undefined) throw broken(`the ${what} is not 32 bytes in hexadecimal`);
  return bytes;
}

function broken(what: string): ProofError {
  return new ProofError('seal-broken', `The seal is broken: ${what}.`);
}
