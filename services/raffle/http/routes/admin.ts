import { Router, type Response } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { CreateRaffle } from '#contract/schemas.ts';
import type { LogKeys } from '../../identity/log-keys.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
import type { SealedDraws } from '../../randomness/sealed-draws.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import type { Entry } from '../../domain/entries.ts';
import { sendAuditBundle } from '../audit-bundle.ts';
import { closeSales, drawRaffle, readBeacon } from '../draw-raffle.ts';
import { readOrder, requireNoBody, type Operators } from '../operators.ts';
import { parse, readRaffleId } from '../read-request.ts';
import { chooseRaffleId } from '../raffle-ids.ts';
import { sendSoldTickets } from '../sold-tickets.ts';
import { viewAuditKey, viewClosing, viewDraw, viewOpening } from '../views.ts';
import { requireLog } from './log.ts';
import { requireRaffle } from './raffles.ts';

export interface AdminRoutesParts {
  readonly raffles: RaffleStore;
  readonly accounts: AccountStore;
  readonly admin: AdminStore;
  readonly operators: Operators;
  readonly logKeys: LogKeys;
  readonly sealedDraws: SealedDraws;
}

/** What operators order and see. Their authority is the signature, so no cookie counts here. */
export function adminRoutes(parts: AdminRoutesParts): Router {
  const { raffles, accounts, admin, operators, logKeys } = parts;
  const router = Router();

  router.post(
    endpoints.createRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { order } = operator;
      const { id, ...rules } = parse(CreateRaffle, readOrder(operator, request));
      const at = new Date().toISOString();
      const outcome = await raffles.open((taken) => {
        const raffle = chooseRaffleId({ id, title: rules.title, order }, taken);
        const logKey = logKeys.verifierKey(raffle);
        return { ...rules, type: 'OpenRaffle', raffle, logKey, at, order };
      });
      markReplay(response, outcome).status(endpoints.createRaffle.status);
      response.json(viewOpening(outcome.raffle));
    }),
  );

  router.post(
    endpoints.closeRaffle.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const outcome = await closeSales(parts, readRaffleId(request), operator.order);
      markReplay(response, outcome).json(viewClosing(outcome.raffle, outcome.entries[0]!));
    }),
  );

  router.post(
    endpoints.drawWinner.path,
    operators.changes(async (operator, request, response) => {
      const beacon = readBeacon(operator);
      const outcome = await drawRaffle(parts, readRaffleId(request), { ...operator, beacon });
      markReplay(response, outcome).json(viewDraw(outcome.raffle));
    }),
  );

  router.get(
    endpoints.listSoldTickets.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = await requireRaffle(raffles, request);
      await sendSoldTickets(response, raffle, (id) => accounts.find(id)?.email);
    }),
  );

  router.get(
    endpoints.fetchAudit.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = readRaffleId(request);
      const { size, checkpoint } = await requireLog(raffles, request);
      const entries = (await raffles.entries(raffle)).slice(0, size);
      const keys = (await admin.keys()).map(viewAuditKey);
      await sendAuditBundle(response, { raffle, keys, entries, checkpoints: [checkpoint] });
    }),
  );

  return router;
}

function markReplay(response: Response, outcome: Outcome<Entry>): Response {
  response.set('cache-control', 'no-store');
  return outcome.replayed ? response.set('idempotency-replayed', 'true') : response;
}
