import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { BuyTickets } from '#contract/schemas.ts';
import { limits } from '../../config.ts';
import { buyTickets } from '../../domain/decide.ts';
import { requireOpened } from '../../domain/decision.ts';
import { indexInLog, unopened } from '../../domain/raffle.ts';
import { digestIdempotencyKey, type Pseudonyms } from '../../identity/pseudonyms.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { Participants } from '../participants.ts';
import { readJson } from '../read-body.ts';
import { parse, readCount, readIdempotencyKey } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { replyJson } from '../reply-json.ts';
import { requireSameSite } from '../same-site.ts';
import { viewMyTickets, viewPurchase } from '../views.ts';
import { requireLog } from './log.ts';
import { requireRaffle } from './raffles.ts';

export interface TicketRoutesParts {
  readonly raffles: RaffleStore;
  readonly participants: Participants;
  readonly pseudonyms: Pseudonyms;
  readonly publicUrl: string;
}

/** What a participant does: buy, and look at what they hold. */
export function ticketRoutes(parts: TicketRoutesParts): Router {
  const { raffles, participants, pseudonyms, publicUrl } = parts;
  const router = Router();

  // First, because every address that is tried before costs each purchase.
  router.post(
    endpoints.buyTickets.path,
    requireSameSite(publicUrl, { mayBringToken: true }),
    async (request, response) => {
      const { id: account, person } = participants.require(request, response);
      const body = await readJson(request, limits.purchaseBodyBytesMax);
      const { quantity } = parse(BuyTickets, body);
      const key = digestIdempotencyKey(readIdempotencyKey(request));
      const found = await raffles.read(String(request.params['id']));
      const { opened } = requireOpened(found ?? unopened);
      requireQuantity(quantity, opened.perPersonLimit);
      const holder = pseudonyms.holder(opened.raffle, person);
      const at = new Date().toISOString();
      const command = { type: 'BuyTickets', holder, account, key, quantity, at } as const;
      const outcome = await raffles.change(opened.raffle, (raffle) => buyTickets(command, raffle));
      const log = await requireLog(raffles, request);
      const receipts = await log.receipts(outcome.entries.map(indexInLog));
      if (outcome.replayed) response.setHeader('idempotency-replayed', 'true');
      const { status } = endpoints.buyTickets;
      replyJson(response, status, viewPurchase(outcome.raffle, outcome.entries, receipts));
    },
  );

  router.get(endpoints.listMyTickets.path, async (request, response) => {
    const { id, person } = participants.require(request, response);
    const raffle = await requireRaffle(raffles, request);
    const holder = pseudonyms.holder(raffle.opened.raffle, person);
    replyJson(response, endpoints.listMyTickets.status, viewMyTickets(raffle, holder, id));
  });

  router.get(endpoints.showReceipt.path, async (request, response) => {
    const { id: account } = participants.require(request, response);
    const { opened, pool } = await requireRaffle(raffles, request);
    const ticket = pool.at(Number(readCount(request.params['number'])) - 1);
    if (ticket?.account !== account) {
      throw new Refused('not-found', 'You hold no ticket with this number.');
    }
    const log = await requireLog(raffles, request);
    const [receipt] = await log.receipts([indexInLog(ticket)]);
    const name = `${opened.raffle}-${ticket.number}.tlog-proof`;
    response.set('cache-control', 'no-store').attachment(name).type('text/plain').send(receipt);
  });

  return router;
}

function requireQuantity(quantity: number, perPersonLimit: number): void {
  if (quantity <= perPersonLimit) return;
  throw new Refused(
    'invalid-request',
    `quantity: must be at most ${perPersonLimit}, the most one person may have. No ticket was taken.`,
  );
}
