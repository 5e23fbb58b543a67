import { createHash, createPublicKey, verify } from 'node:crypto';

// Written from docs/verifying.md alone, on node:crypto, sharing nothing with the code under test.

export const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
export const text = (value: string): Buffer => Buffer.from(value, 'utf8');
export const hex = (value: string): Buffer => Buffer.from(value, 'hex');

const leafHash = (data: Buffer): Buffer => sha256(Buffer.of(0), data);
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** Size and root of a tree, as in a checkpoint. */
interface Head {
  readonly size: number;
  readonly root: Buffer;
}

/** A violation of a rule of the document. Any other error is a fault of the verifier itself. */
export class Refusal extends Error {}

/** @param what Names the rule, for a failing test. */
export function refuse(what: string): never {
  throw new Refusal(what);
}

function base64(value: string, byteCount?: number): Buffer {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) refuse('base64');
  return bytes.length === (byteCount ?? bytes.length) ? bytes : refuse('length');
}

/** The largest power of two below n. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}

/** The root over lines, by the definition: split at the largest power of two below n. */
export function rootOf(lines: readonly string[]): Buffer {
  if (lines.length === 0) return sha256();
  if (lines.length === 1) return leafHash(text(lines[0]!));
  const split = splitOf(lines.length);
  return nodeHash(rootOf(lines.slice(0, split)), rootOf(lines.slice(split)));
}

/** The root computed from a leaf and its siblings, by the definition of the tree. */
function climb(
  index: number,
  size: number,
  { leaf, path }: { leaf: Buffer; path: Buffer[] },
): Buffer {
  if (size === 1) {
    if (path.length > 0) refuse('too many hashes');
    return leaf;
  }
  const sibling = path.at(-1);
  if (sibling === undefined) refuse('too few hashes');
  const split = splitOf(size);
  const rest = { leaf, path: path.slice(0, -1) };
  return index < split
    ? nodeHash(climb(index, split, rest), sibling)
    : nodeHash(sibling, climb(index - split, size - split, rest));
}

/** Requires that the log of `from` entries with one root grew to the log of `to` with the other. */
export function requireGrown(from: Head, to: Head, consistency: readonly string[]): void {
  const path = consistency.map((hash) => base64(hash, 32));
  if (from.size > to.size) refuse('shorter');
  if (from.size === 0 && !from.root.equals(sha256())) refuse('empty');
  const [earlier, later] =
    from.size === 0
      ? [from.root, to.root]
      : descend(from.size, to.size, { path, whole: from.root });
  if (path.length > 0) refuse('too many hashes');
  if (!earlier.equals(from.root) || !later.equals(to.root)) refuse('did not grow');
}

/** Both roots over the same subtree, by the definition of the proof (RFC 9162 section 2.1.4.1). */
function descend(
  from: number,
  to: number,
  { path, whole }: { path: Buffer[]; whole?: Buffer },
): [earlier: Buffer, later: Buffer] {
  const next = () => path.shift() ?? refuse('too few hashes');
  if (from === to) {
    const hash = whole ?? next();
    return [hash, hash];
  }
  const split = splitOf(to);
  if (from <= split) {
    const [earlier, later] = descend(from, split, { path, ...(whole ? { whole } : {}) });
    return [earlier, nodeHash(later, next())];
  }
  const [earlier, later] = descend(from - split, to - split, { path });
  const left = next();
  return [nodeHash(left, earlier), nodeHash(left, later)];
}

/** Parses a checkpoint, which the key in the log's first entry must have signed. */
export function readCheckpoint(note: string, logKey: string): Head {
  const { name, id, publicKey } = readKey(logKey);
  const lines = note.split('\n');
  const [origin, size = '', root = '', empty, ...below] = lines;
  if (empty !== '' || below.length < 2 || below.pop() !== '') refuse('form of a checkpoint');
  if (origin !== name) refuse('origin');
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) refuse('size');
  const signatures = below
    .map((line) => /^— (\S+) (\S+)$/.exec(line) ?? refuse('form of a signature'))
    .map(([, by, encoded]) => ({ by, bytes: base64(encoded!) }))
    .filter(({ by, bytes }) => by === name && bytes.subarray(0, 4).toString('hex') === id);
  if (signatures.length !== 1) refuse('signed by the key, once');
  const signed = text(`${origin}\n${size}\n${root}\n`);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
    format: 'jwk',
  });
  if (!verify(null, signed, key, signatures[0]!.bytes.subarray(4))) refuse('signature');
  return { size: Number(size), root: base64(root, 32) };
}

/** Parses a log's key, whose id must match its content. */
export function readKey(logKey: string): { name: string; id: string; publicKey: Buffer } {
  const [, name, id, encoded] =
    /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(logKey) ?? refuse('form of a key');
  const typed = base64(encoded!, 33);
  const found = sha256(text(`${name!}\n`), typed).subarray(0, 4);
  if (typed[0] !== 1 || found.toString('hex') !== id) refuse('id of a key');
  return { name: name!, id, publicKey: typed.subarray(1) };
}

/** The entry that a receipt proves. */
export function readReceipt(receipt: string, logKey: string): string {
  const split = receipt.indexOf('\n\n');
  const [first, extra, index, ...hashes] = receipt.slice(0, split).split('\n');
  if (first !== 'c2sp.org/tlog-proof@v1') refuse('form');
  const { size, root } = readCheckpoint(receipt.slice(split + 2), logKey);
  const data = Buffer.from(extra!.slice('extra '.length), 'base64');
  const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
  const place = Number(index!.slice('index '.length));
  if (place >= size) refuse('outside');
  const found = climb(place, size, { leaf: leafHash(data), path });
  if (!found.equals(root)) refuse('not in the log');
  return data.toString('utf8');
}
