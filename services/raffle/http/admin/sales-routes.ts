import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { DeskSaleRequest, VoidRequest } from '#contract/requests.ts';
import { sellAtDesk } from '../../domain/sell-at-desk.ts';
import { requireOpened } from '../../domain/decision.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import { voidTickets } from '../../domain/void-tickets.ts';
import type { Operator } from '../../identity/admin-request.ts';
import type { ClaimTokens } from '../../identity/claim-tokens.ts';
import { digestIdempotencyKey, type Pseudonyms } from '../../identity/pseudonyms.ts';
import { canonicalMailbox, parseMailbox } from '../../mail/mailbox.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { IsPaid, PaymentStore } from '../../stores/payment-store.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { requirePossibleQuantity } from '../purchases/sale-rules.ts';
import { viewTicket } from '../purchases/ticket-views.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { viewAfter } from '../raffles/views.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { parse, readQueryCount, readRaffleId } from '../requests/read-request.ts';
import { markReplay, readSignedBody, type Operators } from './operators.ts';
import { sendSoldTickets } from './sold-tickets.ts';

export interface SalesRoutesDependencies {
  readonly publicUrl: string;
  readonly raffles: RaffleStore;
  readonly accounts: AccountStore;
  readonly payments: PaymentStore;
  readonly operators: Operators;
  readonly pseudonyms: Pseudonyms;
  readonly claimTokens: ClaimTokens;
}

/** Operators' routes for tickets: selling at the desk, voiding, and the list of what was sold. */
export function salesRoutes(dependencies: SalesRoutesDependencies): Router {
  const { publicUrl, raffles, accounts, payments, operators, pseudonyms, claimTokens } =
    dependencies;
  const router = Router();

  router.post(
    endpoints.sellTickets.path,
    operators.sales(async (operator, request, response) => {
      const { quantity, buyer, paid } = parse(DeskSaleRequest, readSignedBody(operator, request));
      const raffleId = readRaffleId(request);
      const sale = {
        ...identifyBuyer(pseudonyms, raffleId, buyer),
        key: requireKey(operator),
        quantity,
        ...(paid === true ? { paid } : {}),
        operatorSignature: operator.operatorSignature,
      };
      const outcome = await raffles.change(raffleId, (raffle, _root, at) => {
        requirePossibleQuantity(quantity, raffle);
        return sellAtDesk({ type: 'SellAtDesk', ...sale, at }, raffle);
      });
      const indexes = outcome.raffle.pool.indexesOf(outcome.entries);
      const [first] = indexes;
      if (first === undefined) throw new RangeError('A sale has at least one ticket.');
      markReplay(response, outcome).status(endpoints.sellTickets.status);
      response.json({
        tickets: outcome.entries.map((ticket, place) =>
          viewTicket({ ticket, index: indexes[place] ?? first }),
        ),
        receipts: (await outcome.writtenReceipts(indexes)).map((json): string => JSON.parse(json)),
        claimUrl: claimTokens.createLink(publicUrl, raffleId, first),
      });
    }),
  );

  router.post(
    endpoints.voidTickets.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const order = parse(VoidRequest, readSignedBody(operator, request));
      const raffleId = readRaffleId(request);
      const isPaid = await payments.readPayments(raffleId);
      const outcome = await raffles.change(raffleId, (raffle, _root, at) => {
        const command = { type: 'VoidTickets', ...order, at, operatorSignature } as const;
        const decision = voidTickets(command, raffle);
        const isNew = !decision.replayed && order.reason === 'unpaid';
        if (isNew) requireUnpaid(requireOpened(raffle), order.numbers, isPaid);
        return decision;
      });
      const { raffle, entries } = outcome;
      const lastEntry = entries.at(-1);
      const last = lastEntry === undefined ? undefined : raffle.pool.findVoid(lastEntry);
      if (last === undefined) throw new RangeError('A void has at least one ticket.');
      markReplay(response, outcome).json(viewAfter(raffle, last.index));
    }),
  );

  router.get(
    endpoints.listSoldTickets.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = await requireRaffle(raffles, request);
      const from = readQueryCount(request, 'from', { otherwise: 0, max: raffle.version });
      const { raffleId } = raffle.opened;
      const sources = {
        accounts,
        isPaid: await payments.readPayments(raffleId),
      };
      await sendSoldTickets(response, raffle, sources, from);
    }),
  );

  return router;
}

/**
 * Requires that no ticket was paid since the operator looked at the list.
 *
 * @throws {HttpProblem} `ticket-paid`.
 */
function requireUnpaid({ pool }: OpenedRaffle, numbers: readonly number[], isPaid: IsPaid): void {
  const paid = numbers.filter((number) => {
    const sale = pool.find(number);
    return sale !== undefined && isPaid(sale);
  });
  if (paid.length === 0) return;
  throw new HttpProblem(
    'ticket-paid',
    `numbers: ${paid.join(', ')} ${paid.length === 1 ? 'is' : 'are'} marked as paid. Nothing was changed.`,
    { facts: { numbers: paid } },
  );
}

/** The digest of the key of a sale, which is of one operator's. */
function requireKey({ operatorSignature: { keyid, idempotencyKey } }: Operator): string {
  if (idempotencyKey !== undefined) return digestIdempotencyKey(`${keyid} ${idempotencyKey}`);
  throw new HttpProblem(
    'idempotency-key-missing',
    'Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for each sale and the same for its retries. No ticket was taken.',
  );
}

/**
 * The holder of the tickets. With an address it is that person's pseudonym, so that the limit counts
 * all channels; any other buyer is a new one.
 *
 * @throws {HttpProblem} `invalid-request` for an address that cannot receive mail.
 */
function identifyBuyer(
  pseudonyms: Pseudonyms,
  raffleId: string,
  { email, name, phone }: NonNullable<DeskSaleRequest['buyer']> = {},
) {
  const contact = {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  };
  if (email === undefined) {
    const holder = randomBytes(holderBytes).toString('base64url');
    return { holder, ...(Object.keys(contact).length === 0 ? {} : { buyer: contact }) };
  }
  const mailbox = parseMailbox(email);
  if (mailbox === undefined) {
    throw new HttpProblem(
      'invalid-request',
      'buyer.email: not a valid mail address. No ticket was taken.',
    );
  }
  return {
    holder: pseudonyms.holder(raffleId, pseudonyms.person(canonicalMailbox(mailbox))),
    account: pseudonyms.account(mailbox),
    buyer: { email: mailbox, ...contact },
  };
}

/** As long as a pseudonym, so that the log does not tell which buyers gave an address. */
const holderBytes = 16;
