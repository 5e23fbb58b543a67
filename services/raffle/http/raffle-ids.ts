import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import { isSameKey, type Order } from '../domain/entries.ts';
import { RuleBroken } from '../domain/rule-broken.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';

export interface Proposal {
  readonly title: string;
  readonly order: Order;
  /** What was proposed already, and taken: a deleted raffle's id is in no list. */
  readonly refused: ReadonlySet<string>;
}

/**
 * Proposes an id for a raffle that came without one. The retry of an order is given the raffle that
 * the order opened.
 */
export async function proposeId(
  raffles: RaffleStore,
  { title, order, refused }: Proposal,
): Promise<string> {
  const opened = (await raffles.list()).map((raffle) => raffle.opened);
  const earlier = opened.find((raffle) => isSameKey(raffle.order, order));
  if (earlier !== undefined) return earlier.raffle;
  return proposeRaffleId(title, new Set([...opened.map(({ raffle }) => raffle), ...refused]));
}

/**
 * Opens a raffle under the id it came with or one proposed for it. Two of one title may be proposed
 * the same id at once: then the second is proposed another.
 */
export async function openUnder<Opened>(
  id: string | undefined,
  propose: (refused: ReadonlySet<string>) => Promise<string>,
  open: (id: string) => Promise<Opened>,
): Promise<Opened> {
  if (id !== undefined) return open(id);
  const refused = new Set<string>();
  for (;;) {
    const proposed = await propose(refused);
    try {
      return await open(proposed);
    } catch (error) {
      if (!(error instanceof RuleBroken) || error.code !== 'raffle-exists') throw error;
      refused.add(proposed);
    }
  }
}
