import { join } from 'node:path';
import * as z from 'zod/mini';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { readCosignatures } from '#proof/cosignature.ts';
import {
  type WitnessKey,
  parseVerifierKey,
  readNoteText,
  type VerifierKey,
} from '#proof/signed-note.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { emptyHead } from './add-checkpoint.ts';
import { hashName, readFolder, WitnessFolderError, writeJson } from './witness-folder.ts';

const StoredLog = z.strictObject({
  format: z.literal('raffle-witness-log/1'),
  origin: z.string(),
  logKey: z.string(),
  /** The last checkpoint that was cosigned, with the log's signature and the cosignature. */
  checkpoint: z.string(),
});

/** A log that this witness knows. */
export interface LogState {
  readonly origin: string;
  readonly logKey: string;
  readonly key: VerifierKey;
  readonly head: TreeHead;
  /** The last checkpoint that was cosigned; undefined before the first. */
  readonly note: string | undefined;
}

/** A log whose key is known and of which nothing was cosigned yet. */
export function newLog(logKey: string): LogState {
  const key = parseVerifierKey(logKey);
  return { origin: key.name, logKey, key, head: emptyHead, note: undefined };
}

/** The last checkpoint of each log, in one file per log. */
export class LogStates {
  readonly #folder: string;
  /** By the hash of the origin. */
  readonly #logs: Map<string, LogState>;

  private constructor(folder: string, logs: Map<string, LogState>) {
    this.#folder = folder;
    this.#logs = logs;
  }

  /** @throws {WitnessFolderError} `missing`, `damaged`: no log's state is ever guessed. */
  static async open(path: string): Promise<LogStates> {
    const folder = join(path, 'logs');
    const logs = new Map<string, LogState>();
    for (const { name, value } of await readFolder(folder, StoredLog)) {
      const hash = hashName(value.origin);
      if (name !== `${hash}.json`) throw misnamed(join(folder, name), value.origin);
      logs.set(hash, readState(value));
    }
    return new LogStates(folder, logs);
  }

  /** The latest time in a cosignature of this key, Unix seconds; 0 before the first. */
  lastTime(key: WitnessKey): number {
    return [...this.#logs.values()].reduce((last, { note }) => {
      // What this witness stored it has signed itself.
      const own = note === undefined ? [] : readCosignatures(note, key, () => true);
      return Math.max(last, ...own.map(({ time }) => time));
    }, 0);
  }

  get size(): number {
    return this.#logs.size;
  }

  find(origin: string): LogState | undefined {
    return this.#logs.get(hashName(origin));
  }

  /** @param hash Of the origin, lower-case hexadecimal. */
  findByHash(hash: string): LogState | undefined {
    return this.#logs.get(hash);
  }

  /** Resolves when the checkpoint is on disk; only then it is the log's state. */
  async store(log: LogState, note: string): Promise<void> {
    const { origin, logKey } = log;
    const hash = hashName(origin);
    const stored = { format: 'raffle-witness-log/1', origin, logKey, checkpoint: note } as const;
    const next = readState(stored);
    await writeJson(join(this.#folder, `${hash}.json`), stored);
    this.#logs.set(hash, next);
  }
}

/** A copy of a state may be an older one, and a witness that goes on from it would sign two histories. */
function misnamed(file: string, origin: string): WitnessFolderError {
  return new WitnessFolderError(
    'damaged',
    `${file} is not the file of ${origin}, which has its own name. Remove copies, and never put an older one back.`,
  );
}

function readState({ origin, logKey, checkpoint }: z.infer<typeof StoredLog>): LogState {
  const log = newLog(logKey);
  const head = parseCheckpoint(readNoteText(checkpoint));
  if (log.origin === origin && head.origin === origin) return { ...log, head, note: checkpoint };
  throw new WitnessFolderError('damaged', `The stored state of ${origin} names another log.`);
}
