import type { Response } from 'express';
import type { SoldTicket as SoldTicketView, VoidedTicket } from '#contract/tickets.ts';
import type { TicketSold } from '../../domain/entries.ts';
import type { Pool, SoldTicket } from '../../domain/pool.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import { madeUpAccount } from '../../domain/rehearsal.ts';
import type { Account, AccountDetails, AccountStore } from '../../stores/account-store.ts';
import type { IsPaid } from '../../stores/payment-store.ts';
import { viewTicket } from '../purchases/ticket-views.ts';
import { entriesPerChunk, sendInChunks } from '../requests/send-in-chunks.ts';

/** What is known of tickets beside the log. */
export interface TicketSources {
  readonly accounts: Pick<AccountStore, 'findMany'>;
  readonly isPaid: IsPaid;
}

/**
 * Sends the valid tickets in order of sale, and what was voided, as `SoldTickets`.
 *
 * @param from Log index of the first sale or void to send.
 */
export async function sendSoldTickets(
  response: Response,
  raffle: OpenedRaffle,
  sources: TicketSources,
  from = 0,
): Promise<void> {
  response.type('application/json');
  await sendInChunks(response, writeTickets(raffle, sources, from));
}

async function* writeTickets(
  { opened, pool, version: to }: OpenedRaffle,
  { accounts, isPaid }: TicketSources,
  from: number,
): AsyncGenerator<string> {
  yield '{"tickets":[';
  let separator = '';
  for (const sales of inChunks(pool.sales(from))) {
    const buyers = await accounts.findMany(sales.flatMap(({ ticket }) => ticket.account ?? []));
    const lines = sales.map((sale) =>
      JSON.stringify(viewSoldTicket(sale, isPaid(sale), findBuyer(pool, sale.ticket, buyers))),
    );
    yield separator + lines.join(',');
    separator = ',';
  }
  const { rehearsal } = opened;
  const voided = listVoided(pool, from);
  const tail = { voided, to, ...(rehearsal === undefined ? {} : { rehearsal }) };
  yield `],${JSON.stringify(tail).slice(1)}`;
}

function* inChunks(sales: Iterable<SoldTicket>): Generator<SoldTicket[]> {
  let chunk: SoldTicket[] = [];
  for (const sale of sales) {
    if (sale.voided !== undefined) continue;
    chunk.push(sale);
    if (chunk.length < entriesPerChunk) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The tickets voided since, whenever they were sold. */
function listVoided(pool: Pool, from: number): VoidedTicket[] {
  return pool.voids
    .filter(({ index }) => index >= from)
    .map(({ entry: { number, reason, at: voidedAt }, sale }) => ({
      number,
      sale,
      reason,
      voidedAt,
    }));
}

type Buyer = Partial<Pick<Account, 'email' | keyof AccountDetails>>;

function viewSoldTicket(
  sale: SoldTicket,
  isPaid: boolean,
  { email = '', name, phone, mayShowName }: Buyer,
): SoldTicketView {
  const { ticket } = sale;
  return {
    ...viewTicket(sale),
    holder: ticket.holder,
    email,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(mayShowName === true ? { mayShowName } : {}),
    ...(isPaid ? { paid: true } : {}),
    ...(ticket.desk === true ? { desk: true } : {}),
  };
}

/** What a buyer at the desk told the operator, or what is in a participant's account. */
function findBuyer(pool: Pool, ticket: TicketSold, accounts: ReadonlyMap<string, Account>): Buyer {
  if (ticket.desk === true) return ticket.buyer ?? {};
  if (ticket.account === madeUpAccount) return { email: madeUpEmail(pool, ticket.holder) };
  return accounts.get(ticket.account) ?? {};
}

/** An address of a made-up participant, named after the first ticket; undeliverable by RFC 2606. */
function madeUpEmail(pool: Pool, holder: string): string {
  return `participant-${pool.salesOf(holder)[0]?.ticket.number ?? ''}@rehearsal.invalid`;
}
