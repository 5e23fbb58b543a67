import { createPublicKey, verify } from 'node:crypto';
import { toBase64 } from '#proof/bytes.ts';
import { asciiJson } from '#proof/canonical-json.ts';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import type { MerkleTree } from '#proof/merkle-tree.ts';
import { ProofError } from '#proof/proof-error.ts';
import { addProofLine, formatReceipt, joinReceipt } from '#proof/receipt.ts';
import {
  formatNote,
  parseVerifierKey,
  readSignaturesBy,
  type VerifierKey,
} from '#proof/signed-note.ts';
import type { Entry, RaffleOpened } from '../domain/entries.ts';
import { createLogTree, hashLeaf, leafOf } from './log-tree.ts';

/** Signs checkpoints of raffles' logs. */
export interface LogSigner {
  /**
   * @param raffleId Selects the key, whose public half is in the log's first entry.
   * @returns Ed25519, 64 bytes. The same text always gets the same signature.
   * @see RFC 8032 section 5.1.6: signing is deterministic.
   */
  sign(raffleId: string, text: Uint8Array): Uint8Array;
}

/** Receipts of the entries `[start, size)`, and the checkpoint that they prove inclusion in. */
interface PreparedBatch {
  readonly start: number;
  readonly size: number;
  readonly note: string;
  /** As JSON. */
  readonly receipts: readonly string[];
}

const emptyBatch: PreparedBatch = { start: 0, size: 0, note: '', receipts: [] };

/**
 * The transparency log of one raffle: an RFC 6962 Merkle tree over its public entries, signed
 * checkpoints and receipts. Takes 64 bytes per ticket.
 */
export class MerkleLog {
  readonly #signer: LogSigner;
  #tree = createLogTree();
  /** Number of entries, with those that are not durable yet. */
  #size = 0;
  #opened: { readonly raffleId: string; readonly key: VerifierKey } | undefined;
  /** The leaves from `#leavesStart` on: those of the batch that is being written. */
  #leaves: string[] = [];
  #leavesStart = 0;
  /** Whether that batch has a sale. Receipts of other entries are made when one is asked for. */
  #hasSale = false;
  /** The batch that is being written, and the one before, whose purchases are being answered. */
  #ready: PreparedBatch = emptyBatch;
  #answered: PreparedBatch = emptyBatch;

  constructor(signer: LogSigner) {
    this.#signer = signer;
  }

  /**
   * Adds an entry. Its leaf is serialised here, once for the tree, the journal and the receipt.
   *
   * @throws {ProofError} The opening's log key is not a verifier key. Nothing was added.
   */
  append(entry: Entry): void {
    if (entry.type === 'raffle-opened') this.#open(entry);
    this.#leaves.push(leafOf(entry));
    this.#hasSale ||= entry.type === 'ticket-sold';
    this.#size += 1;
  }

  /** Adds an entry that is on disk. Its leaf is not kept for the batch that is written next. */
  restore(entry: Entry): void {
    if (entry.type === 'raffle-opened') this.#open(entry);
    this.#tree.appendHash(hashLeaf(leafOf(entry)));
    this.#size += 1;
    this.#leavesStart = this.#size;
  }

  /** Begins this log, which is empty, with the tree over the entries on disk. */
  restoreTree(opening: RaffleOpened, tree: MerkleTree): void {
    this.#open(opening);
    this.#tree = tree;
    this.#size = tree.size;
    this.#leavesStart = tree.size;
  }

