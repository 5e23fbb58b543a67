import { rehearsePurchase } from '../domain/decide.ts';
import type { Order, TicketSold } from '../domain/entries.ts';
import { RuleBroken } from '../domain/rule-broken.ts';
import { digestIdempotencyKey, type Pseudonyms } from '../identity/pseudonyms.ts';
import type { Outcome, RaffleStore } from '../stores/raffle-store.ts';
import { StoreUnavailable } from '../stores/store-unavailable.ts';

export interface RehearseParts {
  readonly raffles: RaffleStore;
  readonly pseudonyms: Pseudonyms;
}

export interface RehearseWish {
  readonly tickets: number;
  readonly perPersonLimit: number;
  readonly order: NonNullable<Order>;
  /** Whether somebody still waits for the answer. If not, what was taken stays, the rest is left. */
  readonly isAwaited: () => boolean;
}

export interface Rehearsal {
  /** How many tickets the order's buyers have. */
  readonly taken: number;
  /** Whether they had them all before. */
  readonly replayed: boolean;
}

/** So many buy at once. Whoever else buys comes between two such groups, and so does all reading. */
const groupSize = 100;

/**
 * Has made-up participants buy tickets of a rehearsal: so many, or what is left. The order names
 * them, so an order that is repeated finds them there and goes on where it stopped.
 *
 * @throws {RuleBroken} the rules refuse, and no ticket was taken.
 * @throws {StoreUnavailable} some may have been taken; the message says how many are known.
 */
export async function rehearse(
  { raffles, pseudonyms }: RehearseParts,
  id: string,
  wish: RehearseWish,
): Promise<Rehearsal> {
  const { order, isAwaited } = wish;
  const name = digestIdempotencyKey(`${order.keyid} ${order.idempotencyKey ?? order.signature}`);
  const key = digestIdempotencyKey(`${name} ${order.body}`);
  const quantities = shareOut(wish);
  let so: Rehearsal = { taken: 0, replayed: true };
  // The first buyer goes alone: they tell whether the order is new, or was another under this key.
  let [start, end] = [0, 1];
  for (; start < quantities.length && isAwaited(); [start, end] = [end, end + groupSize]) {
    const buying = quantities.slice(start, end).map((quantity, index) => {
      const holder = pseudonyms.madeUpHolder(id, `${name}/${start + index}`);
      const at = new Date().toISOString();
      const command = { type: 'RehearsePurchase', holder, key, quantity, at } as const;
      return raffles.change(id, (raffle) => rehearsePurchase(command, raffle));
    });
    const outcomes = await Promise.allSettled(buying);
    so = outcomes.reduce(count, so);
    const refusal = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refusal === undefined) continue;
    if (so.taken > 0 && isEnd(refusal.reason)) break;
    throw explain(refusal.reason, so);
  }
  return so;
}

/** One ticket, two tickets, in turn, as far as the cap lets them and until all are given out. */
function shareOut({ tickets, perPersonLimit }: RehearseWish): number[] {
  const quantities: number[] = [];
  for (let left = tickets; left > 0; left -= quantities.at(-1)!) {
    quantities.push(Math.min(1 + (quantities.length % 2), perPersonLimit, left));
  }
  return quantities;
}

function count(so: Rehearsal, outcome: PromiseSettledResult<Outcome<TicketSold>>): Rehearsal {
  if (outcome.status === 'rejected') return so;
  const { entries, replayed } = outcome.value;
  return { taken: so.taken + entries.length, replayed: so.replayed && replayed };
}

/** Nothing is left, or sales have ended: more cannot be taken, and that is an answer. */
function isEnd(reason: unknown): boolean {
  return reason instanceof RuleBroken && ['sold-out', 'raffle-closed'].includes(reason.code);
}

function explain(reason: unknown, { taken }: Rehearsal): unknown {
  if (!(reason instanceof StoreUnavailable) || taken === 0) return reason;
  return new StoreUnavailable(
    reason.code,
    `Interrupted after ${taken} tickets. Ask again with the same Idempotency-Key for the rest.`,
    { cause: reason },
  );
}
