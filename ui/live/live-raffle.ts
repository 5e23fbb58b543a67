import { RaffleView } from '#contract/schemas.ts';
import { fetchRaffle, isUnknownRaffle } from './fetch-raffle.ts';
import { readEvents } from './read-events.ts';
import { Nap } from './nap.ts';

/** How patient a follower is. All in milliseconds. */
export interface LiveTimings {
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** How often to ask while the stream is lost. */
  readonly pollMs: number;
  /** A stream that says nothing for this long is dead. The service has a heartbeat every 15 s. */
  readonly silenceMs: number;
}

export const defaultLiveTimings: LiveTimings = {
  timeoutMs: 10_000,
  pollMs: 5000,
  silenceMs: 35_000,
};

/** What is known about a raffle, and how sure that is. */
export type RaffleNews =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'unknown-raffle' }
  | { readonly kind: 'unreachable' }
  /** It was a rehearsal, and it is gone for good. */
  | { readonly kind: 'deleted' }
  | KnownRaffle;

export interface KnownRaffle {
  readonly kind: 'known';
  readonly raffle: RaffleView;
  /** `live`: told as it happens. `polled`: asked every few seconds. `stale`: as it was. */
  readonly freshness: 'live' | 'polled' | 'stale';
  /** When the service last said so, in Unix milliseconds. */
  readonly confirmedAt: number;
  /** How far the service's clock is ahead of this device's, in milliseconds, within a second or so. */
  readonly clockAheadMs: number;
}

/** A `Date` header leaves out the fraction of its second. */
const clockStepMs = 1000;

/**
 * Follows a raffle: by its event stream, and while that is lost by asking now and then. It never
 * guesses; what it cannot confirm it calls stale.
 */
export class LiveRaffle {
  readonly #url: string;
  readonly #timings: LiveTimings;
  readonly #listeners = new Set<() => void>();
  readonly #nap = new Nap();
  #news: RaffleNews = { kind: 'connecting' };
  #etag: string | undefined;
  #clockAheadMs = 0;
  #stop: AbortController | undefined;
  #stream: AbortController | undefined;

  constructor(options: { serviceUrl: string; raffleId: string; timings: LiveTimings }) {
    const path = `/api/raffles/${encodeURIComponent(options.raffleId)}`;
    this.#url = new URL(path, options.serviceUrl).href;
    this.#timings = options.timings;
  }

  readonly getNews = (): RaffleNews => this.#news;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @returns Ends it: no request, timer or listener is left. */
  start(): () => void {
    const stop = new AbortController();
    this.#stop = stop;
    const { signal } = stop;
    const wake = () => this.#nap.wake();
    window.addEventListener('online', wake, { signal });
    window.addEventListener('offline', () => this.#loseStream(), { signal });
    document.addEventListener('visibilitychange', wake, { signal });
    void this.#follow(signal);
    return () => {
      stop.abort();
      this.#stream?.abort();
      this.#nap.wake();
    };
  }

  /** Takes a view that came with another answer. It counts only where it is newer. */
  offer(raffle: RaffleView): void {
    if (this.#news.kind !== 'known' || raffle.version <= this.#news.raffle.version) return;
    this.#tell({ ...this.#news, raffle });
  }

  async #follow(signal: AbortSignal): Promise<void> {
    for (let round = 1; !signal.aborted; round += 1) {
      // The stream is tried at rounds 1, 2, 4, 8 and every 8th: soon at first, then with patience.
      const isStreamRound = round % 8 === 0 || [1, 2, 4].includes(round);
      if (isStreamRound && (await this.#followStream(signal))) round = 0;
      if (signal.aborted) return;
      await this.#poll(signal);
      if (this.#news.kind === 'deleted') return;
      await this.#nap.sleep(this.#timings.pollMs * (0.8 + 0.4 * Math.random()));
    }
  }

  /** @returns Whether the stream told anything before it ended. */
  async #followStream(signal: AbortSignal): Promise<boolean> {
    const stream = new AbortController();
    this.#stream = stream;
    let hasTold = false;
    let watchdog = setTimeout(() => stream.abort(), this.#timings.timeoutMs);
    try {
      const reply = await fetch(`${this.#url}/stream`, {
        headers: { accept: 'text/event-stream' },
        signal: AbortSignal.any([signal, stream.signal]),
        credentials: 'omit',
        cache: 'no-store',
      });
      if (reply.status === 404 && isUnknownRaffle(await reply.json())) this.#tellUnknownRaffle();
      if (!reply.ok || reply.body === null) return false;
      this.#readClock(reply.headers.get('date'));
      for await (const { event, data } of readEvents(reply.body)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => stream.abort(), this.#timings.silenceMs);
        if (event === 'raffle') {
          this.#accept(RaffleView.parse(JSON.parse(data!)), 'live');
          hasTold = true;
        } else if (hasTold) this.#confirm('live');
      }
    } catch {
      // Refused, cut off, silent, or not a stream: polling says which.
    } finally {
      clearTimeout(watchdog);
    }
    return hasTold;
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(this.#timings.timeoutMs);
    try {
      const answer = await fetchRaffle(this.#url, {
        etag: this.#etag,
        signal: AbortSignal.any([signal, timeout]),
      });
      if (answer.kind === 'unknown-raffle') this.#tellUnknownRaffle();
      else this.#readClock(answer.date);
      if (answer.kind === 'unchanged') this.#confirm('polled');
      if (answer.kind === 'raffle') {
        this.#etag = answer.etag;
        this.#accept(answer.raffle, 'polled');
      }
    } catch {
      if (!signal.aborted) this.#tellSilence();
    }
  }

  #loseStream(): void {
    this.#stream?.abort();
    this.#tellSilence();
  }

  #accept(raffle: RaffleView, freshness: 'live' | 'polled'): void {
    const known = this.#news.kind === 'known' ? this.#news.raffle : undefined;
    // Another process may be a moment behind; another opening is another raffle under the same id.
    const isOlder =
      known !== undefined && raffle.openedAt === known.openedAt && raffle.version < known.version;
    const latest = isOlder ? known : raffle;
    const clockAheadMs = this.#clockAheadMs;
    this.#tell({ kind: 'known', raffle: latest, freshness, confirmedAt: Date.now(), clockAheadMs });
  }

  #confirm(freshness: 'live' | 'polled'): void {
    if (this.#news.kind !== 'known') return;
    const clockAheadMs = this.#clockAheadMs;
    this.#tell({ ...this.#news, freshness, confirmedAt: Date.now(), clockAheadMs });
  }

  #tellSilence(): void {
    if (this.#news.kind === 'known') this.#tell({ ...this.#news, freshness: 'stale' });
    else this.#tell({ kind: 'unreachable' });
  }

  #tellUnknownRaffle(): void {
    if (this.#news.kind !== 'known') this.#tell({ kind: 'unknown-raffle' });
    else if (this.#news.raffle.rehearsal === true) this.#tell({ kind: 'deleted' });
    // A real raffle does not go away: whoever says so is mistaken.
    else this.#tellSilence();
  }

  /** What differs by no more than such a header leaves open stays, so that no countdown jumps. */
  #readClock(date: string | null): void {
    const aheadMs = Date.parse(date ?? '') + clockStepMs / 2 - Date.now();
    if (Math.abs(aheadMs - this.#clockAheadMs) > clockStepMs) this.#clockAheadMs = aheadMs;
  }

  #tell(news: RaffleNews): void {
    if (this.#stop?.signal.aborted === true) return;
    this.#news = news;
    for (const listener of this.#listeners) listener();
  }
}
