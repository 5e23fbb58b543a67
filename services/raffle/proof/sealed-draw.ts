import { sha256 } from '@noble/hashes/sha2.js';
import { be32, be64, concat, fromHex, toHex, utf8 } from './bytes.ts';
import { ProofRefused } from './proof-refused.ts';

/**
 * What the closing promises, before anybody can know the beacon. Hashes in hexadecimal.
 *
 * @see docs/verifying.md, "The sealed draw", for every formula of this file.
 */
export interface Seal {
  /** The log's root just before the closing entry. @see RFC 9162 section 2.1.1. */
  readonly root: string;
  /** Binds the operator's share without showing it. */
  readonly commitment: string;
  /** The drand chain whose beacon decides. @see drand, `chain.Info.Hash`. */
  readonly chainHash: string;
  /** The one round of that chain that decides. */
  readonly round: number;
}

/** What the seal was made over, told at the draw. */
export interface Opening {
  /** The operator's share: `[0, ticketCount)`. */
  readonly r: number;
  /** 32 random bytes in hexadecimal, so that the few possible shares cannot be tried out. */
  readonly nonce: string;
}

export interface SealedPool {
  readonly raffle: string;
  /** Whole number of tickets, 1 to 2^53 - 1. */
  readonly ticketCount: number;
}

const two256 = 1n << 256n;

/**
 * Commits to the operator's share: SHA-256(lp("raffle/commit/v1", raffle, nonce, JSON([r]))).
 *
 * @returns 64 hexadecimal digits.
 * @throws {ProofRefused} `seal-broken`: the nonce is not 32 bytes in hexadecimal.
 */
export function commitTo(raffle: string, { r, nonce }: Opening): string {
  const parts = [utf8('raffle/commit/v1'), utf8(raffle), hash32(nonce, 'nonce'), utf8(`[${r}]`)];
  return toHex(sha256(lengthPrefixed(parts)));
}

/**
 * Finds the winner once both shares are known. Whichever of the two was chosen freely and
 * independently of the other makes every index equally likely.
 *
 * @param randomness The beacon's, 32 bytes; verify the beacon first.
 * @returns Index into the pool in log order, `[0, ticketCount)`.
 * @throws {ProofRefused} `seal-broken`: the opening is not what the commitment was made over.
 * @see RFC 3797 for the order of events that makes a selection checkable.
 */
export function openSeal(
  pool: SealedPool,
  seal: Seal,
  revealed: Opening & { readonly randomness: Uint8Array },
): number {
  const { r, nonce, randomness } = revealed;
  if (!Number.isSafeInteger(r) || r < 0 || r >= pool.ticketCount) {
    throw broken(`r is ${r}, outside a pool of ${pool.ticketCount}`);
  }
  if (commitTo(pool.raffle, { r, nonce }) !== seal.commitment) {
    throw broken('r and the nonce are not what the commitment was made over');
  }
  const d = uniform(drawSeed(pool, seal, randomness), pool.ticketCount);
  return Number((BigInt(r) + BigInt(d)) % BigInt(pool.ticketCount));
}

/**
 * The seed of the beacon's share: everything that was fixed at the closing, and the beacon.
 *
 * @param randomness SHA-256 of the beacon's signature, 32 bytes.
 * @throws {ProofRefused} `seal-broken`: a hash of the seal is not 32 bytes in hexadecimal.
 * @see drand, "Randomness from unchained beacons".
 */
export function drawSeed(pool: SealedPool, seal: Seal, randomness: Uint8Array): Uint8Array {
  return sha256(
    lengthPrefixed([
      utf8('raffle/seed/v1'),
      utf8(pool.raffle),
      hash32(seal.chainHash, 'chain hash'),
      be64(seal.round),
      randomness,
      hash32(seal.root, 'root'),
      be64(pool.ticketCount),
      hash32(seal.commitment, 'commitment'),
    ]),
  );
}

/**
 * A whole number in `[0, count)` from a seed, each equally likely: candidates that would favour the
 * small numbers are passed over.
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

/** Each part behind its length (BE32), so that no two lists of parts have the same bytes. */
function lengthPrefixed(parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part) => [be32(part.length), part]));
}

function hash32(hex: string, what: string): Uint8Array {
  const bytes = fromHex(hex, 32);
  if (bytes === undefined) throw broken(`the ${what} is not 32 bytes in hexadecimal`);
  return bytes;
}

function broken(what: string): ProofRefused {
  return new ProofRefused('seal-broken', `The seal does not hold: ${what}.`);
}
