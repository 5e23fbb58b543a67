import type { Response } from 'express';
import type { SoldTicket as SoldTicketView, VoidedTicket } from '#contract/tickets.ts';
import type { TicketSold } from '../../domain/entries.ts';
import type { Pool, SoldTicket } from '../../domain/pool.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import { madeUpAccount } from '../../domain/rehearsal.ts';
import type { Account, AccountDetails } from '../../stores/account-store.ts';
import { viewTicket, type IsPaid } from '../purchases/ticket-views.ts';
import { entriesPerChunk, sendInChunks } from '../requests/send-in-chunks.ts';

/** What is known of tickets beside the log. */
export interface TicketSources {
  /** Returns the account with an id. */
  readonly findAccount: (id: string) => Account | undefined;
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

function* writeTickets(
  { opened, pool, version: to }: OpenedRaffle,
  sources: TicketSources,
  from: number,
): Generator<string> {
  yield '{"tickets":[';
  let lines: string[] = [];
  let isFirst = true;
  for (const sale of pool.sales(from)) {
    if (sale.voided !== undefined) continue;
    lines.push((isFirst ? '' : ',') + JSON.stringify(viewSoldTicket(pool, sale, sources)));
    isFirst = false;
    if (lines.length < entriesPerChunk) continue;
    yield lines.join('');
    lines = [];
  }
  const { rehearsal } = opened;
  const voided = listVoided(pool, from);
  const tail = { voided, to, ...(rehearsal === undefined ? {} : { rehearsal }) };
  yield `${lines.join('')}],${JSON.stringify(tail).slice(1)}`;
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

function viewSoldTicket(
  pool: Pool,
  sale: SoldTicket,
  { findAccount, isPaid }: TicketSources,
): SoldTicketView {
  const { ticket } = sale;
  const { email = '', name, phone, mayShowName } = findBuyer(pool, ticket, findAccount);
  return {
    ...viewTicket(sale),
    holder: ticket.holder,
    email,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(mayShowName === true ? { mayShowName } : {}),
    ...(isPaid(sale) ? { paid: true } : {}),
    ...(ticket.desk === true ? { desk: true } : {}),
  };
}

/** What a buyer at the desk told the operator, or what is in a participant's account. */
function findBuyer(
  pool: Pool,
  ticket: TicketSold,
  findAccount: TicketSources['findAccount'],
): Partial<Pick<Account, 'email' | keyof AccountDetails>> {
  if (ticket.desk === true) return ticket.buyer ?? {};
  if (ticket.account === madeUpAccount) return { email: madeUpEmail(pool, ticket.holder) };
  return findAccount(ticket.account) ?? {};
}

/** An address of a made-up participant, named after the first ticket; undeliverable by RFC 2606. */
function madeUpEmail(pool: Pool, holder: string): string {
  return `participant-${pool.salesOf(holder)[0]?.ticket.number ?? ''}@rehearsal.invalid`;
}