  #open({ raffleId, logKey }: RaffleOpened): void {
    this.#opened = { raffleId, key: parseVerifierKey(logKey) };
  }

  /** The leaf of an entry of the batch that is being written; undefined for other entries. */
  leafAt(index: number): string | undefined {
    return this.#leaves[index - this.#leavesStart];
  }

  /**
   * The Merkle root over the first `size` entries, 64 hexadecimal digits. Default: over all, with
   * those that are not durable yet.
   */
  root(size = this.#size): string {
    return Buffer.from(this.#hashedTree().root(size)).toString('hex');
  }

  /**
   * The signed checkpoint of this size; the same bytes on every call. The caller must not publish it
   * before the size is durable.
   */
  checkpoint(size: number): string {
    if (size > this.#ready.size) {
      this.#ready = { start: size, size, note: this.#sign(size), receipts: [] };
    }
    const batch = [this.#ready, this.#answered].find((each) => each.size === size);
    return batch?.note ?? this.#sign(size);
  }

  /** RFC 9162 consistency proof from `from` to `to` entries: hashes in base64. */
  consistency(from: number, to: number): string[] {
    return this.#hashedTree().consistencyProof(from, to).map(toBase64);
  }

  /** RFC 9162 inclusion proof of an entry in the log of `size` entries: hashes in base64. */
  inclusion(index: number, size: number): string[] {
    return this.#hashedTree().inclusionProof(index, size).map(toBase64);
  }

  /**
   * The receipt of an entry, `.tlog-proof` text: inclusion proof in the log up to the end of its batch.
   * As JSON in ASCII, for the reply to a purchase.
   *
   * @param findSize Finds that end, a number of entries. Not called for the last two batches.
   */
  receipt(entry: Entry, index: number, findSize: () => number): string {
    return this.preparedReceipt(index) ?? this.makeReceipt(leafOf(entry), index, findSize());
  }

  /** As `receipt`, for an entry of the last two batches; undefined for any other. */
  preparedReceipt(index: number): string | undefined {
    const batch = index < this.#ready.start ? this.#answered : this.#ready;
    return batch.receipts[index - batch.start];
  }

  /**
   * As `receipt`.
   *
   * @param leaf Of the entry.
   * @param size The end of its batch, a number of entries.
   */
  makeReceipt(leaf: string, index: number, size: number): string {
    const receipt = formatReceipt({
      leaf: Buffer.from(leaf),
      index,
      proof: this.#hashedTree().inclusionProof(index, size),
      checkpoint: this.checkpoint(size),
    });
    return asciiJson(receipt);
  }

  /**
   * Makes the checkpoint and the receipts of the batch that is being written, during its flush: of all
   * its entries if it has a sale. The caller must not publish them before the batch is durable.
   *
   * @returns As `root`, over all entries.
   */
  prepareBatch(): string {
    const size = this.#size;
    const start = this.#leavesStart;
    const note = this.#sign(size);
    const receipts = this.#hasSale ? this.#makeReceipts(note) : [];
    this.#answered = this.#ready;
    this.#ready = { start, size, note, receipts };
    this.#startBatch();
    return Buffer.from(this.#tree.root(size)).toString('hex');
  }

  /** The receipts of the batch that is being written. */
  #makeReceipts(note: string): string[] {
    const checkpoint = asciiJson(note).slice(1, -1);
    const [start, size] = [this.#leavesStart, this.#size];
    const range = { start, end: size, size };
    const proofs = this.#hashedTree().inclusionProofs(range, '', addProofLine);
    return this.#leaves.map((leaf, offset) =>
      joinReceipt({
        leaf: Buffer.from(leaf),
        index: start + offset,
        proofLines: proofs[offset] ?? '',
        checkpoint,
      }),
    );
  }

  #startBatch(): void {
    this.#leavesStart = this.#size;
    this.#leaves = [];
    this.#hasSale = false;
  }

  /** @throws {ProofError} The signer's key is not the one that the log's first entry names. */
  requireSigner(): void {
    const note = this.checkpoint(this.#size);
    if (this.#opened === undefined) return;
    const { key } = this.#opened;
    const { text, signatures } = readSignaturesBy(note, key);
    // Not by the portable Ed25519 of `proof/`: its first verification takes 22 ms, each other 1.6 ms.
    const x = Buffer.from(key.publicKey).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const [signature] = signatures;
    const data = Buffer.from(text);
    if (signature !== undefined && verify(null, data, publicKey, signature)) return;
    throw new ProofError('signature-wrong', `The signature by ${key.name} is wrong for this text.`);
  }

  #sign(size: number): string {
    if (this.#opened === undefined) {
      throw new TypeError('A log without an opening has no checkpoint.');
    }
    const { raffleId, key } = this.#opened;
    const text = formatCheckpoint({ origin: key.name, size, root: this.#hashedTree().root(size) });
    return formatNote(text, key, this.#signer.sign(raffleId, Buffer.from(text)));
  }

  /** The tree, with all leaves hashed into it. */
  #hashedTree(): MerkleTree {
    for (let place = this.#tree.size - this.#leavesStart; place < this.#leaves.length; place += 1) {
      this.#tree.appendHash(hashLeaf(this.#leaves[place] ?? ''));
    }
    return this.#tree;
  }
}
