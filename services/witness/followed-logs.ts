import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { raffleOf } from '#proof/checkpoint.ts';
import { ProofError } from '#proof/proof-error.ts';
import { TokenBuckets } from '../raffle/http/limits/token-buckets.ts';
import { CannotFetch, fetchLogKey } from './fetch-log-key.ts';
import { newLog, type LogState } from './log-states.ts';
import { hashName, readFolder, writeJson } from './witness-folder.ts';

/** A raffle whose key is pinned, or a service of which every raffle is followed. */
const Follow = z.strictObject({
  format: z.literal('raffle-witness-follow/1'),
  /** Scheme, host and port of the service. */
  service: z.string(),
  logKey: z.optional(z.string()),
});
export type Follow = z.infer<typeof Follow>;

/** Entries that one client, and one followed service, can make this witness fetch per minute. */
const lookupsPerMinuteMax = { client: 60, service: 300 };
/** Lookups at the same time. One service that hangs leaves room for the others; it asks 8 times at once. */
const lookupsRunningMax = { all: 16, service: 8 };

/** Time that covers the resolution of a folder's change time. */
const changesMsMax = 2_000;

/** The result of looking for a log. `later`: it could not be found out now. */
export type Lookup =
  | { readonly kind: 'found'; readonly log: LogState }
  | { readonly kind: 'unknown' | 'later'; readonly reason: string };

/** Adds to what a witness follows. A running witness sees it with its next request. */
export async function addFollow(path: string, follow: Follow): Promise<void> {
  const { service, logKey } = follow;
  const name = hashName(logKey === undefined ? service : newLog(logKey).origin);
  await writeJson(join(path, 'follow', `${name}.json`), follow);
}

/** @throws {WitnessFolderError} */
export async function readFollows(path: string): Promise<Follow[]> {
  return (await readFolder(join(path, 'follow'), Follow)).map(({ value }) => value);
}

/**
 * The logs that a witness follows. A log of a followed service that is new is looked up: its first
 * entry is fetched from that service, and its key is pinned.
 */
export class FollowedLogs {
  readonly #path: string;
  readonly #now: (() => number) | undefined;
  readonly #clients: TokenBuckets;
  readonly #services: TokenBuckets;
  readonly #running = new Map<string, Promise<Lookup>>();
  #pinned: ReadonlyMap<string, LogState> = new Map();
  #followed: readonly string[] = [];
  #changedAtMs = 0;
  /** The last read of the folder, and the one that begins after it. */
  #reading = Promise.resolve();
  #nextReading: Promise<void> | undefined;

  /** @param now Monotonic clock in milliseconds. Default: `performance.now`. */
  constructor(path: string, now?: () => number) {
    this.#path = path;
    this.#now = now;
    this.#clients = this.#perMinute(lookupsPerMinuteMax.client);
    this.#services = this.#perMinute(lookupsPerMinuteMax.service);
  }

  #perMinute(burst: number): TokenBuckets {
    const now = this.#now === undefined ? {} : { now: this.#now };
    return new TokenBuckets({ burst, refillMs: 60_000, ...now });
  }

  /**
   * Finds a log of which nothing was cosigned yet.
   *
   * @param client The network of the client, for the rate limit.
   */
  async find(origin: string, client: string): Promise<Lookup> {
    await this.#refresh();
    const pinned = this.#pinned.get(origin);
    if (pinned !== undefined) return { kind: 'found', log: pinned };
    const raffle = raffleOf(origin);
    const service = this.#followed.find(
      (each) => `${new URL(each).host}/raffles/${raffle}` === origin,
    );
    if (raffle === undefined || service === undefined) {
      return { kind: 'unknown', reason: `This witness does not follow ${origin}.` };
    }
    const running = this.#running.get(origin);
    if (running !== undefined) return running;
    const host = origin.slice(0, origin.indexOf('/') + 1);
    const ofService = [...this.#running.keys()].filter((each) => each.startsWith(host));
    const isTooMany =
      this.#running.size >= lookupsRunningMax.all ||
      ofService.length >= lookupsRunningMax.service ||
      this.#clients.take(client) > 0 ||
      this.#services.take(service) > 0;
    if (isTooMany) return { kind: 'later', reason: 'Too many new logs at the same time.' };
    const lookup = lookUp({ service, raffle, origin }).finally(() => this.#running.delete(origin));
    this.#running.set(origin, lookup);
    return lookup;
  }

  /**
   * Reads the folder again after a change; two changes can have the same time. Strangers cause this, so
   * those who wait share a read, which begins after they came.
   */
  async #refresh(): Promise<void> {
    const { mtimeMs } = statSync(join(this.#path, 'follow'));
    // After a clock was set back, a change can be in the future for long.
    const isRecent = Math.abs(Date.now() - mtimeMs) < changesMsMax;
    if (mtimeMs === this.#changedAtMs && !isRecent) return;
    this.#nextReading ??= this.#reading
      .catch(() => {})
      .then(() => {
        this.#nextReading = undefined;
        return (this.#reading = this.#read(mtimeMs));
      });
    await this.#nextReading;
  }

  async #read(changedAtMs: number): Promise<void> {
    const follows = await readFollows(this.#path);
    const keys = follows.flatMap(({ logKey }) => (logKey === undefined ? [] : [newLog(logKey)]));
    this.#pinned = new Map(keys.map((log) => [log.origin, log]));
    this.#followed = follows.flatMap(({ service, logKey }) =>
      logKey === undefined ? [service] : [],
    );
    this.#changedAtMs = changedAtMs;
  }
}

async function lookUp(given: {
  readonly service: string;
  readonly raffle: string;
  readonly origin: string;
}): Promise<Lookup> {
  try {
    const logKey = await fetchLogKey(given.service, given.raffle);
    const log = newLog(logKey);
    if (log.origin === given.origin) return { kind: 'found', log };
    return { kind: 'unknown', reason: `The log at ${given.service} is ${log.origin}.` };
  } catch (error) {
    if (error instanceof ProofError) return { kind: 'unknown', reason: error.message };
    if (!(error instanceof CannotFetch)) throw error;
    return { kind: error.code === 'no-raffle' ? 'unknown' : 'later', reason: error.message };
  }
}
