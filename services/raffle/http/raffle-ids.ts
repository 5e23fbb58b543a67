import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import { isSameKey, type Order } from '../domain/entries.ts';
import type { Taken } from '../stores/raffle-store.ts';

export interface Opening {
  /** The id it came with. */
  readonly id: string | undefined;
  readonly title: string;
  readonly order: Order;
}

/**
 * The raffle that an order to open is about: the one it opened already, the one it names, or one
 * that is proposed for it.
 */
export function chooseRaffleId({ id, title, order }: Opening, { openings, ids }: Taken): string {
  const earlier = openings.find((opened) => isSameKey(opened.order, order));
  return earlier?.raffle ?? id ?? proposeRaffleId(title, ids);
}
