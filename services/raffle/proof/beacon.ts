import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { be32, be64, concat, fromHex, isEqual, toHex, utf8 } from './bytes.ts';
import { ProofError } from './proof-error.ts';

const { shortSignatures } = bls12_381;
const domainSeparation = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const signatureBytes = 48;
const publicKeyBytes = 96;
/** Of schemes with signatures on G2. They can be hashed, but are not supported otherwise. */
const publicKeyBytesOnG1 = 48;

/** A drand chain of the scheme `bls-unchained-g1-rfc9380`: its key and its schedule. */
export interface BeaconChain {
  /** SHA-256 of the members below except `leadSeconds`; 64 hexadecimal digits. */
  readonly hash: string;
  readonly beaconId: string;
  /** On G2, 192 hexadecimal digits. */
  readonly publicKey: string;
  /** 64 hexadecimal digits. */
  readonly groupHash: string;
  /** Seconds from one round to the next, a whole number. */
  readonly periodSeconds: number;
  /** Time of round 1, Unix seconds. */
  readonly genesisTime: number;
  /** Minimum time from the closing to the sealed round. */
  readonly leadSeconds: number;
}

/** What a chain publishes for one round. Its signature proves it, so any relay can be asked. */
export interface Beacon {
  readonly round: number;
  /** SHA-256 of the signature; 64 hexadecimal digits. */
  readonly randomness: string;
  /** On G1, 96 hexadecimal digits. */
  readonly signature: string;
}

/** The public chain of the League of Entropy, with a round every three seconds. */
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
 * Computes the hash that identifies a chain. It covers the public key. The beacon id `default` is
 * left out.
 *
 * @throws {ProofError} `malformed`: the public key or the group hash is not hexadecimal.
 * @see drand, `chain.Info.Hash`.
 */
export function hashChain(chain: Omit<BeaconChain, 'hash'>): string {
  const publicKey =
    fromHex(chain.publicKey, publicKeyBytes) ?? fromHex(chain.publicKey, publicKeyBytesOnG1);
  const groupHash = fromHex(chain.groupHash, 32);
  if (publicKey === undefined || groupHash === undefined) {
    throw new ProofError('malformed', 'The chain’s public key or group hash cannot be read.');
  }
  const { periodSeconds, genesisTime, beaconId } = chain;
  const id = beaconId === 'default' ? '' : beaconId;
  const facts = [be32(periodSeconds), be64(genesisTime), publicKey, groupHash, utf8(id)];
  return toHex(sha256(concat(...facts)));
}

/** The first round after a time. @param time Unix seconds. */
export function roundAfter({ genesisTime, periodSeconds }: BeaconChain, time: number): number {
  return Math.max(1, Math.floor((time - genesisTime) / periodSeconds) + 2);
}

/** The time of a round, Unix seconds. */
export function timeOfRound({ genesisTime, periodSeconds }: BeaconChain, round: number): number {
  return genesisTime + (round - 1) * periodSeconds;
}

/**
 * The round to name in a seal: the first one at least `leadSeconds` after the closing.
 *
 * @param closedAt Milliseconds, Unix time.
 */
export function roundToSeal(chain: BeaconChain, closedAt: number): number {
  return roundAfter(chain, closedAt / 1000 + chain.leadSeconds);
}

/**
 * Verifies that a beacon is the chain's for this round.
 *
 * @returns The beacon's randomness, 32 bytes.
 * @throws {ProofError} `beacon-wrong`.
 * @see drand, "Randomness from unchained beacons": message SHA-256(BE64 round), RFC 9380 hash to G1.
 */
export function verifyBeacon(chain: BeaconChain, round: number, beacon: Beacon): Uint8Array {
  const { signature, randomness } = readBeacon(round, beacon);
  if (isSigned(chain, round, signature)) return randomness;
  throw new ProofError('beacon-wrong', `The beacon of round ${round} is not signed by the chain.`);
}

/**
 * Checks round and randomness of a beacon, without its chain. It does not show who made the beacon.
 *
 * @returns The signature, 48 bytes, and its hash, the randomness.
 * @throws {ProofError} `beacon-wrong`.
 */
export function readBeacon(round: number, beacon: Beacon) {
  if (beacon.round !== round) {
    throw new ProofError('beacon-wrong', `The beacon is of round ${beacon.round}, not ${round}.`);
  }
  const signature = fromHex(beacon.signature, signatureBytes);
  if (signature === undefined) {
    throw new ProofError('beacon-wrong', `The signature of round ${round} cannot be read.`);
  }
  const randomness = sha256(signature);
  const claimed = fromHex(beacon.randomness, randomness.length);
  if (claimed !== undefined && isEqual(claimed, randomness)) return { signature, randomness };
  throw new ProofError('beacon-wrong', 'The beacon’s randomness is not the hash of its signature.');
}

/** The last signature that was verified. A beacon is verified when it is fetched and again when it is used. */
let lastVerified = '';

function isSigned(chain: BeaconChain, round: number, signature: Uint8Array): boolean {
  const name = `${chain.publicKey} ${round} ${toHex(signature)}`;
  if (name === lastVerified) return true;
  const message = shortSignatures.hash(sha256(be64(round)), domainSeparation);
  try {
    const publicKey = fromHex(chain.publicKey, publicKeyBytes);
    if (publicKey === undefined) return false;
    if (!shortSignatures.verify(signature, message, publicKey)) return false;
  } catch {
    return false;
  }
  lastVerified = name;
  return true;
}
