import type { TicketSold } from '../domain/entries.ts';
import type { Pool } from '../domain/pool.ts';
import type { MailRecipient } from '../stores/outbox-store.ts';
import type { RaffleMail } from './raffle-mails/raffle-mail.ts';

/** A mail that an entry of a log leads to. */
export interface EntryMail {
  readonly to: MailRecipient;
  readonly content: RaffleMail;
}

/** Lets other work run. Called after every few thousand tickets. */
export type Pause = () => Promise<void>;

/** A recipient, with the numbers of their tickets. */
export interface Holder {
  readonly to: MailRecipient;
  readonly tickets: number[];
}

const ticketsPerPause = 2_000;

/** The recipients with valid tickets, in the order of their lowest number. */
export async function findHolders(pool: Pool, pause: Pause): Promise<Holder[]> {
  const groups = new Map<string, Holder>();
  let count = 0;
  for (const ticket of pool) {
    addTicket(groups, ticket);
    count += 1;
    if (count % ticketsPerPause === 0) await pause();
  }
  return [...groups.values()];
}

/** The recipients of these tickets, in the order of their first one. */
export function groupByRecipient(tickets: readonly TicketSold[]): Holder[] {
  const groups = new Map<string, Holder>();
  for (const ticket of tickets) addTicket(groups, ticket);
  return [...groups.values()];
}

function addTicket(groups: Map<string, Holder>, ticket: TicketSold): void {
  const to = findRecipient(ticket);
  if (to === undefined) return;
  const holder = groups.get(to.account);
  if (holder === undefined) groups.set(to.account, { to, tickets: [ticket.number] });
  else holder.tickets.push(ticket.number);
}

/** Who gets the mails about a ticket; undefined if the buyer gave no address. */
export function findRecipient({ account, ...sale }: TicketSold): MailRecipient | undefined {
  if (account === undefined) return undefined;
  const email = sale.desk === true ? sale.buyer?.email : undefined;
  return email === undefined ? { account } : { account, email };
}
