import { readEvents } from '#contract/event-stream.ts';
import { ProblemDetails } from '#contract/problem-details.ts';
import { RaffleView } from '#contract/raffles.ts';
import { DisplayedRaffle } from './displayed-raffle.ts';
import type { LiveTimings, RaffleState } from './raffle-state.ts';
import { shareStream, type StreamMessage } from './shared-stream.ts';

export interface LiveRaffleOptions {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly timings: LiveTimings;
  /** Called with each new state while it is started. */
  readonly onState: (state: RaffleState) => void;
}

/**
 * Follows a raffle: by its event stream, and by polling while there is no stream. What the service
 * does not confirm is called stale.
 */
export class LiveRaffle {
  readonly #url: string;
  readonly #timings: LiveTimings;
  readonly #displayed: DisplayedRaffle;
  #etag: string | undefined;
  #stream: AbortController | undefined;
  /** Ends the pause between two polls. */
  #wake = () => {};

  constructor({ serviceUrl, raffleId, timings, onState }: LiveRaffleOptions) {
    this.#url = new URL(`/api/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href;
    this.#timings = timings;
    this.#displayed = new DisplayedRaffle({ revealMs: timings.revealMs, onState });
  }

  get state(): RaffleState {
    return this.#displayed.state;
  }

  /** Takes a snapshot that came with another reply, if it is newer. */
  applySnapshot(raffle: RaffleView): void {
    this.#displayed.applySnapshot(raffle);
  }

  /** @returns Stops it: no request, timer or listener is left. It can be started again. */
  start(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const wake = () => this.#wake();
    window.addEventListener('online', wake, { signal });
    window.addEventListener('offline', () => this.#loseConnection(), { signal });
    document.addEventListener('visibilitychange', wake, { signal });
    this.#displayed.startTimer();
    void this.#follow(signal);
    return () => {
      stop.abort();
      this.#displayed.stopTimer();
      this.#wake();
      this.#displayed.setDisconnected();
    };
  }

  async #follow(signal: AbortSignal): Promise<void> {
    for (let round = 1; !signal.aborted; round += 1) {
      // The stream is tried in rounds 1, 2, 4, 8 and every 8th.
      const isStreamRound = round % 8 === 0 || [1, 2, 4].includes(round);
      if (isStreamRound && (await this.#followSharedStream(signal))) round = 0;
      if (signal.aborted) return;
      await this.#poll(signal);
      if (this.state.status === 'deleted') return;
      await this.#pause(this.#timings.pollMs * (0.8 + 0.4 * Math.random()));
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }

  /** @returns Whether there was any message before it ended. */
  async #followSharedStream(signal: AbortSignal): Promise<boolean> {
    const stream = new AbortController();
    this.#stream = stream;
    return shareStream({
      name: `raffle-stream ${this.#url}`,
      signal: AbortSignal.any([signal, stream.signal]),
      silenceMs: this.#timings.silenceMs,
      lead: async (send) => this.#followStream(signal, send),
      join: async () => this.#poll(signal),
      onMessage: ({ raffle, isNew }) => {
        if (signal.aborted) return;
        const view = RaffleView.safeParse(raffle);
        if (view.success) this.#displayed.accept(view.data, { freshness: 'live', isNew });
        else this.#displayed.confirm('live');
      },
    });
  }

  /** @returns Whether there was any event before it ended. */
  async #followStream(
    signal: AbortSignal,
    send: (message: StreamMessage) => void,
  ): Promise<boolean> {
    const stream = new AbortController();
    this.#stream = stream;
    let hasEvent = false;
    let watchdog = setTimeout(() => stream.abort(), this.#timings.timeoutMs);
    const askedAt = Date.now();
    try {
      const reply = await fetch(`${this.#url}/stream`, {
        headers: { accept: 'text/event-stream' },
        signal: AbortSignal.any([signal, stream.signal]),
        // A signed-in browser has its own limit of streams, apart from others on its network.
        credentials: 'same-origin',
        cache: 'no-store',
      });
      if (reply.status === 404 && isUnknownRaffle(await reply.json())) {
        this.#displayed.setUnknownRaffle();
      }
      if (!reply.ok || reply.body === null) return false;
      this.#displayed.clock.readDate(reply.headers.get('date'), askedAt);
      for await (const event of readEvents(reply.body)) {
        if (signal.aborted) break;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => stream.abort(), this.#timings.silenceMs);
        if (event?.event === 'raffle') {
          const raffle = RaffleView.parse(JSON.parse(event.data));
          this.#displayed.accept(raffle, { freshness: 'live', isNew: hasEvent });
          send({ raffle, isNew: hasEvent });
          hasEvent = true;
        } else if (hasEvent) {
          this.#displayed.confirm('live');
          send({ isNew: false });
        }
      }
    } catch {
      // Refused, aborted, silent or no stream: the next poll sets the state.
    } finally {
      clearTimeout(watchdog);
    }
    return hasEvent;
  }

  /**
   * Requests the raffle once. With the ETag of the known version, an unchanged raffle needs no body.
   * (From another origin the ETag cannot be read, so no header is sent that needs a preflight.)
   */
  async #poll(signal: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(this.#timings.timeoutMs);
    const askedAt = Date.now();
    try {
      const reply = await fetch(this.#url, {
        headers: this.#etag === undefined ? {} : { 'if-none-match': this.#etag },
        signal: AbortSignal.any([signal, timeout]),
        credentials: 'omit',
        cache: 'no-store',
      });
      const date = reply.headers.get('date');
      const body: unknown = reply.status === 304 ? undefined : await reply.json();
      if (signal.aborted) return;
      if (isUnknownRaffle(body)) {
        this.#displayed.setUnknownRaffle();
        return;
      }
      const raffle = reply.status === 304 ? undefined : RaffleView.parse(body);
      this.#displayed.clock.readDate(date, askedAt);
      if (raffle === undefined) {
        this.#displayed.confirm('polled');
      } else {
        this.#etag = reply.headers.get('etag') ?? undefined;
        this.#displayed.accept(raffle, { freshness: 'polled', isNew: false });
      }
    } catch {
      if (!signal.aborted) this.#displayed.setUnreachable();
    }
  }

  #loseConnection(): void {
    this.#stream?.abort();
    this.#displayed.setUnreachable();
  }
}

function isUnknownRaffle(body: unknown): boolean {
  const problem = ProblemDetails.safeParse(body);
  return problem.success && problem.data.code === 'raffle-not-found';
}
