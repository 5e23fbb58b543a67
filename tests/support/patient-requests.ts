import type { Participant } from './service.ts';
import { waitFor } from './wait-limit.ts';

/**
 * Repeats a request as clients do: after a lost connection, and while the service is overloaded,
 * because a slow machine may need longer for an answer than the service waits for its database.
 *
 * @param send Sends the same request again, a purchase with the same key.
 */
export function requestPatiently(send: () => Promise<Response>): Promise<Response> {
  return waitFor('an answer', async () => {
    const reply = await send().catch(ignoreLostConnection);
    if (reply?.status !== 503) return reply;
    await reply.body?.cancel();
    return undefined;
  });
}

/** Repeats a purchase as `requestPatiently`. */
export function buyPatiently(
  buyer: Participant,
  raffle: string,
  { quantity = 1, key = crypto.randomUUID() }: { quantity?: number; key?: string } = {},
): Promise<Response> {
  return requestPatiently(() => buyer.buy(raffle, { quantity, key }));
}

/** As `requestPatiently`, with the typed client. */
export function callPatiently<Answer extends object>(call: () => Promise<Answer>): Promise<Answer> {
  return waitFor('an answer', () => call().catch(ignoreOverload));
}

function ignoreLostConnection(cause: unknown): undefined {
  if (!(cause instanceof TypeError) || cause.message !== 'fetch failed') throw cause;
}

function ignoreOverload(cause: unknown): undefined {
  if ((cause as { code?: unknown }).code !== 'overloaded') throw cause;
}
