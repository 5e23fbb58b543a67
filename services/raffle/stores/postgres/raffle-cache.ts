import type { RaffleQueue } from './raffle-queue.ts';

export interface RaffleCacheOptions {
  /** Milliseconds after its last use until a raffle leaves the memory. Default: 15 minutes. */
  readonly idleMsMax?: number;
  /**
   * Entries of all raffles in memory, about 300 bytes each, from which on those used longest ago leave it. Default:
   * 1,000,000.
   */
  readonly entriesMax?: number;
}

/** Of ids too that no raffle has, while the database does not say so. */
const queuesMax = 20_000;

interface Used {
  readonly queue: RaffleQueue;
  usedAt: number;
}

const trimMs = 30_000;

/** The raffles that this process uses. A raffle that leaves the memory is read again when it is needed. */
export class RaffleCache {
  readonly #options: RaffleCacheOptions;
  readonly #makeQueue: (raffleId: string) => RaffleQueue;
  /** The one used last is at the end. */
  readonly #used = new Map<string, Used>();
  readonly #timer: NodeJS.Timeout;

  constructor(makeQueue: (raffleId: string) => RaffleQueue, options: RaffleCacheOptions) {
    this.#makeQueue = makeQueue;
    this.#options = options;
    this.#timer = setInterval(() => this.trim(), trimMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get(raffleId: string): RaffleQueue {
    const queue = this.#used.get(raffleId)?.queue ?? this.#makeQueue(raffleId);
    this.#used.delete(raffleId);
    this.#used.set(raffleId, { queue, usedAt: performance.now() });
    if (this.#used.size > queuesMax) this.trim();
    return queue;
  }

  /** Forgets a raffle that does not exist. */
  forget(raffleId: string): void {
    this.#used.delete(raffleId);
  }

  /** Number of entries in memory, of all raffles. */
  get entryCount(): number {
    let count = 0;
    for (const { queue } of this.#used.values()) count += queue.stored.copy?.state.version ?? 0;
    return count;
  }

  /** Gives the memory of raffles back that were not used for long, or that are too many. */
  trim(): void {
    const { idleMsMax = 15 * 60_000, entriesMax = 1_000_000 } = this.#options;
    const oldest = performance.now() - idleMsMax;
    let count = this.entryCount;
    for (const [raffleId, { queue, usedAt }] of this.#used) {
      const isFull = count > entriesMax || this.#used.size > queuesMax;
      if (usedAt > oldest && !isFull) return;
      if (!queue.isIdle) continue;
      count -= queue.stored.copy?.state.version ?? 0;
      this.#used.delete(raffleId);
    }
  }
}
