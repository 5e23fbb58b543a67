import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { Pool, SoldTicket } from '../../domain/pool.ts';
import type { ClaimTokens } from '../../identity/claim-tokens.ts';
import type { PaymentStore } from '../../stores/payment-store.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { requireLog } from '../raffles/log-routes.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { viewRaffle } from '../raffles/views.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { acceptedLanguage } from '../requests/read-request.ts';
import { renderClaimPage } from './claim-page.ts';
import { viewHeld } from './ticket-views.ts';

export interface ClaimRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly payments: PaymentStore;
  readonly claimTokens: ClaimTokens;
}

/** Shows the tickets of a desk sale to the holder of its link: JSON, or a page in a browser. */
export function claimRoutes({ raffles, payments, claimTokens }: ClaimRoutesDependencies): Router {
  const router = Router();

  router.get(endpoints.showClaimedTickets.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    const { raffleId } = raffle.opened;
    const index = claimTokens.read(raffleId, request.params['token']);
    const sales = index === undefined ? [] : findDeskSale(raffle.pool, index);
    if (sales.length === 0) {
      throw new HttpProblem('not-found', 'This link shows no tickets. Check that it is complete.');
    }
    const isPaid = (sale: number) => payments.isPaid(raffleId, sale);
    const log = await requireLog(raffles, request);
    const receipts = await log.receipts(sales.map((sale) => sale.index));
    // The address is the permission, so no other site may learn it.
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const claimed = {
      raffle: viewRaffle(raffle),
      ...viewHeld(raffle, sales, isPaid),
      receipts: [...receipts],
    };
    response.vary('Accept');
    const isPage = request.accepts(['json', 'html']) === 'html';
    if (isPage) response.type('html').send(renderClaimPage(claimed, acceptedLanguage(request)));
    else response.json(claimed);
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
