import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { claimPath } from '#contract/raffle-addresses.ts';
import type { ClaimedTickets } from '#contract/tickets.ts';
import type { Pool, SoldTicket } from '../../domain/pool.ts';
import type { ClaimTokens } from '../../identity/claim-tokens.ts';
import type { PaymentStore } from '../../stores/payment-store.ts';
import type { PublicLog, RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { requireLog } from '../raffles/log-routes.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { viewRaffle } from '../raffles/views.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { sendInChunks } from '../requests/send-in-chunks.ts';
import { viewHeld } from './ticket-views.ts';

export interface ClaimRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly payments: PaymentStore;
  readonly claimTokens: ClaimTokens;
}

/** The tickets of a desk sale, for the holder of its link. A browser is sent to their page. */
export function claimRoutes({
  raffles,
  cosignedLogs,
  payments,
  claimTokens,
}: ClaimRoutesDependencies): Router {
  const router = Router();

  router.get(endpoints.showClaimedTickets.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    const { raffleId } = raffle.opened;
    const index = claimTokens.read(raffleId, request.params['token']);
    const sales = index === undefined ? [] : findDeskSale(raffle.pool, index);
    if (sales.length === 0) {
      throw new HttpProblem('not-found', 'This link shows no tickets. Check that it is complete.');
    }
    const isPaid = await payments.readPayments(
      raffleId,
      sales.map((sale) => sale.index),
    );
    const log = await requireLog(raffles, request);
    // The address is the permission, so no other site may learn it.
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const held = { raffle: viewRaffle(raffle), ...viewHeld(raffle, sales, isPaid) };
    response.vary('Accept');
    if (request.accepts(['json', 'html']) === 'html') {
      response.redirect(303, claimPath(raffleId, request.params['token']));
      return;
    }
    response.type('application/json');
    const receipts = (indexes: readonly number[]) => cosignedLogs.receipts(raffleId, log, indexes);
    await sendInChunks(response, writeJson(held, readReceipts({ receipts }, sales)));
  });

  return router;
}

/** The tickets that were sold together with the one at this log index. */
function findDeskSale(pool: Pool, index: number): readonly SoldTicket[] {
  const first = pool.saleAt(index)?.ticket;
  if (first?.desk !== true) return [];
  return pool
    .salesOf(first.holder)
    .filter(({ ticket }) => ticket.desk === true && ticket.key === first.key);
}

/** Receipts made and written before other requests are handled: well under a millisecond. */
const receiptsPerChunk = 20;

/** The receipts of these sales in lists. A desk sale can have a thousand tickets. */
export async function* readReceipts(
  log: Pick<PublicLog, 'receipts'>,
  sales: readonly Pick<SoldTicket, 'index'>[],
): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < sales.length; start += receiptsPerChunk) {
    const some = sales.slice(start, start + receiptsPerChunk);
    yield await log.receipts(some.map(({ index }) => index));
  }
}

/** Writes `ClaimedTickets`. */
async function* writeJson(
  held: Omit<ClaimedTickets, 'receipts'>,
  receipts: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(held).slice(0, -1)},"receipts":[`;
  let separator = '';
  for await (const some of receipts) {
    yield separator + some.map((receipt) => JSON.stringify(receipt)).join(',');
    separator = ',';
  }
  yield ']}';
}
