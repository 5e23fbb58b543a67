import AsyncLock from 'async-lock';
import { cosign } from '#proof/cosignature.ts';
import { formatNote, readNoteText, readSignaturesBy } from '#proof/signed-note.ts';
import {
  isFork,
  readAddCheckpoint,
  refuseCheckpoint,
  type AddCheckpoint,
  type Refusal,
} from './add-checkpoint.ts';
import type { FollowedLogs } from './followed-logs.ts';
import type { LogState, LogStates } from './log-states.ts';
import { logsMax, type WitnessSigner } from './witness-folder.ts';

/** Requests about one log that may wait for each other. */
const waitingMax = 16;
/** A clock that is set back by more must be looked at by a person. */
const clockBackSecondsMax = 60;

export type Reply = { readonly status: 200; readonly body: string } | Refusal;

export interface WitnessDependencies {
  readonly signer: WitnessSigner;
  readonly logs: LogStates;
  readonly followed: FollowedLogs;
  /** Unix seconds. Default: the clock. */
  readonly now?: () => number;
  /** Signs although the clock is behind what was cosigned before this start. */
  readonly isClockTrusted?: boolean;
  /** Runs when a log's key signed two histories. */
  readonly onFork?: (log: LogState, request: AddCheckpoint) => Promise<void>;
}

/** A witness: cosigns checkpoints, and never two that contradict each other. @see C2SP tlog-witness. */
export class Witness {
  readonly #given: WitnessDependencies;
  readonly #now: () => number;
  readonly #lock = new AsyncLock({ maxPending: waitingMax });
  #lastTime: number;

  constructor(given: WitnessDependencies) {
    this.#given = given;
    this.#now = given.now ?? (() => Math.floor(Date.now() / 1000));
    // A computer can start with an old time. What it signed then would seem to be in time.
    this.#lastTime = given.isClockTrusted === true ? 0 : given.logs.lastTime(given.signer.key);
  }

  /** Seconds by which the clock is behind the last cosignature; 0 if this witness signs. */
  get secondsBehind(): number {
    const seconds = this.#lastTime - this.#now();
    return seconds > clockBackSecondsMax ? seconds : 0;
  }

  /**
   * Takes a checkpoint. It is on disk before the cosignature is returned.
   *
   * @param client The network of the client, for rate limits.
   */
  async addCheckpoint(body: string, client: string): Promise<Reply> {
    const request = readAddCheckpoint(body);
    if ('status' in request) return request;
    const { origin } = request.checkpoint;
    const lookup = await this.#find(origin, client);
    if ('status' in lookup) return lookup;
    let isStarted = false;
    try {
      // Two requests that see one state could cosign two histories.
      return await this.#lock.acquire(origin, () => {
        isStarted = true;
        return this.#cosign(request, lookup);
      });
    } catch (error) {
      if (isStarted) throw error;
      return { status: 503, reason: 'Too many requests about this log.' };
    }
  }

  /** The last checkpoint of a log that was cosigned. @param hash Of its origin, lower-case hexadecimal. */
  checkpoint(hash: string): string | undefined {
    return this.#given.logs.findByHash(hash)?.note;
  }

  async #find(origin: string, client: string): Promise<LogState | Refusal> {
    const { logs, followed } = this.#given;
    const known = logs.find(origin);
    if (known !== undefined) return known;
    if (logs.size >= logsMax) return { status: 503, reason: 'This witness has too many logs.' };
    const lookup = await followed.find(origin, client);
    if (lookup.kind === 'found') return lookup.log;
    return { status: lookup.kind === 'later' ? 503 : 404, reason: lookup.reason };
  }

  /** Runs alone for each log. */
  async #cosign(request: AddCheckpoint, found: LogState): Promise<Reply> {
    const { signer, logs, onFork } = this.#given;
    // Another request may have cosigned since this one was found.
    const log = logs.find(found.origin) ?? found;
    const refusal = refuseCheckpoint(request, log);
    const isSigned = refusal?.status !== 403;
    if (isSigned && log.note !== undefined && isFork(request, log.head)) {
      await onFork?.(log, request);
    }
    if (refusal !== undefined) return refusal;
    const time = this.#time();
    if (time === undefined) return { status: 503, reason: 'The clock was set back.' };
    const text = readNoteText(request.note);
    const line = cosign(text, { ...signer, time });
    const [signature] = readSignaturesBy(request.note, log.key).signatures;
    await logs.store(log, formatNote(text, log.key, signature!) + line);
    return { status: 200, body: line };
  }

  /** Never earlier than a time signed before; undefined if the clock was set back by more than a minute. */
  #time(): number | undefined {
    if (this.secondsBehind > 0) return undefined;
    this.#lastTime = Math.max(this.#now(), this.#lastTime);
    return this.#lastTime;
  }
}
