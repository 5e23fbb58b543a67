import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { be32, be64, concat, fromHex, isEqual, toHex, utf8 } from './bytes.ts';
import { ProofRefused } from './proof-refused.ts';

const { shortSignatures } = bls12_381;
const domainSeparation = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const signatureBytes = 48;
const publicKeyBytes = 96;

/** A drand chain of the scheme `bls-unchained-g1-rfc9380`: who signs, and when. */
export interface BeaconChain {
  /** SHA-256 over everything below; 64 hexadecimal digits. */
  readonly hash: string;
  readonly beaconId: string;
  /** On G2, 192 hexadecimal digits. */
  readonly publicKey: string;
  /** 64 hexadecimal digits. */
  readonly groupHash: string;
  /** From one round to the next, whole seconds. */
  readonly periodSeconds: number;
  /** When round 1 is published, Unix seconds. */
  readonly genesisTime: number;
  /** How long after the closing the sealed round must be published, at least. */
  readonly leadSeconds: number;
}

/** What the chain publishes for one round. It proves itself: any relay will do. */
export interface Beacon {
  readonly round: number;
  /** SHA-256 of the signature; 64 hexadecimal digits. */
  readonly randomness: string;
  /** On G1, 96 hexadecimal digits. */
  readonly signature: string;
}

/** The League of Entropy's chain with a round every three seconds. */
export const quicknet: BeaconChain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  beaconId: 'quicknet',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  periodSeconds: 3,
  genesisTime: 1_692_803_367,
  leadSeconds: 30,
};

/**
 * The hash that names a chain. It binds the key, so a chain that is named cannot be another one.
 *
 * @throws {ProofRefused} `malformed`: a member is not in its form.
 * @see drand, `chain.Info.Hash`.
 */
export function hashChain(chain: Omit<BeaconChain, 'hash'>): string {
  const publicKey = fromHex(chain.publicKey, publicKeyBytes);
  const groupHash = fromHex(chain.groupHash, 32);
  if (publicKey === undefined || groupHash === undefined) {
    throw new ProofRefused('malformed', 'The chain’s public key or group hash cannot be read.');
  }
  const { periodSeconds, genesisTime, beaconId } = chain;
  const facts = [be32(periodSeconds), be64(genesisTime), publicKey, groupHash, utf8(beaconId)];
  return toHex(sha256(concat(...facts)));
}

/** The first round that is published strictly after a time, in Unix seconds. */
export function roundAfter({ genesisTime, periodSeconds }: BeaconChain, time: number): number {
  return Math.max(1, Math.floor((time - genesisTime) / periodSeconds) + 2);
}

/** When a round is published, Unix seconds. */
export function timeOfRound({ genesisTime, periodSeconds }: BeaconChain, round: number): number {
  return genesisTime + (round - 1) * periodSeconds;
}

/**
 * The round to seal at the closing: the first one at least `leadSeconds` after it.
 *
 * @param closedAt Milliseconds, Unix time.
 */
export function roundToSeal(chain: BeaconChain, closedAt: number): number {
  return roundAfter(chain, closedAt / 1000 + chain.leadSeconds);
}

/**
 * Requires that a beacon is what the chain published for this round, and for no other.
 *
 * @returns The beacon's randomness, 32 bytes.
 * @throws {ProofRefused} `beacon-wrong`.
 * @see drand, "Randomness from unchained beacons": message SHA-256(BE64 round), RFC 9380 hash to G1.
 */
export function verifyBeacon(chain: BeaconChain, round: number, beacon: Beacon): Uint8Array {
  const { signature, randomness } = readBeacon(round, beacon);
  if (isSigned(chain, round, signature)) return randomness;
  throw new ProofRefused(
    'beacon-wrong',
    `The beacon of round ${round} is not signed by the chain.`,
  );
}

/**
 * Requires of a beacon what can be seen without its chain. It does not show who made it.
 *
 * @returns The signature, 48 bytes, and its hash, the randomness.
 * @throws {ProofRefused} `beacon-wrong`.
 */
export function readBeacon(round: number, beacon: Beacon) {
  if (beacon.round !== round) {
    throw new ProofRefused('beacon-wrong', `The beacon is of round ${beacon.round}, not ${round}.`);
  }
  const signature = fromHex(beacon.signature, signatureBytes);
  if (signature === undefined) {
    throw new ProofRefused('beacon-wrong', `The signature of round ${round} cannot be read.`);
  }
  const randomness = sha256(signature);
  const said = fromHex(beacon.randomness, randomness.length);
  if (said !== undefined && isEqual(said, randomness)) return { signature, randomness };
  throw new ProofRefused(
    'beacon-wrong',
    'The beacon’s randomness is not the hash of its signature.',
  );
}

/** The signature found good last: whoever fetches a beacon verifies it before whoever uses it. */
let lastGood = '';

function isSigned(chain: BeaconChain, round: number, signature: Uint8Array): boolean {
  const name = `${chain.publicKey} ${round} ${toHex(signature)}`;
  if (name === lastGood) return true;
  const message = shortSignatures.hash(sha256(be64(round)), domainSeparation);
  try {
    const publicKey = fromHex(chain.publicKey, publicKeyBytes)!;
    if (!shortSignatures.verify(signature, message, publicKey)) return false;
  } catch {
    return false;
  }
  lastGood = name;
  return true;
}
