import test from 'ava';
import { expectProblem } from '../support/problems.ts';
import { params, startFair } from '../support/desk-raffle.ts';

/** The last digits of 16 bytes in base64url, and one that decodes to the same bytes. */
const nextDigit: Readonly<Record<string, string>> = { A: 'B', Q: 'R', g: 'h', w: 'x' };

test('the link says which tickets were voided, and what the others won', async (t) => {
  const { operator, sell, claim } = await startFair(t, { prizes: ['Bicycle', 'Book'] });
  const { claimUrl, receipts } = await sell({ quantity: 2, buyer: { name: 'Ann' } });
  await operator.call('voidTickets', { params, body: { numbers: [1], reason: 'refunded' } });
  const bo = await sell({ quantity: 1, buyer: { name: 'Bo' } });
  t.deepEqual(
    bo.tickets.map(({ number }) => number),
    [1],
    'the number is sold again',
  );
  const shown = await claim(claimUrl);
  t.like(shown, { tickets: [{ number: 2 }], voided: [{ number: 1, sale: 1, reason: 'refunded' }] });
  t.is(shown.voided.length, 1);
  t.deepEqual(shown.receipts, receipts, 'a receipt proves the sale for ever');
  const { winners } = await operator.call('drawWinner', { params });
  const after = await claim(claimUrl);
  const mine = winners.flatMap((winner) =>
    winner.state !== 'unawarded' && winner.ticketNumber === 2 ? [winner.title] : [],
  );
  t.is(after.won, mine.length > 0);
  t.deepEqual(
    after.prizes.map(({ title }) => title),
    mine,
  );
  t.like(after.prizes, [{ ticketNumber: 2, state: 'drawn' }]);
});

test('a browser that opens the link is sent to its page, which tells its address to no other site', async (t) => {
  const { url, sell } = await startFair(t);
  const { claimUrl } = await sell({ quantity: 2 });
  const open = async (accept: string) =>
    fetch(claimUrl, { headers: { accept }, redirect: 'manual' });
  const reply = await open('text/html,*/*;q=0.8');
  t.is(reply.status, 303);
  const path = `/raffles/fair/claims/${claimUrl.split('/').at(-1)!}`;
  t.is(reply.headers.get('location'), path);
  t.is(reply.headers.get('cache-control'), 'no-store');
  t.is(reply.headers.get('referrer-policy'), 'no-referrer');
  t.is((await open('*/*')).headers.get('content-type'), 'application/json; charset=utf-8');
  const page = await fetch(url + path, { headers: { accept: 'text/html' } });
  t.is(page.status, 200);
  t.is(page.headers.get('referrer-policy'), 'no-referrer');
  t.is(page.headers.get('x-robots-tag'), 'noindex');
});

test('a changed, invented or foreign link shows nothing', async (t) => {
  const { url, operator, sell } = await startFair(t);
  await operator.call('createRaffle', { body: { id: 'other', title: 'Other' } });
  const other = { params: { id: 'other' }, body: { quantity: 1 }, idempotencyKey: 'one' };
  await operator.call('sellTickets', other);
  const { claimUrl } = await sell({ quantity: 1 });
  await sell({ quantity: 1 });
  const token = claimUrl.split('/').at(-1)!;
  const [place, mac] = [token.slice(0, token.indexOf('-')), token.slice(token.indexOf('-') + 1)];
  const tokens = [
    `2-${mac}`,
    `0-${mac}`,
    `0${place}-${mac}`,
    `${place}-${mac.slice(0, -1)}`,
    // The last digit has unused bits; one spelling is the token.
    `${place}-${mac.slice(0, -1)}${nextDigit[mac.at(-1)!]}`,
    `${place}-${mac}=`,
    `${place}-${mac.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    `${place}-${'A'.repeat(22)}`,
    `zzzzzzzzzzz-${mac}`,
    '1',
    'x',
    '%20',
  ];
  for (const each of tokens) {
    await expectProblem(t, await fetch(`${url}/api/raffles/fair/claims/${each}`), 'not-found');
  }
  await expectProblem(t, await fetch(`${url}/api/raffles/other/claims/${token}`), 'not-found');
  await expectProblem(
    t,
    await fetch(`${url}/api/raffles/none/claims/${token}`),
    'raffle-not-found',
  );
  t.is((await fetch(claimUrl)).status, 200);
});
