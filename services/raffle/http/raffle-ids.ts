import { hash } from 'node:crypto';
import type { Order } from '../domain/entries.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';

const slugLengthMax = 40;

/**
 * Proposes an id for a raffle that came without one: its title in letters and digits, numbered
 * where that is taken. An order with an Idempotency-Key gets an id of its own, so that its retry
 * finds the raffle it made.
 */
export async function proposeId(
  raffles: RaffleStore,
  title: string,
  order: Order,
): Promise<string> {
  const slug = slugify(title);
  if (order?.idempotencyKey !== undefined) {
    const intent = hash('sha256', `${order.keyid} ${order.idempotencyKey}`, 'hex').slice(0, 8);
    return `${slug}-${intent}`;
  }
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? slug : `${slug}-${number}`;
    if ((await raffles.read(id)) === undefined) return id;
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
