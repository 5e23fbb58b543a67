import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

export const connections = 64;

export interface Load {
  /** Where the server under test listens. */
  readonly url: string;
  readonly raffle: string;
  readonly purchases: number;
  /** The cookie of the next person. */
  readonly nextCookie: () => string;
  /** Called with the last reply. The load generator ends up to a second later. */
  readonly onAnswered?: () => void;
}

/**
 * Buys one ticket per request over 64 connections, each for the next person with its own key.
 *
 * @returns Purchases per second, from the first byte sent to the last reply.
 * @throws If a reply is not 201: a refused purchase is not worth timing.
 */
export async function buy(load: Load): Promise<number> {
  const startedAt = performance.now();
  let answeredAt = startedAt;
  let replies = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(optionsOf(load), (cause, found) => {
      if (cause === null) resolve(found);
      else reject(cause);
    });
    run.on('response', () => {
      answeredAt = performance.now();
      replies += 1;
      if (replies === load.purchases) load.onAnswered?.();
    });
  });
  requireSold(load.purchases, result);
  return (load.purchases * 1000) / (answeredAt - startedAt);
}

function optionsOf({ url, raffle, purchases, nextCookie }: Load): autocannon.Options {
  return {
    url,
    connections,
    amount: purchases,
    requests: [
      {
        method: 'POST',
        path: `/api/raffles/${raffle}/tickets`,
        body: JSON.stringify({ quantity: 1 }),
        setupRequest: (request) => ({
          ...request,
          headers: {
            'content-type': 'application/json',
            cookie: nextCookie(),
            'idempotency-key': randomUUID(),
          },
        }),
      },
    ],
  };
}

/** The number of purchases that take about this long. The run for it warms the server up. */
export async function purchasesIn(seconds: number, load: Load): Promise<number> {
  return Math.round(seconds * (await buy(load)));
}

/** Counts from 0 and starts again after the last. */
export function inTurn<Item>(items: readonly Item[]): () => Item {
  let next = 0;
  return () => items[next++ % items.length]!;
}

function requireSold(purchases: number, result: autocannon.Result): void {
  const { errors, timeouts } = result;
  const answers = (result as { statusCodeStats?: Record<string, { count: number }> })
    .statusCodeStats;
  const sold = answers?.['201']?.count ?? 0;
  if (sold === purchases && errors === 0 && timeouts === 0) return;
  throw new Error(
    `Of ${purchases} purchases ${sold} were confirmed: ${JSON.stringify({ answers, errors, timeouts })}.`,
  );
}
