import { randomInt } from 'node:crypto';
import { Router, type Response } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { CreateRaffle } from '#contract/schemas.ts';
import { decide } from '../../domain/decide.ts';
import { RuleBroken } from '../../domain/rule-broken.ts';
import type { DrawnRaffle, OpenedRaffle } from '../../domain/raffle.ts';
import type { LogKeys } from '../../identity/log-keys.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import type { Entry } from '../../domain/entries.ts';
import { sendAuditBundle } from '../audit-bundle.ts';
import { readOrder, requireNoBody, type Operators } from '../operators.ts';
import { parse, readRaffleId } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { openUnder, proposeId } from '../raffle-ids.ts';
import { viewDraw, viewKey, viewRaffle } from '../views.ts';
import { requireRaffle } from './raffles.ts';

export interface AdminRoutesParts {
  readonly raffles: RaffleStore;
  readonly accounts: AccountStore;
  readonly admin: AdminStore;
  readonly operators: Operators;
  readonly logKeys: LogKeys;
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
      const propose = () => proposeId(raffles, rules.title, order);
      const at = new Date().toISOString();
      const outcome = await openUnder(id, propose, (raffle) => {
        const logKey = logKeys.verifierKey(raffle);
        const command = { ...rules, type: 'OpenRaffle', raffle, logKey, at, order } as const;
        return raffles.change(raffle, (now) => decide(command, now));
      });
      markReplay(response, outcome).status(endpoints.createRaffle.status);
      response.json(viewRaffle(outcome.raffle));
    }),
  );

  router.post(
    endpoints.closeRaffle.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const at = new Date().toISOString();
      const command = { type: 'CloseRaffle', at, order: operator.order } as const;
      const outcome = await raffles.change(readRaffleId(request), (now) => decide(command, now));
      markReplay(response, outcome).json(viewRaffle(outcome.raffle));
    }),
  );

  router.post(
    endpoints.drawWinner.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const at = new Date().toISOString();
      const command = { type: 'DrawWinner', randomInt, at, order: operator.order } as const;
      const id = readRaffleId(request);
      const outcome = await raffles
        .change(id, (now) => decide(command, now))
        .catch(async (error: unknown) => {
          throw await withDraw(error, await raffles.read(id));
        });
      markReplay(response, outcome).json(viewDraw(outcome.raffle as DrawnRaffle));
    }),
  );

  router.get(
    endpoints.listSoldTickets.path,
    operators.reads(async (_operator, request, response) => {
      const { pool } = await requireRaffle(raffles, request);
      const tickets = [...pool].map(({ number, holder, account, at }) => {
        const email = accounts.find(account)?.email ?? '';
        return { number, holder, email, purchasedAt: at };
      });
      response.json({ tickets });
    }),
  );

  router.get(
    endpoints.fetchAudit.path,
    operators.reads(async (_operator, request, response) => {
      const { opened } = await requireRaffle(raffles, request);
      const entries = await raffles.entries(opened.raffle);
      const keys = admin.keys().map(viewKey);
      await sendAuditBundle(response, { raffle: opened.raffle, keys, entries });
    }),
  );

  router.get(
    endpoints.listKeys.path,
    operators.reads(async (_operator, _request, response) => {
      const active = admin.keys().filter((key) => !key.isRevoked);
      response.json({ keys: active.map(viewKey) });
    }),
  );

  return router;
}

/** Who asks for a second draw is told the first. */
async function withDraw(error: unknown, raffle: OpenedRaffle | undefined): Promise<unknown> {
  const isRepeat = error instanceof RuleBroken && error.code === 'already-drawn';
  if (!isRepeat || raffle?.status !== 'drawn') return error;
  return new Refused('already-drawn', error.message, { facts: { draw: viewDraw(raffle) } });
}

function markReplay(response: Response, outcome: Outcome<Entry>): Response {
  response.set('cache-control', 'no-store');
  return outcome.replayed ? response.set('idempotency-replayed', 'true') : response;
}
