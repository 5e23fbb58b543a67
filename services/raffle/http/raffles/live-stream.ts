import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { limits } from '../../config/limits.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { RaffleSchedule } from '../../stores/raffle-schedule.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { whenSettled } from '../limits/event-loop-turns.ts';
import { ConnectionLimiter } from '../limits/connection-limiter.ts';
import { LoopShare } from '../limits/loop-share.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { Audience, toEvent } from './audience.ts';
import { viewRaffle } from './views.ts';

/**
 * Streams raffles as server-sent events. Every event is the complete view, encoded once and sent to
 * all readers, so a reader may miss events; the last one it receives is the newest.
 *
 * A broadcast is sent to a few readers at a time. After each slice the stream pauses long enough to
 * stay within its share of the event loop, as far as other work needs it: more readers get events less
 * often, and purchases keep their speed.
 */
export class LiveStream {
  readonly #audiences = new Map<string, Audience>();
  readonly #readers = new ConnectionLimiter({
    max: limits.streamsMax,
    perNetworkMax: limits.streamsPerNetworkMax,
  });
  /** By person instead of network, so that other clients cannot use up these connections. */
  readonly #knownReaders = new ConnectionLimiter({
    max: limits.streamsMax,
    perNetworkMax: limits.streamsPerKnownPersonMax,
  });
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #store: RaffleStore;
  readonly #onFailure: (cause: unknown) => void;
  #isClosed = false;
  /** Raffles with an event to send, the next one first. */
  readonly #due = new Set<Audience>();
  #slice: NodeJS.Timeout | undefined;
  readonly #share = new LoopShare(limits.streamLoopShareMax);
  /** Earliest time of the next slice, by `performance.now()`. */
  #pausedUntil = 0;

  /**
   * @param schedule Tells when sales begin. The view is then sent again with the same version.
   * @param onFailure Receives errors of sending to readers.
   */
  constructor(
    store: RaffleStore,
    schedule: Pick<RaffleSchedule, 'subscribeToOpenings'>,
    onFailure: (cause: unknown) => void,
  ) {
    this.#store = store;
    this.#onFailure = onFailure;
    this.#unsubscribe = [
      store.subscribe((raffle) => this.#changed(raffle)),
      store.subscribeToDeletions((id) => this.#end(id)),
      schedule.subscribeToOpenings((raffle) => this.#changed(raffle)),
    ];
    this.#heartbeat = setInterval(() => void this.#beat(), limits.streamHeartbeatMs).unref();
  }

  get readerCount(): number {
    return this.#readers.inAll + this.#knownReaders.inAll;
  }

  /**
   * Sends the current view and then every change, until the client or the service disconnects.
   *
   * @param person The participant who last signed in with this browser.
   * @throws {HttpProblem} `rate-limited` if there are too many readers.
   */
  async join(
    raffle: OpenedRaffle,
    request: Request,
    response: Response,
    person?: string,
  ): Promise<void> {
    const asKnown = person === undefined ? undefined : this.#knownReaders.enterAs(person);
    const leave = asKnown ?? this.#readers.enter(request.ip ?? '');
    if (leave === undefined) {
      throw new HttpProblem(
        'rate-limited',
        'Too many live connections from your network. Poll the raffle instead.',
        {
          headers: { 'retry-after': '30' },
        },
      );
    }
    // A list, because Node keeps headers that are set by name as long as the stream is open.
    response.writeHead(200, [
      'content-type',
      'text/event-stream; charset=utf-8',
      'cache-control',
      'no-cache, no-transform',
      'x-accel-buffering',
      'no',
    ]);
    if (request.method === 'HEAD' || this.#isClosed) {
      leave();
      response.end();
      return;
    }
    // Else Node keeps the head in many small pieces as long as the stream is open.
    response.flushHeaders();
    // The state of the routers would stay in memory as long as the stream is open.
    request.next = undefined;
    const audience = this.#audienceOf(raffle);
    audience.readers.add(response);
    response.on('close', () => {
      leave();
      audience.readers.delete(response);
    });
    const current = await this.#store.find(raffle.opened.raffleId);
    if (current === undefined) this.#end(raffle.opened.raffleId);
    if (current === undefined || response.writableEnded) return;
    // A change may have been sent during the read; an older view must not follow it.
    const { latest } = audience;
    response.write(toEvent(viewRaffle(latest.version > current.version ? latest : current)));
  }

  /** Ends every stream; clients reconnect to the next process. */
  close(): void {
    this.#isClosed = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#slice);
    for (const id of this.#audiences.keys()) this.#end(id);
  }

  /** Ends the streams of one raffle. */
  #end(id: string): void {
    const audience = this.#audiences.get(id);
    this.#audiences.delete(id);
    if (audience === undefined) return;
    this.#due.delete(audience);
    for (const reader of audience.readers) reader.end();
  }

  #audienceOf(raffle: OpenedRaffle): Audience {
    const id = raffle.opened.raffleId;
    const audience = this.#audiences.get(id) ?? new Audience(raffle);
    this.#audiences.set(id, audience);
    return audience;
  }

  #changed(raffle: OpenedRaffle): void {
    const audience = this.#audiences.get(raffle.opened.raffleId);
    if (audience === undefined) return;
    audience.latest = raffle;
    if (this.#due.has(audience)) return;
    this.#due.add(audience);
    // Deferred, so that the purchases that made this change are answered first.
    this.#sendLater();
  }

  /** Sends one slice, then waits until the next one may be sent. */
  #sendSlice(): void {
    const startedAt = performance.now();
    const audience = [...this.#due].find(({ notBefore }) => notBefore <= startedAt);
    if (audience === undefined || this.#pausedUntil > startedAt) return this.#sendLater();
    // Another raffle's slice goes next, if there is one.
    this.#due.delete(audience);
    if (this.#sendRoundSafely(audience, startedAt)) this.#due.add(audience);
    whenSettled(() => {
      this.#pause(startedAt);
      this.#sendLater();
    });
  }

  #sendLater(): void {
    clearTimeout(this.#slice);
    if (this.#due.size === 0) return;
    const next = Math.min(...[...this.#due].map(({ notBefore }) => notBefore));
    const ms = Math.max(next, this.#pausedUntil) - performance.now();
    this.#slice = setTimeout(() => this.#sendSlice(), Math.max(0, Math.ceil(ms))).unref();
  }

  /** @param startedAt Start of the work that the pause compensates, by `performance.now()`. */
  #pause(startedAt: number): void {
    const now = performance.now();
    this.#pausedUntil = now + this.#share.pauseAfter(now - startedAt);
  }

  /** @returns Whether there is more to send. */
  #sendRound(audience: Audience, now: number): boolean {
    if (audience.round === undefined) {
      audience.round = { tag: audience.tag, readers: audience.readers.values() };
      audience.nextRoundAt = now + intervalMs(audience.event);
    }
    const { tag, readers } = audience.round;
    if (!this.#sendToSome(readers, audience.event)) return true;
    audience.round = undefined;
    return tag !== audience.tag;
  }

  /** Runs in a timer, where an exception would end the process. The next change is sent again. */
  #sendRoundSafely(audience: Audience, now: number): boolean {
    try {
      return this.#sendRound(audience, now);
    } catch (cause) {
      audience.round = undefined;
      this.#onFailure(cause);
      return false;
    }
  }

  async #beat(): Promise<void> {
    for (const { readers } of this.#audiences.values()) {
      const all = readers.values();
      while (!this.#sendToSome(all, heartbeat)) await nextTurn();
    }
  }

  /** @returns Whether all readers have been sent the bytes. */
  #sendToSome(readers: Iterator<Response>, bytes: Buffer): boolean {
    for (let count = 0; count < limits.streamReadersPerSlice; count += 1) {
      const { done, value: reader } = readers.next();
      if (done === true) return true;
      this.#send(reader, bytes);
    }
    return false;
  }

  /** An error of one reader must not stop the others. */
  #send(reader: Response, bytes: Buffer): void {
    try {
      if (reader.writableLength > limits.streamBacklogBytesMax) reader.destroy();
      else reader.write(bytes);
    } catch (cause) {
      reader.destroy();
      this.#onFailure(cause);
    }
  }
}

/** Least time between two events of this length. */
function intervalMs({ length }: Buffer): number {
  return Math.max(limits.streamIntervalMs, (length / limits.streamBytesPerSecondMax) * 1_000);
}

const heartbeat = Buffer.from(':\n\n');
