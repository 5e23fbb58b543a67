import test from 'ava';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService } from '../support/service.ts';
import { seeLog } from '../support/public-log.ts';

const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const missingPicture = 'ab'.repeat(32);

test('a raffle with prizes, reserves, times and a notice is opened, and view and log show all of it', async (t) => {
  const { url, operator } = await startTestService(t);
  const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
  const { picture } = await operator.call('uploadPicture', { file });
  const [opensAt, closesAt, drawAt, claimBy] = [inHours(1), inHours(2), inHours(3), inHours(4)];
  const notice = {
    organiser: 'Riverside school',
    contact: 'fair@example.org',
    purpose: 'A new climbing frame.\nAll proceeds.',
    price: { amount: 200, currency: 'GBP' },
    payment: 'Pay cash at the stall.',
    place: 'School hall',
    drawAt,
    licence: 'Small society lottery 12/345',
    terms: 'Line one.\nLine two: 3 < 4 & 5 > 4.',
    picture,
    resultsUrl: 'https://example.org/results',
    askFor: { name: 'required', phone: 'optional' },
  } as const;
  const rules = {
    id: 'fair',
    title: 'School fair',
    prizes: ['Bicycle', 'Hamper', 'Book'],
    reserves: 2,
    onePrizePerPerson: true,
    opensAt,
    closesAt,
    claimBy,
    notice,
  };
  const view = await operator.call('createRaffle', { body: rules });
  const { id, title, prizes, ...others } = rules;
  t.like(view, { id, title, status: 'announced', rules: 0, version: 1, ...others });
  t.deepEqual(
    view.prizes,
    prizes.map((prize) => ({ title: prize })),
  );
  t.deepEqual(await operator.call('showRaffle', { params: { id } }), view);
  const { entries } = await seeLog(url, id);
  t.like(entries[0], { type: 'raffle-opened', schema: 2, raffle: id, title, prizes, ...others });
});

test('the address of the results begins with https or http, and a refusal says so', async (t) => {
  const { operator } = await startTestService(t);
  const notice = { resultsUrl: 'http://example.org/results' };
  t.like(await operator.call('createRaffle', { body: { title: 'Fair', notice } }), { notice });
  const body = { title: 'Fair', notice: { resultsUrl: 'ftp://example.org/results' } };
  const error = await t.throwsAsync(operator.call('createRaffle', { body }));
  t.true(error.message.includes('begin with https:// or http://'), error.message);
});

test('a raffle created with only a title has one prize, no reserve and nothing else', async (t) => {
  const { url, operator } = await startTestService(t);
  const view = await operator.call('createRaffle', { body: { title: 'Plain' } });
  t.like(view, { status: 'open', prizes: [{ title: 'Prize' }], reserves: 0 });
  for (const name of ['opensAt', 'closesAt', 'claimBy', 'notice', 'onePrizePerPerson']) {
    t.false(name in view, name);
  }
  const { entries } = await seeLog(url, 'plain');
  t.deepEqual(
    Object.keys(entries[0]!).toSorted(),
    'at capacity logKey perPersonLimit prizes raffle randomness reserves schema title type'.split(
      ' ',
    ),
  );
});

test('an empty notice, an empty askFor and false are the same as their absence', async (t) => {
  const { operator } = await startTestService(t);
  const body = { title: 'Plain', notice: { askFor: {} }, onePrizePerPerson: false };
  const view = await operator.call('createRaffle', { body });
  t.false('notice' in view);
  t.false('onePrizePerPerson' in view);
});

test('a time is stored with milliseconds, and texts without the spaces around them', async (t) => {
  const { operator } = await startTestService(t);
  const body = { title: ' Fair ', prizes: [' Book '], closesAt: '2999-01-31T17:00:00Z' };
  t.like(await operator.call('createRaffle', { body }), {
    title: 'Fair',
    prizes: [{ title: 'Book' }],
    closesAt: '2999-01-31T17:00:00.000Z',
  });
});

test('the same request again gets the same reply, also after its times have been amended', async (t) => {
  const { operator } = await startTestService(t);
  const call = { body: { id: 'fair', title: 'Fair', closesAt: inHours(1) }, idempotencyKey: 'one' };
  const view = await operator.call('createRaffle', call);
  await operator.call('amendRaffle', { params: { id: 'fair' }, body: { closesAt: inHours(2) } });
  t.deepEqual(await operator.call('createRaffle', call), view);
});

