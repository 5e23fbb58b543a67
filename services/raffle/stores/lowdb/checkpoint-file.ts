import { writeSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { writeFileAtomically } from './durable-file.ts';
import { cannotOpen, codeOf } from './journal-error.ts';

/** How far a journal has been written. */
export interface JournalState {
  /** Number of entries. */
  readonly entries: number;
  /** Hash of the last footer, 64 hexadecimal digits. */
  readonly chain: string;
}

/** The state of a journal that its checkpoint file records. */
export interface Checkpoint extends JournalState {
  /** Only of a raffle's journal: Merkle root over all entries, 64 hexadecimal digits. */
  readonly root?: string;
  /** Only while a journal is being replaced: state of the file that may still be in its place. */
  readonly or?: JournalState;
}

/** What a checkpoint file holds. */
export type StoredCheckpoint =
  | { readonly status: 'missing' | 'unreadable' }
  /** `isWhole`: the file has its full length. */
  | { readonly status: 'readable'; readonly checkpoint: Checkpoint; readonly isWhole: boolean };

/** A slot is one sector at most, because a disk writes a sector whole or not at all. */
const slotBytes = 512;
/** Offsets of the slots, on separate pages, so that no write touches both. */
const slotOffsets = [0, 4096] as const;
const fileBytes = 8192;
const slotPattern = /^raffle checkpoint 2 ([0-9a-f]{12}) ([0-9a-f]{64}) (\{.*\}) *\n$/;

interface Slot {
  readonly sequence: number;
  readonly checkpoint: Checkpoint;
}

/**
 * The file beside a journal that records its newest state. It is written after the journal's flush
 * and before the state is visible, so that a journal that loses whole batches later is noticed when
 * it is opened.
 *
 * The file has a constant length and two slots, each with its own checksum, which are written in
 * turn: a write that a power cut tears leaves the other slot readable. Writing needs no flush: after
 * a power cut the file may hold an older state, which the journal still contains.
 */
export class CheckpointFile {
  readonly path: string;
  #handle: FileHandle | undefined;
  /** Of the newest slot. The next one is written to the other slot. */
  #sequence = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws {JournalError} `unwritable`: the file exists and cannot be read. */
  async read(): Promise<StoredCheckpoint> {
    const bytes = await this.#readBytes();
    if (bytes === undefined) return { status: 'missing' };
    const newest = findNewest(bytes);
    this.#sequence = newest?.sequence ?? this.#sequence;
    return describe(bytes, newest);
  }

  /** Makes or replaces the file: it is complete and flushed before its name appears. */
  async create(checkpoint: Checkpoint): Promise<void> {
    await this.close();
    await writeFileAtomically(this.path, encodeCheckpoint(checkpoint), { isNew: false });
    this.#sequence = slotOffsets.length - 1;
    await this.open();
  }

  /** @throws {JournalError} `unwritable`. */
  async open(): Promise<void> {
    this.#handle ??= await open(this.path, 'r+').catch((cause) => {
      throw cannotOpen(this.path, cause);
    });
  }

  /** Writes the slot that does not hold the newest state, without a flush. The file must be open. */
  write(checkpoint: Checkpoint): void {
    if (this.#handle === undefined) throw new TypeError(`${this.path} is not open.`);
    const sequence = this.#sequence + 1;
    const bytes = encodeSlot({ sequence, checkpoint });
    const offset = sequence % 2 === 0 ? slotOffsets[0] : slotOffsets[1];
    let done = 0;
    while (done < bytes.length) {
      done += writeSync(this.#handle.fd, bytes, done, bytes.length - done, offset + done);
    }
    this.#sequence = sequence;
  }

  async flush(): Promise<void> {
    await this.#handle?.datasync();
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    try {
      await handle?.datasync();
    } finally {
      await handle?.close();
    }
  }

  async #readBytes(): Promise<Buffer | undefined> {
    try {
      return await readFile(this.path);
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw cannotOpen(this.path, cause);
    }
  }
}

/** The bytes of a new checkpoint file. */
export function encodeCheckpoint(checkpoint: Checkpoint): Buffer {
  const bytes = Buffer.alloc(fileBytes);
  for (const [index, offset] of slotOffsets.entries()) {
    encodeSlot({ sequence: index, checkpoint }).copy(bytes, offset);
  }
  return bytes;
}

/** Reads the bytes of a checkpoint file. */
export function decodeCheckpoint(bytes: Buffer): StoredCheckpoint {
  return describe(bytes, findNewest(bytes));
}

function findNewest(bytes: Buffer): Slot | undefined {
  const slots = slotOffsets
    .map((offset) => decodeSlot(bytes.subarray(offset, offset + slotBytes)))
    .filter((slot) => slot !== undefined);
  return slots.toSorted((left, right) => right.sequence - left.sequence)[0];
}

function describe(bytes: Buffer, newest: Slot | undefined): StoredCheckpoint {
  if (newest === undefined) return { status: 'unreadable' };
  const isWhole = bytes.length === fileBytes;
  return { status: 'readable', checkpoint: newest.checkpoint, isWhole };
}

function encodeSlot({ sequence, checkpoint }: Slot): Buffer {
  const number = sequence.toString(16).padStart(12, '0');
  const text = JSON.stringify(checkpoint);
  const checksum = hash('sha256', `${number} ${text}`, 'hex');
  const line = `raffle checkpoint 2 ${number} ${checksum} ${text}`;
  if (line.length >= slotBytes) throw new RangeError('A checkpoint is longer than its slot.');
  return Buffer.from(`${line.padEnd(slotBytes - 1)}\n`);
}

function decodeSlot(bytes: Buffer): Slot | undefined {
  const match = slotPattern.exec(bytes.toString('latin1'));
  if (match === null) return undefined;
  const [, number = '', found = '', text = ''] = match;
  if (hash('sha256', `${number} ${text}`, 'hex') !== found) return undefined;
  const checkpoint: Checkpoint = JSON.parse(text);
  return { sequence: Number.parseInt(number, 16), checkpoint };
}
