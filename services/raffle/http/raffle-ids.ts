import { isSameKey, type Order } from '../domain/entries.ts';
import { RuleBroken } from '../domain/rule-broken.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';

const slugLengthMax = 40;

/**
 * Proposes an id for a raffle that came without one: its title in letters and digits, numbered
 * where that is taken. The retry of an order is given the raffle that the order opened.
 */
export async function proposeId(
  raffles: RaffleStore,
  title: string,
  order: Order,
): Promise<string> {
  const opened = (await raffles.list()).map((raffle) => raffle.opened);
  const earlier = opened.find((raffle) => isSameKey(raffle.order, order));
  if (earlier !== undefined) return earlier.raffle;
  const slug = slugify(title);
  const taken = new Set(opened.map(({ raffle }) => raffle));
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`;
  return id;
}

/**
 * Opens a raffle under the id it came with or one proposed for it. Two of one title may be proposed
 * the same id at once: then the second is proposed another.
 */
export async function openUnder<Opened>(
  id: string | undefined,
  propose: () => Promise<string>,
  open: (id: string) => Promise<Opened>,
): Promise<Opened> {
  if (id !== undefined) return open(id);
  for (;;) {
    try {
      return await open(await propose());
    } catch (error) {
      if (!(error instanceof RuleBroken) || error.code !== 'raffle-exists') throw error;
    }
  }
}

function slugify(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugLengthMax)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'raffle' : slug;
}
