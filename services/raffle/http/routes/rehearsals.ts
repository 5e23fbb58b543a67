import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { Rehearse } from '#contract/schemas.ts';
import { readOrder, requireNoBody, type Operators } from '../operators.ts';
import { parse, readRaffleId } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { rehearse, type RehearseParts } from '../rehearse.ts';
import { viewRaffle } from '../views.ts';
import { requireRaffle } from './raffles.ts';

export interface RehearsalRoutesParts extends RehearseParts {
  readonly operators: Operators;
}

/** What operators may do with a raffle of which nothing is real: fill it, and throw it away. */
export function rehearsalRoutes(parts: RehearsalRoutesParts): Router {
  const { raffles, operators } = parts;
  const router = Router();

  router.post(
    endpoints.rehearseRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { tickets } = parse(Rehearse, readOrder(operator, request));
      const { raffle, capacity, perPersonLimit } = (await requireRaffle(raffles, request)).opened;
      requirePossible(tickets, capacity);
      const isAwaited = () => !response.destroyed;
      const wish = { ...operator, tickets, perPersonLimit, isAwaited };
      const { taken, replayed } = await rehearse(parts, raffle, wish);
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
  throw new Refused(
    'invalid-request',
    `tickets: must be at most ${capacity}, the tickets there are. No ticket was taken.`,
  );
}
