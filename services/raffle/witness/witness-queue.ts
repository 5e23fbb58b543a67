/** When to ask again: after the interval, sooner, or not before the log has grown. */
export type Again = 'later' | 'soon' | 'never';

export interface WitnessQueueOptions {
  /** Asks about one raffle. It must not throw. */
  readonly ask: (raffle: string) => Promise<Again>;
  /** Minimum time from one request about a raffle to the next, but for urgent ones. */
  readonly intervalMs: number;
  /** Delay of the next request after `soon`. */
  readonly soonMs: number;
  /** Concurrent requests; urgent ones may be twice as many. */
  readonly concurrency: number;
}

interface Raffle {
  state: 'idle' | 'waiting' | 'ready' | 'asking';
  timer: NodeJS.Timeout | undefined;
  /** When it was asked about last, by `performance.now()`. */
  askedAt: number;
  /** Whether the log has grown since the request that is running was made. */
  isBehind: boolean;
  isUrgent: boolean;
  /** Failed requests in a row. */
  failures: number;
}

/** After failures in a row the interval doubles up to this. */
const intervalMsMax = 600_000;

/**
 * When one witness is asked about which raffle: about a raffle at most once in an interval, and a
 * bounded number at the same time. What waits is an id per raffle, however often its log grows.
 */
export class WitnessQueue {
  readonly #options: WitnessQueueOptions;
  readonly #raffles = new Map<string, Raffle>();
  readonly #urgent = new Set<string>();
  readonly #ready = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;

  constructor(options: WitnessQueueOptions) {
    this.#options = options;
  }

  /**
   * Notes that the log of a raffle has grown. Runs after every change, so it does little.
   *
   * @param isUrgent Whether to ask at once, even if the last request was a moment ago.
   */
  note(id: string, isUrgent: boolean): void {
    if (this.#isStopped) return;
    const raffle = this.#raffles.get(id) ?? this.#add(id);
    if (raffle.state === 'asking') {
      raffle.isBehind = true;
      raffle.isUrgent ||= isUrgent;
    } else if (isUrgent || raffle.state === 'idle') {
      const { intervalMs } = this.#options;
      this.#wait(id, raffle, { isUrgent, ms: isUrgent ? 0 : this.#untilNext(raffle, intervalMs) });
    }
  }

  forget(id: string): void {
    clearTimeout(this.#raffles.get(id)?.timer);
    this.#raffles.delete(id);
    this.#urgent.delete(id);
    this.#ready.delete(id);
  }

  /** Waits for the requests that are running. The caller aborts them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const id of this.#raffles.keys()) this.forget(id);
    await Promise.all(this.#running);
  }

  #add(id: string): Raffle {
    const raffle: Raffle = {
      state: 'idle',
      timer: undefined,
      askedAt: -Infinity,
      isBehind: false,
      isUrgent: false,
      failures: 0,
    };
    this.#raffles.set(id, raffle);
    return raffle;
  }

  #untilNext({ askedAt }: Raffle, intervalMs: number): number {
    return Math.max(0, askedAt + intervalMs - performance.now());
  }

  #wait(
    id: string,
    raffle: Raffle,
    { isUrgent, ms }: { readonly isUrgent: boolean; readonly ms: number },
  ): void {
    clearTimeout(raffle.timer);
    this.#urgent.delete(id);
    this.#ready.delete(id);
    raffle.state = 'waiting';
    const enqueue = () => {
      raffle.state = 'ready';
      (isUrgent ? this.#urgent : this.#ready).add(id);
      this.#work();
    };
    // A timer in any case: the caller may be a purchase.
    raffle.timer = setTimeout(enqueue, ms).unref();
  }

  #work(): void {
    const { concurrency } = this.#options;
    for (;;) {
      const max = this.#urgent.size > 0 ? 2 * concurrency : concurrency;
      const [id] = this.#urgent.size > 0 ? this.#urgent : this.#ready;
      if (id === undefined || this.#running.size >= max) return;
      this.#urgent.delete(id);
      this.#ready.delete(id);
      const raffle = this.#raffles.get(id);
      if (raffle === undefined) continue;
      const run = this.#ask(id, raffle).finally(() => {
        this.#running.delete(run);
        this.#work();
      });
      this.#running.add(run);
    }
  }

  async #ask(id: string, raffle: Raffle): Promise<void> {
    const { ask, soonMs, intervalMs } = this.#options;
    Object.assign(raffle, { state: 'asking', isBehind: false, isUrgent: false });
    raffle.askedAt = performance.now();
    const again = await ask(id);
    if (this.#raffles.get(id) !== raffle) return;
    raffle.state = 'idle';
    raffle.failures = again === 'never' ? 0 : raffle.failures + 1;
    if (raffle.isUrgent) this.#wait(id, raffle, { isUrgent: true, ms: 0 });
    else if (again === 'soon') this.#wait(id, raffle, { isUrgent: true, ms: soonMs });
    else if (again === 'later' || raffle.isBehind) {
      const max = Math.max(intervalMs, intervalMsMax);
      const slowedMs = Math.min(intervalMs * 2 ** Math.max(0, raffle.failures - 1), max);
      this.#wait(id, raffle, { isUrgent: false, ms: this.#untilNext(raffle, slowedMs) });
    }
  }
}
