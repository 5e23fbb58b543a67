import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, isEqual, toBase64, toHex, utf8 } from './bytes.ts';
import { ProofError } from './proof-error.ts';

const ed25519Type = 0x01;
const publicKeyBytes = 32;

/** The public key of a log, and the log's name. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes that identify the key's signature among several. */
  readonly keyId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Formats the public key of a log as a C2SP verifier key: `<name>+<key id>+<key>`.
 *
 * @param name The log's origin, without spaces and plus signs.
 * @param publicKey Ed25519, 32 bytes.
 * @see C2SP signed-note, "Verifier keys".
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const typed = Uint8Array.of(ed25519Type, ...publicKey);
  return `${name}+${toHex(keyIdOf(name, typed))}+${toBase64(typed)}`;
}

/**
 * Parses a verifier key.
 *
 * @throws {ProofError} `malformed`: it is not an Ed25519 verifier key, or its key id is wrong.
 * @see C2SP signed-note, "Verifier keys".
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', keyId = '', key = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const typed = fromBase64(key);
  const isEd25519 = typed?.[0] === ed25519Type && typed.length === 1 + publicKeyBytes;
  if (!isEd25519 || toHex(keyIdOf(name, typed)) !== keyId) {
    throw new ProofError('malformed', `${JSON.stringify(text)} is not a verifier key.`);
  }
  return { name, keyId: keyIdOf(name, typed), publicKey: typed.subarray(1) };
}

/** Whether two verifier keys have the same name and public key. */
export function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && isEqual(left.publicKey, right.publicKey);
}

function keyIdOf(name: string, typed: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a), typed)).subarray(0, 4);
}

const noteLengthMax = 1_000_000;
const signatureLine = /^— ([^+\s]+) (\S+)$/u;
const signatureBytes = 64;

/**
 * Formats a signed note: the text, an empty line, one signature.
 *
 * @param text Ends with a line feed.
 * @param signature Ed25519 over the text's UTF-8 bytes, 64 bytes.
 * @see C2SP signed-note, "Format" and "Signatures".
 */
export function formatNote(text: string, key: VerifierKey, signature: Uint8Array): string {
  return `${text}\n— ${key.name} ${toBase64(Uint8Array.of(...key.keyId, ...signature))}\n`;
}

/**
 * Verifies that a note is signed by `key`. Other signatures are ignored, as the format requires.
 *
 * @returns The text, including its final line feed.
 * @throws {ProofError} `malformed`: it is not a note; `not-signed`: not signed by this key, or more
 *   than once; `signature-wrong`: the signature is not of this text.
 * @see C2SP signed-note, "Verifying".
 */
export function openNote(note: string, key: VerifierKey): string {
  const { text, signatures } = splitNote(note);
  const own = signatures.filter(
    ({ name, keyId }) => name === key.name && isEqual(keyId, key.keyId),
  );
  const [first] = own;
  if (first === undefined || own.length > 1) {
    const found = first === undefined ? 'is not signed' : 'is signed more than once';
    throw new ProofError('not-signed', `The checkpoint ${found} by the key of ${key.name}.`);
  }
  if (isSigned(text, first.signature, key)) return text;
  throw new ProofError('signature-wrong', `The signature by ${key.name} is wrong for this text.`);
}

/**
 * The text of a note. Its signatures are not verified.
 *
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readNoteText(note: string): string {
  return splitNote(note).text;
}

/**
 * The first signature of a note that has this key name. It is not verified.
 *
 * @returns 64 bytes; undefined if there is none.
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readSignatureOf(note: string, name: string): Uint8Array | undefined {
  return splitNote(note).signatures.find(
    (each) => each.name === name && each.signature.length === signatureBytes,
  )?.signature;
}

function splitNote(note: string) {
  const split = note.lastIndexOf('\n\n');
  const isNote = split > 0 && note.endsWith('\n') && note.length <= noteLengthMax;
  if (!isNote || hasControlCharacters(note)) throw malformed('it is not a signed note');
  return {
    text: note.slice(0, split + 1),
    signatures: note
      .slice(split + 2, -1)
      .split('\n')
      .map(readSignature),
  };
}

function readSignature(line: string) {
  const [, name, encoded = ''] = signatureLine.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (name === undefined || bytes === undefined || bytes.length < 5) {
    throw malformed('a line after the empty line is not a signature');
  }
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function isSigned(text: string, signature: Uint8Array, { publicKey }: VerifierKey): boolean {
  if (signature.length !== signatureBytes) return false;
  try {
    return ed25519.verify(signature, utf8(text), publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function hasControlCharacters(text: string): boolean {
  return /[^\n\P{Cc}]/u.test(text);
}

function malformed(what: string): ProofError {
  return new ProofError('malformed', `The checkpoint cannot be read: ${what}.`);
}
