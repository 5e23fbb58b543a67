import type { Response } from 'express';
import type { RaffleView } from '#contract/raffles.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import { tagView, viewRaffle } from './views.ts';

/** The readers of one raffle's stream, and what they are to be sent. */
export class Audience {
  readonly readers = new Set<Response>();
  latest: OpenedRaffle;
  /** Earliest start of the next broadcast, by `performance.now()`. */
  nextRoundAt = 0;
  /** The broadcast in progress. `tag` names the view that is sent. */
  round: { readonly tag: string; readonly readers: Iterator<Response> } | undefined;
  /** The event of one view, encoded once for all readers. */
  #encoded: { readonly tag: string; readonly bytes: Buffer } | undefined;

  constructor(raffle: OpenedRaffle) {
    this.latest = raffle;
  }

  /** Earliest time of the next slice: a broadcast in progress does not wait for the next one. */
  get notBefore(): number {
    return this.round === undefined ? this.nextRoundAt : 0;
  }

  /** The current view, as `tagView` names it: sales begin without a new version. */
  get tag(): string {
    return tagView(this.latest);
  }

  /** The current view as an event. */
  get event(): Buffer {
    const now = Date.now();
    const tag = tagView(this.latest, now);
    if (this.#encoded?.tag !== tag) {
      this.#encoded = { tag, bytes: Buffer.from(toEvent(viewRaffle(this.latest, now))) };
    }
    return this.#encoded.bytes;
  }
}

/** Encodes a view as a server-sent event. */
export function toEvent(view: RaffleView): string {
  return `event: raffle\nid: ${view.version}\ndata: ${JSON.stringify(view)}\n\n`;
}
