import { bls12_381 as bls } from '@noble/curves/bls12-381.js';
import { hex, refuse, sha256, text } from './independent-log.ts';

// Written from docs/verifying.md alone. It shares only the curve library with the code under test.

/** A chain as its relays describe it at `/info`. */
export interface Chain {
  readonly hash: string;
  readonly public_key: string;
  readonly period: number;
  readonly genesis_time: number;
  readonly leadSeconds?: number;
}

export interface Seal {
  readonly root: string;
  readonly commitment: string;
  readonly chainHash: string;
  readonly round: number;
  readonly publishedAt: string;
}

export interface Reveal {
  readonly r: readonly number[];
  readonly nonce: string;
  readonly beacon: {
    readonly round: number;
    readonly randomness: string;
    readonly signature: string;
  };
}

const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

function be(value: number, byteCount: number): Buffer {
  return hex(value.toString(16).padStart(2 * byteCount, '0'));
}

function lp(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.concat([be(part.length, 4), part])));
}

/** The order of a sealed draw of k among n tickets: indexes into the pool. */
export function orderOf(
  raffle: string,
  [n, k]: [number, number],
  sealed: Sealed,
  b = hashOfSignature(sealed),
): number[] {
  const { seal, reveal } = sealed;
  const { r, nonce } = reveal;
  if (r.length !== k || r.some((share, j) => share < 0 || share >= n - j)) refuse('r');
  const share = lp(text('raffle/commit/v2'), text(raffle), hex(nonce), text(JSON.stringify(r)));
  if (sha256(share).toString('hex') !== seal.commitment) refuse('commitment');
  const fixed = [hex(seal.chainHash), be(seal.round, 8), b, hex(seal.root), be(n, 8), be(k, 8)];
  const seed = sha256(lp(text('raffle/seed/v2'), text(raffle), ...fixed, hex(seal.commitment)));
  const left = Array.from({ length: n }, (_, index) => index);
  return r.map((own, j) => {
    const d = uniform(sha256(lp(text('raffle/pick/v2'), seed, be(j, 4))), n - j);
    return left.splice((own + d) % (n - j), 1)[0]!;
  });
}

/** B, which the beacon must state as its randomness. */
function hashOfSignature({ reveal: { beacon } }: Sealed): Buffer {
  const b = sha256(hex(beacon.signature));
  return b.toString('hex') === beacon.randomness ? b : refuse('randomness');
}

interface Sealed {
  readonly seal: Seal;
  readonly reveal: Reveal;
}

function uniform(seed: Buffer, n: number): number {
  const limit = (2n ** 256n / BigInt(n)) * BigInt(n);
  for (let counter = 0; ; counter += 1) {
    const v = BigInt(`0x${sha256(seed, be(counter, 4)).toString('hex')}`);
    if (v < limit) return Number(v % BigInt(n));
  }
}

/** Checks that the closing names a round whose publication time is right and late enough. */
export function requireAhead(seal: Seal, at: string, chain: Chain): void {
  const published = (chain.genesis_time + (seal.round - 1) * chain.period) * 1000;
  if (published !== Date.parse(seal.publishedAt)) refuse('publishedAt');
  if (published - Date.parse(at) < (chain.leadSeconds ?? 30) * 1000) refuse('lead');
}

/** Remembers results: two pairings are slow, and most changed bundles have the same beacon. */
const known = new Map<string, boolean>();

/** Checks the chain's signature: e(signature, generator) equals e(hash of the round, key). */
export function requireBeacon({ seal, reveal }: Sealed, chain: Chain): void {
  const { round, signature } = reveal.beacon;
  if (round !== seal.round) refuse('round');
  const name = `${chain.public_key} ${round} ${signature}`;
  if (!known.has(name)) known.set(name, isSigned(round, signature, chain));
  if (known.get(name) !== true) refuse('beacon');
}

function isSigned(round: number, signature: string, { public_key }: Chain): boolean {
  try {
    const point = bls.G1.Point.fromBytes(hex(signature));
    const key = bls.G2.Point.fromBytes(hex(public_key));
    point.assertValidity();
    const message = bls.G1.hashToCurve(sha256(be(round, 8)), { DST: domain });
    const { Fp12 } = bls.fields;
    const left = bls.pairing(point, bls.G2.Point.BASE);
    return Fp12.eql(left, bls.pairing(bls.G1.Point.fromAffine(message.toAffine()), key));
  } catch {
    return false;
  }
}
