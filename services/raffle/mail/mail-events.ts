import { asOf } from '../domain/as-of.ts';
import { findChanges } from '../domain/changed-rules.ts';
import type {
  Entry,
  RaffleAmended,
  RaffleCancelled,
  TicketSold,
  TicketVoided,
} from '../domain/entries.ts';
import type { DrawnRaffle, OpenedRaffle } from '../domain/raffle.ts';
import { applyChanges, type RaffleRules } from '../domain/rules.ts';
import {
  findHolders,
  findRecipient,
  groupByRecipient,
  type EntryMail,
  type Pause,
} from './mail-recipients.ts';
import { findForfeitMails, findResultMails } from './prize-mails.ts';
import { mailedRaffle } from './raffle-mails/mailed-rules.ts';
import type { RaffleMail } from './raffle-mails/raffle-mail.ts';

/** The mails about an entry of a log. Equal logs give equal mails, in the same order. */
export interface MailEvent {
  /** Log index of the first entry that the mails are about. */
  readonly index: number;
  /** Log index after the last one. */
  readonly next: number;
  /** Time of the entry, ISO 8601. */
  readonly at: string;
  readonly mails: readonly EntryMail[];
}

/** Some entries of a log. */
export interface LogPart {
  readonly entries: readonly Entry[];
  /** Log index of the first of them. */
  readonly from: number;
}

/**
 * Finds the mails about one entry, or about the entries of one purchase or void.
 *
 * @param raffle With this entry applied, and perhaps later ones.
 * @param log Contains the entry, and all after it that belong to the same purchase or void.
 * @param index Log index of the entry.
 */
export async function findMails(
  raffle: OpenedRaffle,
  log: LogPart,
  { index, pause }: { readonly index: number; readonly pause: Pause },
): Promise<MailEvent> {
  const entry = log.entries[index - log.from];
  if (entry === undefined) throw new RangeError(`The log has no entry ${index}.`);
  const { type, at } = entry;
  const one = { index, next: index + 1, at };
  switch (type) {
    case 'ticket-sold': {
      const sales = takeWhile(log, index, (other) => isSamePurchase(other, entry));
      const mails = findPurchaseMails(sales, index, asOf(raffle, index).rules);
      return { ...one, next: index + sales.length, mails };
    }
    case 'ticket-voided': {
      const voids = takeWhile(log, index, (other) => isSameVoid(other, entry));
      const next = index + voids.length;
      return { ...one, next, mails: findVoidMails(raffle, entry, { index, next }) };
    }
    case 'raffle-amended':
    case 'raffle-cancelled':
      return { ...one, mails: await findNewsMails(asOf(raffle, index), entry, pause) };
    case 'raffle-drawn':
      return { ...one, mails: await findResultMails(requireDrawn(raffle), pause) };
    case 'prize-forfeited':
      return { ...one, mails: findForfeitMails(requireDrawn(raffle), entry) };
    case 'raffle-opened':
    case 'raffle-closed':
    case 'prize-claimed':
      return { ...one, mails: [] };
    default:
      return type satisfies never;
  }
}

/** Log index after the last entry of the event that begins at an index, as far as the log was read. */
export function findEventEnd(log: LogPart, index: number): number {
  const entry = log.entries[index - log.from];
  if (entry?.type === 'ticket-sold') {
    return index + takeWhile(log, index, (other) => isSamePurchase(other, entry)).length;
  }
  if (entry?.type === 'ticket-voided') {
    return index + takeWhile(log, index, (other) => isSameVoid(other, entry)).length;
  }
  return index + 1;
}

function findPurchaseMails(
  sales: readonly TicketSold[],
  index: number,
  rules: RaffleRules,
): EntryMail[] {
  const [first] = sales;
  const to = first === undefined ? undefined : findRecipient(first);
  if (first === undefined || to === undefined) return [];
  const content: RaffleMail = {
    kind: first.desk === true ? 'desk-sale' : 'purchase',
    raffle: mailedRaffle(rules),
    tickets: sales.map(({ number }) => number),
    sales: sales.map((_, offset) => index + offset),
    soldAt: first.at,
    prizes: rules.prizes,
    ...(first.desk === true && first.paid === true ? { isPaid: true } : {}),
  };
  return [{ to, content }];
}

function findVoidMails(
  raffle: OpenedRaffle,
  { reason }: TicketVoided,
  { index, next }: Pick<MailEvent, 'index' | 'next'>,
): EntryMail[] {
  const { pool } = raffle;
  const about = mailedRaffle(asOf(raffle, index).rules);
  const tickets = pool.voids
    .filter((voided) => voided.index >= index && voided.index < next)
    .flatMap(({ sale }) => pool.saleAt(sale)?.ticket ?? []);
  return groupByRecipient(tickets).map(({ to, tickets: numbers }) => ({
    to,
    content: { kind: 'void', raffle: about, tickets: numbers, reason },
  }));
}

/** @param before The raffle before the entry. */
async function findNewsMails(
  before: OpenedRaffle,
  entry: RaffleAmended | RaffleCancelled,
  pause: Pause,
): Promise<EntryMail[]> {
  const content = composeNews(before.rules, entry);
  if (content === undefined) return [];
  const holders = await findHolders(before.pool, pause);
  return holders.map(({ to }) => ({ to, content }));
}

function composeNews(
  before: RaffleRules,
  entry: RaffleAmended | RaffleCancelled,
): RaffleMail | undefined {
  if (entry.type === 'raffle-cancelled') {
    return { kind: 'cancellation', raffle: mailedRaffle(before), reason: entry.reason };
  }
  const after = applyChanges(before, entry.changes);
  const changes = findChanges(before, after);
  if (changes.length === 0) return undefined;
  return { kind: 'amendment', raffle: mailedRaffle(after), changes };
}

function isSamePurchase(entry: Entry, first: TicketSold): entry is TicketSold {
  return (
    entry.type === 'ticket-sold' &&
    entry.key === first.key &&
    entry.holder === first.holder &&
    entry.account === first.account &&
    entry.desk === first.desk
  );
}

function isSameVoid(entry: Entry, first: TicketVoided): entry is TicketVoided {
  return (
    entry.type === 'ticket-voided' &&
    entry.at === first.at &&
    entry.reason === first.reason &&
    entry.operatorSignature?.signature === first.operatorSignature?.signature
  );
}

/** The entries from a log index on, up to the first that is no part. */
function takeWhile<Item extends Entry>(
  { entries, from }: LogPart,
  index: number,
  isPart: (entry: Entry) => entry is Item,
): Item[] {
  const items: Item[] = [];
  for (let place = index - from; place < entries.length; place += 1) {
    const entry = entries[place];
    if (entry === undefined || !isPart(entry)) break;
    items.push(entry);
  }
  return items;
}

function requireDrawn(raffle: OpenedRaffle): DrawnRaffle {
  if (raffle.status === 'drawn') return raffle;
  throw new RangeError(`The raffle ${raffle.opened.raffleId} is not drawn.`);
}
