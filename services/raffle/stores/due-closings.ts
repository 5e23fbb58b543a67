import { closeIfDue } from '../domain/close-and-draw.ts';
import type { MakeSealer } from '../domain/commands.ts';
import type { Decision } from '../domain/decision.ts';
import type { Entry, RaffleClosed } from '../domain/entries.ts';
import {
  evolve,
  type deleted,
  type OpenRaffle,
  type Raffle,
  type unopened,
} from '../domain/raffle.ts';
import type { Decide } from './raffle-store.ts';

export interface ClosingOptions {
  /** Unix time in milliseconds; decides when a closing is due. Default: the system's clock. */
  readonly clock?: () => number;
  /** Seals the scheduled closings of drand raffles. */
  readonly sealer?: MakeSealer;
}

/** What follows from a command about a raffle. */
export interface DecidedChange<D extends Decision> {
  /** The entries to add: the closing that was due, and those of the command. */
  readonly entries: readonly Entry[];
  /**
   * To be called when the entries are durable. Returns the decision about the command.
   *
   * @throws What `decide` threw. The closing stands.
   */
  readonly answer: () => D;
}

/**
 * Decides a command about a raffle, after its closing if one is due.
 *
 * @param options.root Computes the log's Merkle root, 64 hexadecimal digits.
 * @throws What `decide` throws, if no closing is due. Nothing is to be added.
 */
export function decideAfterClosing<D extends Decision>(
  raffle: Raffle,
  decide: Decide<D>,
  options: ClosingOptions & { readonly root: () => string },
): DecidedChange<D> {
  const at = new Date((options.clock ?? Date.now)()).toISOString();
  // Most raffles have no announced end, and this runs in every purchase.
  const hasEnd = raffle.status === 'open' && raffle.rules.closesAt !== undefined;
  const closing = hasEnd ? findDueClosing(raffle, at, options) : undefined;
  if (closing === undefined) {
    const decision = decide(raffle, options.root, at);
    return { entries: decision.replayed ? [] : decision.entries, answer: () => decision };
  }
  try {
    const decision = decide(evolve(raffle, closing), rootAfterClosing, at);
    const entries = decision.replayed ? [closing] : [closing, ...decision.entries];
    return { entries, answer: () => decision };
  } catch (refusal) {
    return {
      entries: [closing],
      answer() {
        throw refusal;
      },
    };
  }
}

function findDueClosing(
  raffle: OpenRaffle,
  at: string,
  { sealer, root }: Parameters<typeof decideAfterClosing>[2],
): RaffleClosed | undefined {
  const makeSeal = sealer?.({ raffleId: raffle.opened.raffleId, root });
  return closeIfDue(raffle, makeSeal === undefined ? { at } : { at, makeSeal });
}

/**
 * Lets the rules refuse a command about a raffle that has no log.
 *
 * @param at As in `Decide`.
 */
export function refuse(
  decide: Decide<Decision>,
  raffle: typeof unopened | typeof deleted,
  at: string,
): never {
  decide(raffle, rootOfNoLog, at);
  throw new TypeError('Nothing can be added to a log that is not there.');
}

function rootOfNoLog(): never {
  throw new TypeError('There is no log, so it has no root.');
}

function rootAfterClosing(): never {
  throw new TypeError('A closed raffle is not sealed again.');
}
