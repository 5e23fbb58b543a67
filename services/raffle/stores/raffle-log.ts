import { hash } from 'node:crypto';
import { toBase64, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { formatCheckpoint, openCheckpoint } from '#proof/checkpoint.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { addProofLine, joinReceipt } from '#proof/receipt.ts';
import { formatNote } from '#proof/signed-note.ts';
import { parseVerifierKey, type VerifierKey } from '#proof/verifier-key.ts';
import { publicPart, type Entry, type TicketSold } from '../domain/entries.ts';
import type { LogSigner } from './log-signer.ts';

/** How many leaves may wait for the tree: a large batch of them, not a whole log that is read. */
const pendingMax = 1_024;

/** A leaf's data as text: the public entry in its one canonical form. */
export function leafOf(entry: Entry): string {
  return entry.type === 'ticket-sold' ? leafOfSale(entry) : canonicalJson(publicPart(entry));
}

/** What `canonicalJson` makes of a sale, member by member: there are as many as tickets. */
function leafOfSale({ at, holder, number, type }: TicketSold): string {
  return `{"at":${JSON.stringify(at)},"holder":${JSON.stringify(holder)},"number":${number},"type":"${type}"}`;
}

/**
 * One raffle's log as anybody can check it: a Merkle tree over its public entries, and its root
 * signed. It costs 64 bytes a ticket, up to 80 while its store waits to be filled.
 */
export class RaffleLog {
  readonly #signer: LogSigner;
  readonly #tree = new MerkleTree(sha256);
  #opened: { readonly raffle: string; readonly key: VerifierKey } | undefined;

  constructor(signer: LogSigner) {
    this.#signer = signer;
  }

  /** Leaves that are not in the tree yet: they get there when somebody asks, or the disk writes. */
  #pending: string[] = [];
  /** The receipts of the batch that is being written, and of the one that is being answered. */
  #ready: Batch = emptyBatch;
  #answered: Batch = emptyBatch;

  /** How many entries there are, those included that are not on disk yet. */
  get size(): number {
    return this.#tree.size + this.#pending.length;
  }

  /** @throws {ProofRefused} an opening whose log key is none; nothing was added. */
  append(entry: Entry): void {
    if (entry.type === 'raffle-opened') {
      this.#opened = { raffle: entry.raffle, key: parseVerifierKey(entry.logKey) };
    }
    this.#pending.push(leafOf(entry));
    if (this.#pending.length >= pendingMax) this.#grownTree();
  }

  /** The root over all entries so far, those included that are not on disk yet, in hexadecimal. */
  root(): string {
    return toHex(this.#grownTree().root());
  }

  /**
   * Signs what the log was at this size. It is the same text and signature every time, so a log
   * that only grows never has two checkpoints that disagree. Show it once the size is durable.
   */
  checkpoint(size: number): string {
    if (size > this.#ready.size) this.prepare([], size);
    return this.#findBatch(size)?.note ?? this.#sign(size);
  }

  #sign(size: number): string {
    const { raffle, key } = this.#requireOpened();
    const text = formatCheckpoint({ origin: key.name, size, root: this.#grownTree().root(size) });
    return formatNote(text, key, this.#signer.sign(raffle, utf8(text)));
  }

  /** The proof that the log of `to` entries is the log of `from`, grown: hashes in base64. */
  consistency(from: number, to: number): string[] {
    return this.#grownTree().consistencyProof(from, to).map(toBase64);
  }

  /** The proof that an entry is in the log of `size`, as a `.tlog-proof` file holds it. */
  receipt(entry: Entry, { index, size }: { index: number; size: number }): string {
    const batch = this.#findBatch(size);
    if (batch !== undefined && index >= batch.start) return batch.receipts[index - batch.start]!;
    return this.#receipts([entry], { start: index, size, note: this.checkpoint(size) })[0]!;
  }

  /**
   * Makes the checkpoint and the receipts of a batch, `entries` from `start` on, before anybody
   * asks. Nothing of them may leave the memory before the batch is durable.
   */
  prepare(entries: readonly Entry[], start: number): void {
    const size = start + entries.length;
    const note = this.#sign(size);
    this.#answered = this.#ready;
    this.#ready = { start, size, note, receipts: this.#receipts(entries, { start, size, note }) };
  }

  #receipts(entries: readonly Entry[], { start, size, note }: Omit<Batch, 'receipts'>): string[] {
    const neighbours = { start, end: start + entries.length, size };
    const proofs = this.#grownTree().inclusionProofs(neighbours, '', addProofLine);
    return proofs.map((proofLines, offset) => {
      const leaf = utf8(leafOf(entries[offset]!));
      return joinReceipt({ leaf, index: start + offset, proofLines, checkpoint: note });
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
    if (toHex(this.#grownTree().root(size)) === toHex(root)) return;
    throw new LogDiffers(`its first ${size} entries are not those that were signed`);
  }

  /** @throws {ProofRefused} the signer does not have the key that the log's first entry names. */
  requireSigner(): void {
    openCheckpoint(this.checkpoint(this.size), this.#requireOpened().key);
  }

  /** What is ready: the batch that is being written, or the one that is being answered. */
  #findBatch(size: number): Batch | undefined {
    return [this.#ready, this.#answered].find((batch) => batch.size === size);
  }

  #grownTree(): MerkleTree {
    if (this.#pending.length > 0) {
      for (const leaf of this.#pending) this.#tree.appendHash(hashLeafText(leaf));
      this.#pending = [];
    }
    return this.#tree;
  }

  #requireOpened() {
    if (this.#opened !== undefined) return this.#opened;
    throw new TypeError('A log that was never opened has no checkpoint.');
  }
}

/** The entries `[start, size)` of the log, with what whoever bought them will ask for. */
interface Batch {
  readonly start: number;
  readonly size: number;
  readonly note: string;
  readonly receipts: readonly string[];
}

const emptyBatch: Batch = { start: 0, size: 0, note: '', receipts: [] };

/** A log is not the one that its own key has signed. */
export class LogDiffers extends Error {
  override name = 'LogDiffers';
}

/** What `hashLeaf` makes of the leaf's bytes: the prefix of a leaf is one zero. */
function hashLeafText(leaf: string): Uint8Array {
  return sha256(`\0${leaf}`);
}

/** Told as text and read back: a hash that is asked for bytes makes them outside the heap. */
function sha256(data: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', data, 'binary'), 'binary');
}
