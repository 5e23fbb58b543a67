import { createHash, createPublicKey, verify } from 'node:crypto';

// Written from docs/verifying.md alone, on node:crypto, sharing nothing with the code under test.

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const text = (value: string): Buffer => Buffer.from(value, 'utf8');
const hex = (value: string): Buffer => Buffer.from(value, 'hex');

function be(value: number, byteCount: number): Buffer {
  return hex(value.toString(16).padStart(2 * byteCount, '0'));
}

function lp(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.concat([be(part.length, 4), part])));
}

const leafHash = (data: Buffer): Buffer => sha256(Buffer.of(0), data);
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The root over lines, by the definition: split at the largest power of two below n. */
export function rootOf(lines: readonly string[]): Buffer {
  if (lines.length === 0) return sha256();
  if (lines.length === 1) return leafHash(text(lines[0]!));
  let split = 1;
  while (split * 2 < lines.length) split *= 2;
  return nodeHash(rootOf(lines.slice(0, split)), rootOf(lines.slice(split)));
}

/** The root that a leaf and its siblings lead to, by the definition of the tree. */
function climb(
  index: number,
  size: number,
  { leaf, path }: { leaf: Buffer; path: Buffer[] },
): Buffer {
  if (size === 1) {
    if (path.length > 0) throw new Error('too many hashes');
    return leaf;
  }
  const sibling = path.at(-1);
  if (sibling === undefined) throw new Error('too few hashes');
  let split = 1;
  while (split * 2 < size) split *= 2;
  const rest = { leaf, path: path.slice(0, -1) };
  return index < split
    ? nodeHash(climb(index, split, rest), sibling)
    : nodeHash(sibling, climb(index - split, size - split, rest));
}

/** What a checkpoint says, if the key in the log's first entry signed it. */
export function readCheckpoint(note: string, logKey: string): { size: number; root: Buffer } {
  const [, name, id, encoded] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(logKey) as unknown as string[];
  const typed = Buffer.from(encoded!, 'base64');
  if (
    sha256(text(`${name}\n`), typed)
      .subarray(0, 4)
      .toString('hex') !== id
  )
    throw new Error('id');
  const [body, signatures] = note.split('\n\n') as [string, string];
  const [, encodedSignature] = signatures.trimEnd().split(`— ${name} `);
  const signed = Buffer.from(encodedSignature!, 'base64');
  if (signed.subarray(0, 4).toString('hex') !== id) throw new Error('another key');
  const x = typed.subarray(1).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (!verify(null, text(`${body}\n`), key, signed.subarray(4))) throw new Error('signature');
  const [origin, size, root] = body.split('\n');
  if (origin !== name) throw new Error('origin');
  return { size: Number(size), root: Buffer.from(root!, 'base64') };
}

/** The entry that a receipt proves. */
export function readReceipt(receipt: string, logKey: string): string {
  const split = receipt.indexOf('\n\n');
  const [first, extra, index, ...hashes] = receipt.slice(0, split).split('\n');
  if (first !== 'c2sp.org/tlog-proof@v1') throw new Error('form');
  const { size, root } = readCheckpoint(receipt.slice(split + 2), logKey);
  const data = Buffer.from(extra!.slice('extra '.length), 'base64');
  const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
  const place = Number(index!.slice('index '.length));
  if (place >= size) throw new Error('outside');
  const found = climb(place, size, { leaf: leafHash(data), path });
  if (!found.equals(root)) throw new Error('not in the log');
  return data.toString('utf8');
}

interface Line {
  readonly type: string;
  readonly raffle: string;
  readonly holder: string;
  readonly number: number;
  readonly index: number;
  readonly ticketCount: number;
  readonly seal: { root: string; commitment: string; chainHash: string; round: number };
  readonly reveal: { r: number; nonce: string; beacon: { signature: string; randomness: string } };
}

/** Who wins a sealed raffle, by its lines; the beacon's own signature is not looked at. */
export function winnerOf(lines: readonly string[]): { index: number; number: number } {
  const entries = lines.map((line) => JSON.parse(line) as Line);
  const [raffle] = entries.map((entry) => entry.raffle);
  const sold = entries.filter(({ type }) => type === 'ticket-sold');
  const place = entries.findIndex(({ type }) => type === 'raffle-closed');
  const { seal } = entries[place]!;
  const { r, nonce, beacon } = entries.at(-1)!.reveal;
  const n = sold.length;
  if (rootOf(lines.slice(0, place)).toString('hex') !== seal.root) throw new Error('root');
  const share = lp(text('raffle/commit/v1'), text(raffle!), hex(nonce), text(JSON.stringify([r])));
  if (sha256(share).toString('hex') !== seal.commitment) throw new Error('commitment');
  const b = sha256(hex(beacon.signature));
  if (b.toString('hex') !== beacon.randomness) throw new Error('randomness');
  const fixed = [hex(seal.chainHash), be(seal.round, 8), b, hex(seal.root), be(n, 8)];
  const seed = sha256(lp(text('raffle/seed/v1'), text(raffle!), ...fixed, hex(seal.commitment)));
  const index = (r + uniform(seed, n)) % n;
  return { index, number: sold[index]!.number };
}

function uniform(seed: Buffer, n: number): number {
  const limit = (2n ** 256n / BigInt(n)) * BigInt(n);
  for (let counter = 0; ; counter += 1) {
    const v = BigInt(`0x${sha256(seed, be(counter, 4)).toString('hex')}`);
    if (v < limit) return Number(v % BigInt(n));
  }
}