/** Rules that contradict themselves or a bound, and the member that the refusal names. */
const bad: [name: string, member: string, rules: object][] = [
  ['an opening in the past', 'opensAt', { opensAt: inHours(-1) }],
  ['a closing in the past', 'closesAt', { closesAt: inHours(-1) }],
  ['a time to claim in the past', 'claimBy', { claimBy: inHours(-1) }],
  ['a draw in the past', 'notice.drawAt', { notice: { drawAt: inHours(-1) } }],
  ['a closing before the opening', 'closesAt', { opensAt: inHours(2), closesAt: inHours(1) }],
  [
    'a closing at the opening',
    'closesAt',
    { opensAt: '2999-01-01T00:00:00Z', closesAt: '2999-01-01T00:00:00.000Z' },
  ],
  ['a time to claim before the closing', 'claimBy', { closesAt: inHours(2), claimBy: inHours(1) }],
  [
    'a draw before the closing',
    'notice.drawAt',
    { closesAt: inHours(2), notice: { drawAt: inHours(1) } },
  ],
  [
    'a time to claim before the draw',
    'claimBy',
    { claimBy: inHours(1), notice: { drawAt: inHours(2) } },
  ],
  ['a time without a zone', 'opensAt', { opensAt: '2999-01-01T00:00:00' }],
  ['a time with an offset', 'closesAt', { closesAt: '2999-01-01T00:00:00+02:00' }],
  ['a date', 'claimBy', { claimBy: '2999-01-01' }],
  ['a day that does not exist', 'opensAt', { opensAt: '2999-02-30T00:00:00Z' }],
  ['a number as a time', 'opensAt', { opensAt: 32_503_680_000 }],
  ['null as a time', 'opensAt', { opensAt: null }],
  ['no prize', 'prizes', { prizes: [] }],
  ['21 prizes', 'prizes', { prizes: Array.from({ length: 21 }, (_, n) => `Prize ${n + 1}`) }],
  ['a prize of spaces', 'prizes.0', { prizes: ['   '] }],
  ['an invisible prize', 'prizes.1', { prizes: ['Book', '\u200B'] }],
  ['a prize of two lines', 'prizes.0', { prizes: ['A\nB'] }],
  ['a prize of 201 characters', 'prizes.0', { prizes: ['x'.repeat(201)] }],
  ['a prize that is a number', 'prizes.0', { prizes: [1] }],
  ['a text as prizes', 'prizes', { prizes: 'Bicycle' }],
  ['-1 reserves', 'reserves', { reserves: -1 }],
  ['51 reserves', 'reserves', { reserves: 51 }],
  ['half a reserve', 'reserves', { reserves: 0.5 }],
  [
    'too few reserves for one prize per person',
    'reserves',
    { prizes: ['A', 'B', 'C'], reserves: 1, onePrizePerPerson: true },
  ],
  ['a text as onePrizePerPerson', 'onePrizePerPerson', { onePrizePerPerson: 'yes' }],
  ['an unknown member of the notice', 'notice', { notice: { colour: 'red' } }],
  ['HTML in the terms', 'notice.terms', { notice: { terms: 'See <a href="x">this</a>' } }],
  ['HTML in the organiser', 'notice.organiser', { notice: { organiser: '<b>School</b>' } }],
  ['an HTML comment in the purpose', 'notice.purpose', { notice: { purpose: 'x <!-- y' } }],
  ['5,000 characters of terms', 'notice.terms', { notice: { terms: 'x'.repeat(5_000) } }],
  ['an organiser of spaces', 'notice.organiser', { notice: { organiser: ' ' } }],
  ['an organiser of two lines', 'notice.organiser', { notice: { organiser: 'A\nB' } }],
  ['a control character in the terms', 'notice.terms', { notice: { terms: 'a\u0000b' } }],
  ['a lone surrogate', 'notice.place', { notice: { place: '\uD800' } }],
  ['a price of -1', 'notice.price.amount', { notice: { price: { amount: -1, currency: 'GBP' } } }],
  [
    'a price of 1.5',
    'notice.price.amount',
    { notice: { price: { amount: 1.5, currency: 'GBP' } } },
  ],
  [
    'a price of 10^10',
    'notice.price.amount',
    { notice: { price: { amount: 1e10, currency: 'GBP' } } },
  ],
  ['a price without currency', 'notice.price.currency', { notice: { price: { amount: 200 } } }],
  ['a price without amount', 'notice.price.amount', { notice: { price: { currency: 'GBP' } } }],
  [
    'an unknown currency',
    'notice.price.currency',
    { notice: { price: { amount: 1, currency: 'XQQ' } } },
  ],
  [
    'a currency in small letters',
    'notice.price.currency',
    { notice: { price: { amount: 1, currency: 'gbp' } } },
  ],
  [
    'a picture that is an address',
    'notice.picture',
    { notice: { picture: 'https://example.org/x.png' } },
  ],
  ['a picture that was not uploaded', 'notice.picture', { notice: { picture: missingPicture } }],
  ['a picture in capitals', 'notice.picture', { notice: { picture: 'AB'.repeat(32) } }],
  [
    'a script as the address of the results',
    'notice.resultsUrl',
    { notice: { resultsUrl: 'javascript:alert(1)' } },
  ],
  ['no address of the results', 'notice.resultsUrl', { notice: { resultsUrl: 'example' } }],
  ...[
    'exam\nple.org',
    'example.org/\r\nBcc: x',
    'example.org/\uD800',
    'x.org/\0',
    'x.org/"><b>',
    'x y',
  ].map((address): [string, string, object] => [
    `the address ${JSON.stringify(address)}`,
    'notice.resultsUrl',
    { notice: { resultsUrl: `https://${address}` } },
  ]),
  ['a draw that is no time', 'notice.drawAt', { notice: { drawAt: 'Saturday' } }],
  ['an unknown detail to ask for', 'notice.askFor', { notice: { askFor: { age: 'required' } } }],
  [
    'a detail that is neither required nor optional',
    'notice.askFor.name',
    { notice: { askFor: { name: true } } },
  ],
  ['a list as notice', 'notice', { notice: [] }],
];

test('rules that contradict themselves or a bound are refused, with the name of the member', async (t) => {
  const { url, operator } = await startTestService(t);
  for (const [name, member, rules] of bad) {
    const body = { id: 'bad', title: 'Bad', ...rules } as CreateRaffle;
    await t.notThrowsAsync(
      expectRefusal(t, operator.call('createRaffle', { body }), 'invalid-request', member),
      name,
    );
  }
  t.is((await fetch(`${url}/api/raffles/bad`)).status, 404);
  await operator.call('createRaffle', { body: { id: 'bad', title: 'The id is not taken' } });
});
