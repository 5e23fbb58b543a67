import { be64, concat, utf8 } from './bytes.ts';
import { formatSignature, isSigned, readSignaturesBy, type WitnessKey } from './signed-note.ts';

const timeBytes = 8;

/** A witness's signature of a checkpoint. */
export interface Cosignature {
  /** The signature line, with its line feed. */
  readonly line: string;
  /** When the witness signed, by its clock; Unix seconds, from 1. */
  readonly time: number;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
}

/**
 * The message that a witness signs.
 *
 * @param text The text of the checkpoint with its final line feed, without signatures.
 * @param time Unix seconds.
 * @see C2SP tlog-cosignature, "Ed25519 signed message".
 */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/**
 * Cosigns a checkpoint.
 *
 * @param text The text of the checkpoint with its final line feed, without signatures.
 * @param given.time Unix seconds, from 1.
 * @param given.sign Ed25519 with the private key of `key`.
 * @returns A signature line with its line feed.
 */
export function cosign(
  text: string,
  given: {
    readonly key: WitnessKey;
    readonly time: number;
    readonly sign: (message: Uint8Array) => Uint8Array;
  },
): string {
  const signature = given.sign(cosignedMessage(text, given.time));
  return formatSignature(given.key, concat(be64(given.time), signature));
}

/**
 * The valid cosignatures of a witness on a checkpoint, earliest first. A witness may sign a checkpoint
 * again, with a later time. Signatures by other keys and of unknown types are skipped, and so are wrong
 * ones: they count as missing.
 *
 * @param note The checkpoint with its signature lines.
 * @param isValid Verifies Ed25519 signatures of this key. Default: a portable implementation.
 * @throws {ProofError} `malformed`: it is not a note.
 */
export function readCosignatures(
  note: string,
  key: WitnessKey,
  isValid: (message: Uint8Array, signature: Uint8Array) => boolean = (message, signature) =>
    isSigned(message, signature, key.publicKey),
): readonly Cosignature[] {
  const { text, signatures } = readSignaturesBy(note, key);
  return signatures
    .map((bytes) => readCosignature(bytes, key))
    .filter((each) => each !== undefined)
    .filter(({ time, signature }) => isValid(cosignedMessage(text, time), signature))
    .sort((left, right) => left.time - right.time);
}

/**
 * Reads a signature of a witness's key, without verifying it.
 *
 * @param bytes What follows the key id.
 * @returns undefined if it has no time. 0 means that the witness does not state one, so it proves nothing here.
 */
export function readCosignature(bytes: Uint8Array, key: WitnessKey): Cosignature | undefined {
  if (bytes.length < timeBytes) return undefined;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time) || time < 1) return undefined;
  return { line: formatSignature(key, bytes), time, signature: bytes.subarray(timeBytes) };
}
