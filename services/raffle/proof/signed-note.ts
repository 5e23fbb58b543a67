import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, fromBase64, isEqual, toBase64, utf8 } from './bytes.ts';
import { ProofRefused } from './proof-refused.ts';
import type { VerifierKey } from './verifier-key.ts';

const noteLengthMax = 1_000_000;
const signatureLine = /^— ([^+\s]+) (\S+)$/u;
const signatureBytes = 64;

/**
 * Writes a signed note: the text, an empty line, one signature.
 *
 * @param text Ends with a line end.
 * @param signature Ed25519 over the text's UTF-8 bytes, 64 bytes.
 * @see C2SP signed-note, "Format" and "Signatures".
 */
export function formatNote(text: string, key: VerifierKey, signature: Uint8Array): string {
  return `${text}\n— ${key.name} ${toBase64(concat(key.keyId, signature))}\n`;
}

/**
 * Opens a note that must be signed by `key`. Signatures of others are ignored, as the format wants.
 *
 * @returns The text, its final line end included.
 * @throws {ProofRefused} `malformed`: it is no note; `not-signed`: not by this key, or more than
 *   once; `signature-wrong`: the signature is not over this text.
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
    throw new ProofRefused('not-signed', `The checkpoint ${found} by the key of ${key.name}.`);
  }
  if (isSigned(text, first.signature, key)) return text;
  throw new ProofRefused('signature-wrong', `The signature of ${key.name} is not over this text.`);
}

/** The text of a note without a look at its signatures. */
export function readNoteText(note: string): string {
  return splitNote(note).text;
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
    throw malformed('a line after its empty line is not a signature');
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

function malformed(what: string): ProofRefused {
  return new ProofRefused('malformed', `The checkpoint cannot be read: ${what}.`);
}
