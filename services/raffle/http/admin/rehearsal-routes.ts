import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { RehearseRequest } from '#contract/requests.ts';
import { readSignedBody, requireNoBody, type Operators } from './operators.ts';
import { parse, readRaffleId } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { viewRaffle } from '../raffles/views.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { rehearsePurchase } from '../../domain/rehearsal.ts';
import type { OperatorSignature, TicketSold } from '../../domain/entries.ts';
import { RuleBroken, type Decision } from '../../domain/decision.ts';
import { digestIdempotencyKey, type Pseudonyms } from '../../identity/pseudonyms.ts';
import { waitForTurn } from '../limits/event-loop-turns.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import { StoreUnavailable } from '../../stores/raffle-store.ts';

export interface RehearsalRoutesDependencies extends RehearseDependencies {
  readonly operators: Operators;
}

/** Operators' routes for rehearsals: selling tickets to made-up participants, and deleting. */
export function rehearsalRoutes(dependencies: RehearsalRoutesDependencies): Router {
  const { raffles, operators } = dependencies;
  const router = Router();

  router.post(
    endpoints.rehearseRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { tickets } = parse(RehearseRequest, readSignedBody(operator, request));
      const { raffleId, capacity, perPersonLimit } = (await requireRaffle(raffles, request)).opened;
      requirePossible(tickets, capacity);
      const isAwaited = () => !response.destroyed;
      const sale = { ...operator, tickets, perPersonLimit, isAwaited };
      const { taken, replayed } = await rehearse(dependencies, raffleId, sale);
      response.set('cache-control', 'no-store');
      if (replayed) response.set('idempotency-replayed', 'true');
      response.json({ ...viewRaffle(await requireRaffle(raffles, request)), taken });
    }),
  );

  router.delete(
    endpoints.deleteRaffle.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      await raffles.delete(readRaffleId(request));
      response.status(endpoints.deleteRaffle.status).end();
    }),
  );

  return router;
}

function requirePossible(tickets: number, capacity: number): void {
  if (tickets <= capacity) return;
  throw new HttpProblem(
    'invalid-request',
    `tickets: must be at most ${capacity}, the tickets there are. No ticket was taken.`,
  );
}

interface RehearseDependencies {
  readonly raffles: RaffleStore;
  readonly pseudonyms: Pseudonyms;
}

interface RehearsalSale {
  readonly tickets: number;
  readonly perPersonLimit: number;
  readonly operatorSignature: NonNullable<OperatorSignature>;
  /** Whether the client is still connected. If not, the sale stops and keeps what it has sold. */
  readonly isAwaited: () => boolean;
}

interface Rehearsal {
  /** Tickets that the request's made-up participants hold. */
  readonly taken: number;
  /** Whether all of them were sold by an earlier, equal request. */
  readonly replayed: boolean;
}

/** Purchases per group. Other requests are handled between two groups. */
const groupSize = 100;

/**
 * Buys `tickets` tickets of a rehearsal for made-up participants, or those that are left. The
 * participants are derived from the signed request, so a repeated request continues where it stopped.
 *
 * @throws {RuleBroken} the rules refuse, and no ticket was taken.
 * @throws {StoreUnavailable} some may have been taken; the message says how many are known.
 */
async function rehearse(
  { raffles, pseudonyms }: RehearseDependencies,
  id: string,
  sale: RehearsalSale,
): Promise<Rehearsal> {
  const { operatorSignature, isAwaited } = sale;
  const name = digestIdempotencyKey(
    `${operatorSignature.keyid} ${operatorSignature.idempotencyKey ?? operatorSignature.signature}`,
  );
  const key = digestIdempotencyKey(`${name} ${operatorSignature.body}`);
  const quantities = shareOut(sale);
  let sum: Rehearsal = { taken: 0, replayed: true };
  // The first purchase runs alone: it shows whether the key is new or belongs to another request.
  let [start, end] = [0, 1];
  for (; start < quantities.length && isAwaited(); [start, end] = [end, end + groupSize]) {
    await waitForTurn('operators');
    const buying = quantities.slice(start, end).map((quantity, index) => {
      const holder = pseudonyms.madeUpHolder(id, `${name}/${start + index}`);
      const command = { type: 'RehearsePurchase', holder, key, quantity } as const;
      return raffles.change(id, (raffle, _root, at) =>
        rehearsePurchase({ ...command, at }, raffle),
      );
    });
    const outcomes = await Promise.allSettled(buying);
    sum = outcomes.reduce(count, sum);
    const refusal = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refusal === undefined) continue;
    if (sum.taken > 0 && isEnd(refusal.reason)) break;
    throw explain(refusal.reason, sum);
  }
  return sum;
}

/** Quantities 1 and 2 in turn, within the limit per person, that add up to `tickets`. */
function shareOut({ tickets, perPersonLimit }: RehearsalSale): number[] {
  const quantities: number[] = [];
  for (let left = tickets; left > 0; left -= quantities.at(-1)!) {
    quantities.push(Math.min(1 + (quantities.length % 2), perPersonLimit, left));
  }
  return quantities;
}

function count(
  sum: Rehearsal,
  outcome: PromiseSettledResult<Outcome<Decision<TicketSold>>>,
): Rehearsal {
  if (outcome.status === 'rejected') return sum;
  const { entries, replayed } = outcome.value;
  return { taken: sum.taken + entries.length, replayed: sum.replayed && replayed };
}

/** Whether no more tickets can be sold, which ends the rehearsal without an error. */
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
