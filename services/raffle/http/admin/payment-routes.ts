import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { PaymentsRequest } from '#contract/requests.ts';
import type { Summary } from '#contract/summary.ts';
import type { VoidReason } from '#contract/tickets.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { RaffleMails } from '../../mail/raffle-mails.ts';
import type { PaymentStore } from '../../stores/payment-store.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { Witnesses } from '../../witness/witnesses.ts';
import { waitForTurn } from '../limits/event-loop-turns.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { parse } from '../requests/read-request.ts';
import { readSignedBody, type Operators } from './operators.ts';

export interface PaymentRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly payments: PaymentStore;
  readonly raffleMails: RaffleMails;
  readonly witnesses: Pick<Witnesses, 'alarms'>;
  readonly operators: Operators;
}

/** Operators' routes for money: which tickets are paid, and the sums of a raffle. */
export function paymentRoutes(dependencies: PaymentRoutesDependencies): Router {
  const { raffles, payments, raffleMails, witnesses, operators } = dependencies;
  const router = Router();

  router.put(
    endpoints.markPayments.path,
    operators.sales(async (operator, request, response) => {
      const order = parse(PaymentsRequest, readSignedBody(operator, request));
      const { numbers, paid, soldBefore } = order;
      const raffle = await requireRaffle(raffles, request);
      const { raffleId } = raffle.opened;
      const sales = numbers.map((number) => requireSale(raffle, number, soldBefore));
      const by = operator.key.keyid;
      await payments.mark({ raffle: raffleId, sales, paid, by, at: new Date().toISOString() });
      response.status(endpoints.markPayments.status).end();
    }),
  );

  router.get(
    endpoints.showSummary.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = await requireRaffle(raffles, request);
      const summary = await summarise(raffle, payments);
      const mail = raffleMails.isOn ? { mail: await raffleMails.count(raffle) } : {};
      const alarms = await witnesses.alarms(raffle.opened.raffleId);
      response.json({ ...summary, ...mail, ...(alarms.length > 0 && { alarms }) });
    }),
  );

  return router;
}

/**
 * The log index of the sale of a valid ticket.
 *
 * @throws {HttpProblem} `not-found`: a number above the capacity; `ticket-not-valid`: a free one, or
 *   one that was sold later than `soldBefore`.
 */
function requireSale({ pool, rules }: OpenedRaffle, number: number, soldBefore = Infinity): number {
  if (number > rules.capacity) {
    throw new HttpProblem(
      'not-found',
      `numbers: there is no ticket ${number}; the last one is ${rules.capacity}. Nothing was changed.`,
    );
  }
  const sale = pool.find(number);
  if (sale !== undefined && sale.index < soldBefore) return sale.index;
  const fault = sale === undefined ? 'is not sold, or is voided' : 'was sold after you looked';
  throw new HttpProblem(
    'ticket-not-valid',
    `numbers: ticket ${number} ${fault}. Nothing was changed.`,
  );
}

/** Sales counted before other requests are handled: about a millisecond. */
const salesPerTurn = 2_000;

async function summarise(
  { opened, pool, rules }: OpenedRaffle,
  payments: PaymentStore,
): Promise<Summary> {
  const counts = { paid: 0, desk: 0, voidedPaid: 0 };
  const isPaidSale = await payments.readPayments(opened.raffleId);
  const voided: Record<VoidReason, number> = { refunded: 0, unpaid: 0, mistake: 0, ineligible: 0 };
  let counted = 0;
  for (const sale of pool.sales()) {
    if (counted % salesPerTurn === 0) await waitForTurn('operators');
    counted += 1;
    const isPaid = isPaidSale(sale);
    if (sale.voided !== undefined) {
      voided[sale.voided.entry.reason] += 1;
      if (isPaid) counts.voidedPaid += 1;
      continue;
    }
    if (isPaid) counts.paid += 1;
    if (sale.ticket.desk === true) counts.desk += 1;
  }
  const sold = pool.size;
  const due = sold - counts.paid;
  const price = rules.notice?.price;
  return {
    capacity: rules.capacity,
    sold,
    remaining: rules.capacity - sold,
    ...counts,
    due,
    web: sold - counts.desk,
    voided,
    ...(price === undefined
      ? {}
      : {
          income: {
            currency: price.currency,
            price: price.amount,
            amount: counts.paid * price.amount,
            due: due * price.amount,
          },
        }),
    ...(opened.rehearsal === true && { rehearsal: opened.rehearsal }),
  };
}
