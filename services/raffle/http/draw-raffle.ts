import { randomInt } from 'node:crypto';
import type { WaitsFor } from '#contract/problems.ts';
import { DrawWish, type Beacon } from '#contract/schemas.ts';
import { decide } from '../domain/decide.ts';
import { closeRaffle } from '../domain/decide-draw.ts';
import type { OpenSeal } from '../domain/commands.ts';
import type { Entry, Order, RaffleClosed, Seal } from '../domain/entries.ts';
import { RuleBroken } from '../domain/rule-broken.ts';
import type { DrawnRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { Operator } from '../identity/admin-request.ts';
import type { SealedDraws } from '../randomness/sealed-draws.ts';
import type { Outcome, RaffleStore } from '../stores/raffle-store.ts';
import { parse } from './read-request.ts';
import { Refused } from './refused.ts';
import { viewDraw } from './views.ts';

export interface DrawParts {
  readonly raffles: RaffleStore;
  readonly sealedDraws: SealedDraws;
}

/** How soon to ask again where a published beacon could not be had. */
const retryAfterSeconds = 3;

/**
 * Draws the winner; a sealed raffle only with the beacon it waits for.
 *
 * @throws {Refused} `beacon-pending`: sales have ended, and there is no winner yet.
 * @throws {RuleBroken} the rules refuse.
 */
export async function drawRaffle(
  parts: DrawParts,
  id: string,
  { order, beacon }: { readonly order: Order; readonly beacon: Beacon | undefined },
): Promise<Outcome<Entry> & { readonly raffle: DrawnRaffle }> {
  const { raffles, sealedDraws } = parts;
  const before = await raffles.read(id);
  const openSeal = await findOpener(sealedDraws, before, beacon);
  const at = new Date().toISOString();
  const outcome = await raffles
    .change(id, (now, root) => {
      const makeSeal = sealedDraws.sealer({ raffle: id, at, root });
      const opener = openSeal === undefined ? {} : { openSeal };
      return decide({ type: 'DrawWinner', randomInt, makeSeal, ...opener, at, order }, now);
    })
    .catch(async (error: unknown) => {
      throw explain(error, await raffles.read(id));
    });
  const { raffle } = outcome;
  if (raffle.status === 'drawn') return { ...outcome, raffle };
  throw pending(raffle.status === 'closed' ? raffle.closed.seal : undefined);
}

/** Closes the sales; a raffle that a beacon draws is sealed in the same step. */
export async function closeSales(
  { raffles, sealedDraws }: DrawParts,
  id: string,
  order: Order,
): Promise<Outcome<RaffleClosed>> {
  const at = new Date().toISOString();
  return raffles.change(id, (now, root) => {
    const makeSeal = sealedDraws.sealer({ raffle: id, at, root });
    return closeRaffle({ type: 'CloseRaffle', makeSeal, at, order }, now);
  });
}

/** @throws {Refused} `invalid-request`: there is a body, and it is not a beacon. */
export function readBeacon({ order }: Operator): Beacon | undefined {
  if (order.body === '') return undefined;
  try {
    return parse(DrawWish, JSON.parse(order.body)).beacon;
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('invalid-request', 'The body is not valid JSON. Nothing was changed.');
  }
}

async function findOpener(
  sealedDraws: SealedDraws,
  raffle: OpenedRaffle | undefined,
  given: Beacon | undefined,
): Promise<OpenSeal | undefined> {
  const seal = raffle?.status === 'closed' ? raffle.closed.seal : undefined;
  if (raffle === undefined || seal === undefined) return undefined;
  if (!sealedDraws.knows(seal)) throw unknownChain(seal);
  const isDue = Date.parse(seal.publishedAt) <= Date.now();
  const beacon = given ?? (isDue ? await sealedDraws.fetchBeacon(seal) : undefined);
  if (beacon === undefined) return undefined;
  try {
    return sealedDraws.opener(raffle.opened.raffle, seal, beacon);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Refused('invalid-request', `beacon: ${message} Nothing was changed.`, { cause });
  }
}

/** Who asks for a second draw is told the first; who asks too early is told when. */
function explain(error: unknown, raffle: OpenedRaffle | undefined): unknown {
  if (!(error instanceof RuleBroken) || raffle === undefined) return error;
  if (error.code === 'already-drawn' && raffle.status === 'drawn') {
    return new Refused('already-drawn', error.message, { facts: { draw: viewDraw(raffle) } });
  }
  if (error.code === 'beacon-pending' && raffle.status === 'closed') {
    return pending(raffle.closed.seal);
  }
  return error;
}

function pending(seal: Seal | undefined): Refused {
  if (seal === undefined) throw new TypeError('A raffle without a seal waits for nothing.');
  const { round, publishedAt } = seal;
  const isDue = Date.parse(publishedAt) <= Date.now();
  const why = isDue
    ? 'which is published, but no relay gave it. Ask again later, or send the beacon along'
    : `which is published at ${publishedAt}. Ask again then`;
  return waiting(
    seal,
    isDue ? 'relay' : 'round',
    `It waits for round ${round} of the beacon, ${why}. No other round will do.`,
  );
}

/** Asking again does not help here, nor does a beacon that is brought along. */
function unknownChain(seal: Seal): Refused {
  return waiting(
    seal,
    'chain',
    `It waits for round ${seal.round} of the beacon chain ${seal.chainHash}, which this service does not know. Set RAFFLE_DRAND_CHAIN_FILE to that chain, as it was at the closing, and start the service again. No other chain will do.`,
  );
}

function waiting(seal: Seal, waitsFor: WaitsFor, why: string): Refused {
  const waitMs = Date.parse(seal.publishedAt) - Date.now();
  const waitSeconds = waitMs > 0 ? Math.ceil(waitMs / 1000) : retryAfterSeconds;
  return new Refused('beacon-pending', `Sales have ended and the draw is sealed. ${why}`, {
    headers: { 'retry-after': String(waitSeconds) },
    facts: { seal, waitsFor },
  });
}
