import { Router, type Request, type RequestHandler } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { BuyTickets } from '#contract/requests.ts';
import { limits } from '../../config/limits.ts';
import { buyTickets, type PurchaseDecision } from '../../domain/buy-tickets.ts';
import { requireOpened } from '../../domain/decision.ts';
import { digestIdempotencyKey, type Pseudonyms } from '../../identity/pseudonyms.ts';
import type { Account } from '../../stores/account-store.ts';
import type { PaymentStore } from '../../stores/payment-store.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { notePurchase, waitForTurn } from '../limits/event-loop-turns.ts';
import { networkOf } from '../limits/networks.ts';
import type { Participants } from '../sign-in/participants.ts';
import { PurchaseRate } from './purchase-rate.ts';
import { requireDetails, requirePossibleQuantity } from './sale-rules.ts';
import { isOwn, viewMyTickets, writePurchase } from './ticket-views.ts';
import { readJson } from '../requests/read-body.ts';
import { parse, readCount, readIdempotencyKey, readQueryCount } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { sendJson } from '../requests/send-json.ts';
import { requireLog } from '../raffles/log-routes.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';

export interface TicketRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly payments: PaymentStore;
  readonly participants: Participants;
  readonly pseudonyms: Pseudonyms;
}

/** The route of a purchase. */
export function buyTicketsRoute(dependencies: TicketRoutesDependencies): RequestHandler {
  const { participants } = dependencies;
  const rate = new PurchaseRate();
  return async (request, response) => {
    try {
      const account = await participants.require(request, response);
      const outcome = await rate.run(account.id, () => buy(dependencies, account, request));
      if (outcome.replayed) response.setHeader('idempotency-replayed', 'true');
      const { status } = endpoints.buyTickets;
      sendJson(response, status, await writePurchase(outcome));
    } catch (refusal) {
      // These clients buy nothing, so their replies wait like every other request.
      if (isFruitless(refusal)) await waitForTurn(networkOf(request.ip ?? ''));
      throw refusal;
    }
  };
}

/** Other routes of a signed-in participant: own tickets, receipts. */
export function ticketRoutes(dependencies: TicketRoutesDependencies): Router {
  const { raffles, payments, participants, pseudonyms, cosignedLogs } = dependencies;
  const router = Router();

  router.get(endpoints.listMyTickets.path, async (request, response) => {
    const account = await participants.require(request, response);
    const raffle = await requireRaffle(raffles, request);
    const { raffleId } = raffle.opened;
    const holder = pseudonyms.holder(raffleId, account.person);
    const sales = raffle.pool.salesOf(holder).map(({ index }) => index);
    const isPaid = await payments.readPayments(raffleId, sales);
    const view = viewMyTickets(raffle, { holder, account, isPaid });
    sendJson(response, endpoints.listMyTickets.status, JSON.stringify(view));
  });

  router.get(endpoints.showReceipt.path, async (request, response) => {
    const account = await participants.require(request, response);
    const { opened, pool } = await requireRaffle(raffles, request);
    const log = await requireLog(raffles, request);
    const sale = readQueryCount(request, 'sale', { otherwise: 0, max: log.size });
    const number = readCount(request.params['number']);
    const sold = pool
      .salesOf(pseudonyms.holder(opened.raffleId, account.person))
      .filter(({ ticket }) => ticket.number === number && isOwn(ticket, account))
      .findLast(({ index }) => sale === 0 || index === sale);
    if (sold === undefined) {
      throw new HttpProblem('not-found', 'You bought no ticket with this number.');
    }
    const [receipt] = await cosignedLogs.receipts(opened.raffleId, log, [sold.index]);
    const name = `${opened.raffleId}-${sold.ticket.number}.tlog-proof`;
    response.set('cache-control', 'no-store').attachment(name).type('text/plain').send(receipt);
  });

  return router;
}

/** Whether a request was refused before it was read: not signed in, or too many refused purchases. */
function isFruitless(refusal: unknown): boolean {
  return (
    refusal instanceof HttpProblem &&
    ['sign-in-required', 'cross-site-request', 'rate-limited'].includes(refusal.code)
  );
}

async function buy(
  { raffles, pseudonyms }: TicketRoutesDependencies,
  account: Account,
  request: Request,
): Promise<Outcome<PurchaseDecision>> {
  notePurchase();
  const body = await readJson(request, limits.purchaseBodyBytesMax);
  const { quantity, rules } = parse(BuyTickets, body);
  const key = digestIdempotencyKey(readIdempotencyKey(request));
  return raffles.change(String(request.params['id']), (raffle, _root, at) => {
    const { opened } = requireOpened(raffle);
    requirePossibleQuantity(quantity, raffle);
    const holder = pseudonyms.holder(opened.raffleId, account.person);
    const sale = { holder, account: account.id, key, quantity, at };
    const command = { type: 'BuyTickets' as const, ...sale };
    const decision = buyTickets(rules === undefined ? command : { ...command, rules }, raffle);
    if (!decision.replayed) requireDetails(raffle, account);
    return decision;
  });
}
