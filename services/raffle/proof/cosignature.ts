import { be64, concat, isEqual, utf8 } from './bytes.ts';
import { NotChecked } from './proof-error.ts';
import {
  formatSignature,
  isSigned,
  readSignatures,
  readSignaturesBy,
  type WitnessKey,
} from './signed-note.ts';
import type { Sighting, WitnessPolicy } from './witness-policy.ts';

const timeBytes = 8;
/** More wrong cosignatures than people who repair a file leave in it. Each costs a verification. */
const wrongMax = 256;

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
    .flatMap((bytes) => {
      const read = readCosignature(bytes);
      return read === undefined ? [] : [{ ...read, line: formatSignature(key, bytes) }];
    })
    .filter(({ time, signature }) => isValid(cosignedMessage(text, time), signature))
    .sort((left, right) => left.time - right.time);
}

/**
 * Reads a signature of a witness's key, without verifying it.
 *
 * @param bytes What follows the key id.
 * @returns undefined if it has no time. 0 means that the witness does not state one, so it proves nothing here.
 */
function readCosignature(bytes: Uint8Array): Omit<Cosignature, 'line'> | undefined {
  if (bytes.length < timeBytes) return undefined;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time) || time < 1) return undefined;
  return { time, signature: bytes.subarray(timeBytes) };
}

/** A checkpoint that may have cosignatures. */
export interface CosignedCheckpoint {
  /** With all its signature lines. */
  readonly note: string;
  /** Number of entries that it covers. */
  readonly size: number;
  /** Whether the log's key signed it. Called only if a cosignature on it matters. */
  readonly isSignedByLog: () => boolean;
}

interface Line extends Sighting {
  readonly isValid: () => boolean;
}

/**
 * Finds what the witnesses of a policy saw: of each the largest size, the first time at all and the
 * first times for the given sizes. Only the lines that this takes are verified, because a file can
 * have very many. A line that is wrong counts as missing.
 *
 * @param checkpoints Checkpoints of one log, in any order.
 * @param sizes Numbers of entries.
 * @throws {NotChecked} More than 256 lines with the key id of a witness are wrong.
 */
export function collectSightings(
  policy: Pick<WitnessPolicy, 'witnesses'>,
  checkpoints: readonly CosignedCheckpoint[],
  sizes: readonly number[],
): readonly Sighting[] {
  const lines = readLines(policy, checkpoints);
  const verified = new Map<Line, boolean>();
  let wrong = 0;
  const verify = (line: Line) => {
    const isValid = line.isValid();
    verified.set(line, isValid);
    wrong += isValid ? 0 : 1;
    if (wrong <= wrongMax) return isValid;
    throw new NotChecked(
      `More than ${wrongMax} cosignatures are wrong, so the others were not read.`,
    );
  };
  const findValid = (candidates: readonly Line[]) =>
    candidates.find((line) => verified.get(line) ?? verify(line));
  return policy.witnesses.flatMap(({ name }) => {
    const own = lines.filter(({ witness }) => witness === name);
    const largest = own.toSorted((left, right) => right.size - left.size || left.time - right.time);
    const earliest = own.toSorted((left, right) => left.time - right.time);
    const found = [
      findValid(largest),
      ...[0, ...sizes].map((size) => findValid(earliest.filter((line) => line.size >= size))),
    ];
    return [...new Set(found)]
      .filter((line) => line !== undefined)
      .map(({ witness, size, time }) => ({ witness, size, time }));
  });
}

/** The lines with the names and key ids of the policy's witnesses. Other lines cost no verification. */
function readLines(
  { witnesses }: Pick<WitnessPolicy, 'witnesses'>,
  checkpoints: readonly CosignedCheckpoint[],
): readonly Line[] {
  return checkpoints.flatMap(({ note, size, isSignedByLog }) => {
    const { text, signatures } = readSignatures(note);
    return signatures.flatMap(({ name, keyId, signature: bytes }) =>
      witnesses.flatMap(({ name: witness, key }) => {
        if (key?.name !== name || !isEqual(key.keyId, keyId)) return [];
        const cosignature = readCosignature(bytes);
        if (cosignature === undefined) return [];
        const { time, signature } = cosignature;
        const isValid = () =>
          isSigned(cosignedMessage(text, time), signature, key.publicKey) && isSignedByLog();
        return [{ witness, size, time, isValid }];
      }),
    );
  });
}
