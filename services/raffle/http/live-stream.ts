import type { Request, Response } from 'express';
import type { RaffleView } from '#contract/schemas.ts';
import { limits } from '../config.ts';
import type { OpenedRaffle } from '../domain/raffle.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import { networkOf } from './networks.ts';
import { ReaderCount } from './reader-count.ts';
import { Refused } from './refused.ts';
import { viewRaffle } from './views.ts';

interface Audience {
  readonly readers: Set<Response>;
  latest: OpenedRaffle;
  sentVersion: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Shows raffles live, as server-sent events. Every event is the whole view, written once and sent
 * to all, so a reader may miss any number of them; what it shows last is the newest.
 */
export class LiveStream {
  readonly #audiences = new Map<string, Audience>();
  readonly #readers = new ReaderCount({
    max: limits.streamsMax,
    perNetworkMax: limits.streamsPerNetworkMax,
  });
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unwatch: readonly (() => void)[];
  readonly #store: RaffleStore;
  #isClosed = false;

  constructor(store: RaffleStore) {
    this.#store = store;
    this.#unwatch = [
      store.watch((raffle) => this.#changed(raffle)),
      store.watchDeletions((id) => this.#end(id)),
    ];
    this.#heartbeat = setInterval(() => this.#beat(), limits.streamHeartbeatMs).unref();
  }

  get readerCount(): number {
    return this.#readers.inAll;
  }

  /** @throws {Refused} `rate-limited` where there are enough readers. */
  async join(raffle: OpenedRaffle, request: Request, response: Response): Promise<void> {
    const leave = this.#readers.enter(networkOf(request.ip ?? ''));
    if (leave === undefined) {
      throw new Refused(
        'rate-limited',
        'Too many live connections from here. Ask for the raffle now and then instead.',
        {
          headers: { 'retry-after': '30' },
        },
      );
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD' || this.#isClosed) {
      leave();
      response.end();
      return;
    }
    const audience = this.#audienceOf(raffle);
    audience.readers.add(response);
    response.on('close', () => {
      leave();
      audience.readers.delete(response);
    });
    const current = await this.#store.read(raffle.opened.raffle);
    if (current === undefined) this.#end(raffle.opened.raffle);
    if (current === undefined || response.writableEnded) return;
    // News may have come while it was read, and was sent already: what is older must not follow.
    const { latest } = audience;
    response.write(toEvent(viewRaffle(latest.version > current.version ? latest : current)));
  }

  /** Ends every stream; readers come back to whoever serves them next. */
  close(): void {
    this.#isClosed = true;
    for (const unwatch of this.#unwatch) unwatch();
    clearInterval(this.#heartbeat);
    for (const id of this.#audiences.keys()) this.#end(id);
  }

  /** Ends the streams of one raffle, and says no more of it. */
  #end(id: string): void {
    const audience = this.#audiences.get(id);
    this.#audiences.delete(id);
    clearTimeout(audience?.timer);
    for (const reader of audience?.readers ?? []) reader.end();
  }

  #audienceOf(raffle: OpenedRaffle): Audience {
    const id = raffle.opened.raffle;
    const audience = this.#audiences.get(id) ?? {
      readers: new Set<Response>(),
      latest: raffle,
      sentVersion: raffle.version,
      timer: undefined,
    };
    this.#audiences.set(id, audience);
    return audience;
  }

  #changed(raffle: OpenedRaffle): void {
    const audience = this.#audiences.get(raffle.opened.raffle);
    if (audience === undefined) return;
    audience.latest = raffle;
    if (audience.timer === undefined) this.#tell(audience);
  }

  /** Tells everybody now, and whoever has news before the interval is over waits for its end. */
  #tell(audience: Audience): void {
    const { latest, readers } = audience;
    audience.timer = undefined;
    if (audience.sentVersion === latest.version || readers.size === 0) return;
    audience.sentVersion = latest.version;
    this.#send(readers, toEvent(viewRaffle(latest)));
    audience.timer = setTimeout(() => this.#tell(audience), limits.streamIntervalMs).unref();
  }

  #beat(): void {
    for (const { readers } of this.#audiences.values()) this.#send(readers, ':\n\n');
  }

  #send(readers: ReadonlySet<Response>, text: string): void {
    for (const reader of readers) {
      if (reader.writableLength > limits.streamBacklogBytesMax) reader.destroy();
      else reader.write(text);
    }
  }
}

function toEvent(view: RaffleView): string {
  return `event: raffle\nid: ${view.version}\ndata: ${JSON.stringify(view)}\n\n`;
}
