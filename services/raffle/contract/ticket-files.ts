import type { SoldTicket } from './tickets.ts';
import { writeCsv } from './write-csv.ts';

/** The price of one ticket: `amount` in minor units, `currency` ISO 4217. */
interface Price {
  readonly amount: number;
  readonly currency: string;
}

/** Writes sold tickets with what is known of their buyers as CSV, in the given order. */
export function writeTicketsCsv(tickets: readonly SoldTicket[]): string {
  const rows = tickets.map(({ number, sale, holder, email, purchasedAt, ...rest }) => {
    const { name = '', phone = '', desk, paid } = rest;
    const facts = { channel: desk === true ? 'desk' : 'web', paid: writeAnswer(paid) };
    return { number, sale, holder, email, name, phone, purchasedAt, ...facts };
  });
  return writeCsv(
    ['number', 'sale', 'holder', 'email', 'name', 'phone', 'purchasedAt', 'channel', 'paid'],
    rows,
  );
}

/**
 * Writes which sold tickets are paid as CSV, in the given order. Amounts are whole numbers of minor
 * units, because a spreadsheet may take 1.05 for a date.
 *
 * @param price Without it the columns of the amount are empty.
 */
export function writePaymentsCsv(tickets: readonly SoldTicket[], price?: Price): string {
  const { amount = '', currency = '' } = price ?? {};
  const rows = tickets.map(({ number, sale, email, name = '', paid }) => {
    return { number, sale, email, name, paid: writeAnswer(paid), amount, currency };
  });
  return writeCsv(['number', 'sale', 'email', 'name', 'paid', 'amount', 'currency'], rows);
}

function writeAnswer(isTrue: true | undefined): string {
  return isTrue === true ? 'yes' : 'no';
}
