import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, isEqual, toBase64, toHex, utf8 } from './bytes.ts';
import { ProofError } from './proof-error.ts';

/** Signature types. @see C2SP signed-note, "Signature types". */
export const keyTypes = { ed25519: 0x01, cosignature: 0x04, mlDsaCosignature: 0x06 } as const;
const publicKeyBytes = 32;

/** The public key of a log, and the log's name. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes that identify the key's signature among several. */
  readonly keyId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A verifier key of any type. */
export interface TypedKey extends VerifierKey {
  /** One byte, see `keyTypes`. */
  readonly type: number;
}

/**
 * Formats the public key of a log as a C2SP verifier key: `<name>+<key id>+<key>`.
 *
 * @param name The log's origin, without spaces and plus signs.
 * @param publicKey Ed25519, 32 bytes.
 * @param type Default: that of a log.
 * @see C2SP signed-note, "Verifier keys".
 */
export function formatVerifierKey(
  name: string,
  publicKey: Uint8Array,
  type: number = keyTypes.ed25519,
): string {
  const typed = Uint8Array.of(type, ...publicKey);
  return `${name}+${toHex(keyIdOf(name, typed))}+${toBase64(typed)}`;
}

/**
 * Parses the verifier key of a log.
 *
 * @throws {ProofError} `malformed`: it is not an Ed25519 verifier key, or its key id is wrong.
 * @see C2SP signed-note, "Verifier keys".
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { type, ...key } = parseTypedKey(text);
  if (type === keyTypes.ed25519 && key.publicKey.length === publicKeyBytes) return key;
  throw new ProofError('malformed', `${JSON.stringify(text)} is not a verifier key.`);
}

/**
 * Parses a verifier key whose key id is computed as the specification recommends.
 *
 * @throws {ProofError} `malformed`.
 * @see C2SP signed-note, "Verifier keys".
 */
export function parseTypedKey(text: string): TypedKey {
  const [, name = '', keyId = '', key = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const typed = fromBase64(key);
  const [type] = typed ?? [];
  if (typed === undefined || type === undefined || toHex(keyIdOf(name, typed)) !== keyId) {
    throw new ProofError('malformed', `${JSON.stringify(text)} is not a verifier key.`);
  }
  return { type, name, keyId: keyIdOf(name, typed), publicKey: typed.subarray(1) };
}

/** The public key of a witness: Ed25519, of the type for cosignatures. */
export interface WitnessKey extends VerifierKey {
  readonly type: typeof keyTypes.cosignature;
}

/**
 * Formats the public key of a witness as a C2SP verifier key.
 *
 * @param name Without spaces and plus signs, for example `witness.example.org`.
 * @param publicKey Ed25519, 32 bytes.
 * @see C2SP tlog-cosignature, "Format".
 */
export function formatWitnessKey(name: string, publicKey: Uint8Array): string {
  return formatVerifierKey(name, publicKey, keyTypes.cosignature);
}

/**
 * Parses the verifier key of a witness.
 *
 * @throws {ProofError} `malformed`: it is not a key for cosignatures with Ed25519.
 * @see C2SP tlog-cosignature, "Format".
 */
export function parseWitnessKey(text: string): WitnessKey {
  const { type, ...key } = parseTypedKey(text);
  if (type === keyTypes.cosignature && key.publicKey.length === publicKeyBytes) {
    return { ...key, type };
  }
  throw new ProofError('malformed', `${JSON.stringify(text)} is not the key of a witness.`);
}

/** Whether two verifier keys have the same name and public key. */
export function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && isEqual(left.publicKey, right.publicKey);
}

function keyIdOf(name: string, typed: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a), typed)).subarray(0, 4);
}

const noteLengthMax = 1_000_000;
/** The specification requires 16. Each costs a verification at most. */
const signaturesMax = 64;
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
  return `${text}\n${formatSignature(key, signature)}`;
}

/**
 * Formats one signature line of a note, with its line feed.
 *
 * @param signature What follows the key id.
 */
export function formatSignature({ name, keyId }: VerifierKey, signature: Uint8Array): string {
  return `— ${name} ${toBase64(Uint8Array.of(...keyId, ...signature))}\n`;
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
  const { text, signatures: own } = readSignaturesBy(note, key);
  const [first] = own;
  if (first === undefined || own.length > 1) {
    const found = first === undefined ? 'is not signed' : 'is signed more than once';
    throw new ProofError('not-signed', `The checkpoint ${found} by the key of ${key.name}.`);
  }
  if (isSigned(utf8(text), first, key.publicKey)) return text;
  throw new ProofError('signature-wrong', `The signature by ${key.name} is wrong for this text.`);
}

/**
 * The text of a note. Its signatures are not verified.
 *
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readNoteText(note: string): string {
  return readSignatures(note).text;
}

/**
 * The text of a note, and its signatures with the name and id of `key`. They are not verified.
 *
 * @returns Of each signature what follows the key id.
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readSignaturesBy(
  note: string,
  key: VerifierKey,
): { readonly text: string; readonly signatures: readonly Uint8Array[] } {
  const { text, signatures } = readSignatures(note);
  const own = signatures.filter(
    ({ name, keyId }) => name === key.name && isEqual(keyId, key.keyId),
  );
  return { text, signatures: own.map(({ signature }) => signature) };
}

/**
 * The first signature of a note that has this key name. It is not verified.
 *
 * @returns 64 bytes; undefined if there is none.
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readSignatureOf(note: string, name: string): Uint8Array | undefined {
  return readSignatures(note).signatures.find(
    (each) => each.name === name && each.signature.length === signatureBytes,
  )?.signature;
}

/**
 * The text of a note and all its signatures: name, key id, and what follows them. They are not verified.
 *
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readSignatures(note: string): {
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly keyId: Uint8Array;
    readonly signature: Uint8Array;
  }[];
} {
  const split = note.lastIndexOf('\n\n');
  const isNote = split > 0 && note.endsWith('\n') && note.length <= noteLengthMax;
  if (!isNote || hasControlCharacters(note)) throw malformed('it is not a signed note');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > signaturesMax) throw malformed(`it has more than ${signaturesMax} signatures`);
  return { text: note.slice(0, split + 1), signatures: lines.map(readSignature) };
}

function readSignature(line: string) {
  const [, name, encoded = ''] = signatureLine.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (name === undefined || bytes === undefined || bytes.length < 5) {
    throw malformed('a line after the empty line is not a signature');
  }
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Whether an Ed25519 signature is of this message, by RFC 8032. */
export function isSigned(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== signatureBytes) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
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
