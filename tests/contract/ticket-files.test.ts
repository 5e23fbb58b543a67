import test from 'ava';
import type { SoldTicket } from '#contract/tickets.ts';
import { writePaymentsCsv, writeTicketsCsv } from '#contract/ticket-files.ts';

const purchasedAt = '2026-05-01T12:00:00.000Z';
const web = { number: 1, sale: 1, holder: 'h1', email: 'ann@example.org', purchasedAt };
const tickets: readonly SoldTicket[] = [
  { ...web, name: '=HYPERLINK("https://evil.example")', phone: '+44 20 7946 0958', paid: true },
  { ...web, number: 2, sale: 5, holder: '-h2', email: '', desk: true, name: 'Bo, "B" Berg' },
];

const lines = (csv: string) => csv.replace(/^\u{FEFF}/u, '').split('\r\n');

test('a file of tickets has a line for each, and no text in it is a formula', (t) => {
  t.deepEqual(lines(writeTicketsCsv(tickets)), [
    'number,sale,holder,email,name,phone,purchasedAt,channel,paid',
    `1,1,h1,ann@example.org,"'=HYPERLINK(""https://evil.example"")",'+44 20 7946 0958,${purchasedAt},web,yes`,
    `2,5,'-h2,,"Bo, ""B"" Berg",,${purchasedAt},desk,no`,
    '',
  ]);
});

test('a file of payments has the price of each ticket in minor units', (t) => {
  t.deepEqual(lines(writePaymentsCsv(tickets, { amount: 200, currency: 'GBP' })), [
    'number,sale,email,name,paid,amount,currency',
    `1,1,ann@example.org,"'=HYPERLINK(""https://evil.example"")",yes,200,GBP`,
    '2,5,,"Bo, ""B"" Berg",no,200,GBP',
    '',
  ]);
  t.is(lines(writePaymentsCsv(tickets))[2], '2,5,,"Bo, ""B"" Berg",no,,');
});
