import { fromBase64, toBase64, type Sha256 } from './bytes.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { verifyInclusion } from './merkle-proofs.ts';
import { hashBytes } from './hash-list.ts';
import { hashLeaf } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';
import type { VerifierKey } from './signed-note.ts';

const firstLine = 'c2sp.org/tlog-proof@v1';
/** The height of the largest tree that a checkpoint can describe. */
const proofLengthMax = 63;

/** Proof that an entry is in a log. @see C2SP tlog-proof. */
export interface Receipt {
  /** The data of the leaf: the public entry as canonical JSON. */
  readonly leaf: Uint8Array;
  /** Log index, from 0. */
  readonly index: number;
  /** Inclusion proof: hashes from the leaf to the root. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

/** A receipt whose parts are written as parts of JSON strings in ASCII. */
export interface ReceiptParts extends Omit<Receipt, 'proof'> {
  /** The hashes of its proof, from the leaf to the root: the results of `addProofLine`. */
  readonly proofLines: string;
}

/**
 * Formats a receipt, the content of a `.tlog-proof` file. The leaf is in the line `extra`.
 *
 * @see C2SP tlog-proof, "Format".
 */
export function formatReceipt({ leaf, index, proof, checkpoint }: Receipt): string {
  const lines = [firstLine, `extra ${toBase64(leaf)}`, `index ${index}`, ...proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Writes a receipt as JSON, the same text as `asciiJson(formatReceipt(…))`, from parts that receipts
 * of one batch share.
 */
export function joinReceipt({ leaf, index, proofLines, checkpoint }: ReceiptParts): string {
  return `"${firstLine}\\nextra ${toBase64(leaf)}\\nindex ${index}\\n${proofLines}\\n${checkpoint}"`;
}

/** Prepends a hash to the proof lines above it. */
export function addProofLine(upper: string, hash: Uint8Array): string {
  return `${toBase64(hash)}\\n${upper}`;
}

/**
 * Parses a receipt without verifying it.
 *
 * @throws {ProofError} `malformed`.
 * @see C2SP tlog-proof, "Format".
 */
export function parseReceipt(text: string): Receipt {
  const split = text.indexOf('\n\n');
  const [first, extra = '', index = '', ...hashes] = text.slice(0, Math.max(split, 0)).split('\n');
  if (first !== firstLine) throw malformed(`it does not begin with ${firstLine}`);
  const leaf = extra.startsWith('extra ') ? fromBase64(extra.slice('extra '.length)) : undefined;
  if (leaf === undefined) throw malformed('its second line is not the entry, "extra <base64>"');
  const [, number] = /^index (0|[1-9]\d{0,14})$/.exec(index) ?? [];
  if (number === undefined) throw malformed('its third line is not "index <number>"');
  return {
    leaf,
    index: Number(number),
    proof: readProof(hashes),
    checkpoint: text.slice(split + 2),
  };
}

/**
 * Verifies a receipt with the log's key: the checkpoint's signature and the inclusion proof.
 *
 * @param sha256 Default: a portable implementation.
 * @returns The verified checkpoint, to compare with others.
 * @throws {ProofError} `malformed`, `not-signed`, `signature-wrong`, `other-log`, `not-included`.
 * @see C2SP tlog-proof, "Verifying"; RFC 9162 section 2.1.3.2.
 */
export function verifyReceipt(receipt: Receipt, key: VerifierKey, sha256?: Sha256): Checkpoint {
  const checkpoint = openCheckpoint(receipt.checkpoint, key);
  const leaf = { index: receipt.index, hash: hashLeaf(receipt.leaf, sha256) };
  verifyInclusion(leaf, checkpoint, receipt.proof, sha256);
  return checkpoint;
}

function readProof(lines: readonly string[]): Uint8Array[] {
  if (lines.length > proofLengthMax) throw malformed('it has too many hashes');
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length === hashBytes) return hash;
    throw malformed('a line of its proof is not a hash');
  });
}

function malformed(what: string): ProofError {
  return new ProofError('malformed', `The receipt cannot be read: ${what}.`);
}
