import test from 'ava';
import { formatMoney } from '#contract/money.ts';
import { parsePrice } from '../../cli/money.ts';
import { describeTime, parseTime } from '../../cli/times.ts';

// Every test file runs in a process of its own.
process.env['TZ'] = 'Europe/London';

const times: Record<string, string> = {
  '2027-05-29T17:00Z': '2027-05-29T17:00:00.000Z',
  '2027-05-29 17:00+02:00': '2027-05-29T15:00:00.000Z',
  '2027-05-29T17:00:30z': '2027-05-29T17:00:30.000Z',
  '2027-05-29T17:00:00.000Z': '2027-05-29T17:00:00.000Z',
  '2027-05-29 17:00': '2027-05-29T16:00:00.000Z',
  '2027-12-29 17:00': '2027-12-29T17:00:00.000Z',
};
for (const [text, iso] of Object.entries(times)) {
  test(`parseTime() reads ${text}`, (t) => t.is(parseTime(text), iso));
}

const noTimes = {
  'a date alone': '2027-05-29',
  'a time in words': 'tomorrow',
  'a day that does not exist': '2027-02-30 17:00',
  'a day that does not exist, with a zone': '2027-02-30T17:00Z',
  'an hour that a change of clocks leaves out': '2027-03-28 01:30',
  'an hour of 25': '2027-05-29 25:00',
  'part of a second, which would be lost': '2027-05-29T17:00:00.500Z',
};
for (const [what, text] of Object.entries(noTimes)) {
  test(`parseTime() refuses ${what}`, (t) => {
    t.throws(() => parseTime(text), { code: 'commander.invalidArgument' });
  });
}

test('describeTime() says the local time with its zone, and UTC', (t) => {
  t.is(
    describeTime('2027-05-29T16:00:00.000Z'),
    'Saturday, 29 May 2027 at 17:00:00 BST (2027-05-29T16:00:00.000Z)',
  );
});

const prices: Record<string, [amount: number, currency: string]> = {
  '2.00 GBP': [200, 'GBP'],
  '2 gbp': [200, 'GBP'],
  'EUR 2,50': [250, 'EUR'],
  '0.29 EUR': [29, 'EUR'],
  '500 JPY': [500, 'JPY'],
  '1.500 KWD': [1500, 'KWD'],
};
for (const [text, [amount, currency]] of Object.entries(prices)) {
  test(`parsePrice() reads ${text}`, (t) => t.deepEqual(parsePrice(text), { amount, currency }));
}

const noPrices = {
  'an amount without a currency': '2.00',
  'a currency that does not exist': '2.00 QQQ',
  'a negative amount': '-1 GBP',
  'half a penny': '0.005 GBP',
  'one decimal': '2.5 GBP',
  'parts of a yen': '2.50 JPY',
  'a comma that could group thousands': '1,500 KWD',
  'more than the service accepts': '10000001 GBP',
};
for (const [what, text] of Object.entries(noPrices)) {
  test(`parsePrice() refuses ${what}`, (t) => {
    t.throws(() => parsePrice(text), { code: 'commander.invalidArgument' });
  });
}

test('formatMoney() writes minor units in the currency', (t) => {
  t.deepEqual(
    [
      formatMoney({ amount: 200, currency: 'GBP' }, 'en'),
      formatMoney({ amount: 500, currency: 'JPY' }, 'en'),
    ],
    ['£2.00', '¥500'],
  );
});
