import { hash } from 'node:crypto';
import { toBase64, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { formatCheckpoint, openCheckpoint } from '#proof/checkpoint.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { formatNote } from '#proof/signed-note.ts';
import { parseVerifierKey, type VerifierKey } from '#proof/verifier-key.ts';
import { publicPart, type Entry } from '../domain/entries.ts';
import type { LogSigner } from './log-signer.ts';

/** How many leaves are remembered: some batches' worth, and no more memory than that. */
const leavesKeptMax = 2_048;
const leavesKept = new Map<Entry, string>();

/**
 * A leaf's data as text: the public entry in its one canonical form. A sale's is wanted three
 * times in a row, for the tree, the disk and the receipt.
 */
export function leafOf(entry: Entry): string {
  const kept = leavesKept.get(entry);
  if (kept !== undefined) return kept;
  const leaf = canonicalJson(publicPart(entry));
  if (leavesKept.size >= leavesKeptMax) leavesKept.clear();
  leavesKept.set(entry, leaf);
  return leaf;
}

/**
 * One raffle's log as anybody can check it: a Merkle tree over its public entries, and its root
 * signed. It costs 64 bytes a ticket, up to 80 while its store waits to be filled.
 */
export class RaffleLog {
  readonly #signer: LogSigner;
  readonly #tree = new MerkleTree((bytes) => hash('sha256', bytes, 'buffer'));
  #opened: { readonly raffle: string; readonly key: VerifierKey } | undefined;
  /** The checkpoint signed last: nearly every receipt wants that one. */
  #latest = { size: 0, note: '' };

  constructor(signer: LogSigner) {
    this.#signer = signer;
  }

  /** How many entries there are, those included that are not on disk yet. */
  get size(): number {
    return this.#tree.size;
  }

  /** @throws {ProofRefused} an opening whose log key is none; nothing was added. */
  append(entry: Entry): void {
    if (entry.type === 'raffle-opened') {
      this.#opened = { raffle: entry.raffle, key: parseVerifierKey(entry.logKey) };
    }
    this.#tree.append(utf8(leafOf(entry)));
  }

  /** The root over all entries so far, those included that are not on disk yet, in hexadecimal. */
  root(): string {
    return toHex(this.#tree.root());
  }

  /**
   * Signs what the log was at this size. It is the same text and signature every time, so a log
   * that only grows never has two checkpoints that disagree. Call it for durable sizes only.
   */
  checkpoint(size: number): string {
    if (this.#latest.size === size) return this.#latest.note;
    const { raffle, key } = this.#requireOpened();
    const text = formatCheckpoint({ origin: key.name, size, root: this.#tree.root(size) });
    const note = formatNote(text, key, this.#signer.sign(raffle, utf8(text)));
    if (size > this.#latest.size) this.#latest = { size, note };
    return note;
  }

  /** The proof that the log of `to` entries is the log of `from`, grown: hashes in base64. */
  consistency(from: number, to: number): string[] {
    return this.#tree.consistencyProof(from, to).map(toBase64);
  }

  /** The proof that an entry is in the log of `size`, as a `.tlog-proof` file holds it. */
  receipt(entry: Entry, { index, size }: { index: number; size: number }): string {
    return formatReceipt({
      leaf: utf8(leafOf(entry)),
      index,
      proof: this.#tree.inclusionProof(index, size),
      checkpoint: this.checkpoint(size),
    });
  }

  /**
   * Requires that a checkpoint signed earlier is of this very log.
   *
   * @throws {ProofRefused} what it says cannot be read, or nobody with the log's key signed it.
   * @throws {LogDiffers} the log is shorter than it was, or another one.
   */
  requireSame(note: string): void {
    const { size, root } = openCheckpoint(note, this.#requireOpened().key);
    if (size > this.size) {
      throw new LogDiffers(`it ends after ${this.size} entries, and ${size} were signed`);
    }
    if (toHex(this.#tree.root(size)) === toHex(root)) return;
    throw new LogDiffers(`its first ${size} entries are not those that were signed`);
  }

  /** @throws {ProofRefused} the signer does not have the key that the log's first entry names. */
  requireSigner(): void {
    openCheckpoint(this.checkpoint(this.size), this.#requireOpened().key);
  }

  #requireOpened() {
    if (this.#opened !== undefined) return this.#opened;
    throw new TypeError('A log that was never opened has no checkpoint.');
  }
}

/** A log is not the one that its own key has signed. */
export class LogDiffers extends Error {
  override name = 'LogDiffers';
}
