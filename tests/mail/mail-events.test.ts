import test from 'ava';
import type { DeskSale, Entry } from '../../services/raffle/domain/entries.ts';
import { findMails } from '../../services/raffle/mail/mail-events.ts';
import {
  amended,
  cancelled,
  claimed,
  closed,
  forfeited,
  later,
  now,
  opened,
  voided,
} from '../support/given.ts';
import {
  draw,
  story,
  pause,
  requireOpened,
  mailsOf,
  kindsOf,
  ann,
  ben,
  fair,
} from '../support/found-mails.ts';

function deskSale(number: number, facts: Partial<DeskSale> = {}): DeskSale {
  return {
    type: 'ticket-sold',
    number,
    holder: 'cem',
    desk: true,
    key: 'd',
    at: now,
    account: 'cem@',
    buyer: { email: 'cem@example.org', name: 'Cem' },
    operatorSignature: null,
    ...facts,
  };
}

test('a purchase of several tickets is one mail', async (t) => {
  const [, first, second, ...rest] = await mailsOf(fair, ann(1), ann(2), ben(3));
  t.deepEqual(rest, []);
  t.like(first, { index: 1, next: 3, at: now });
  t.deepEqual(first?.mails[0]?.to, { account: 'ann@' });
  t.like(first?.mails[0]?.content, {
    kind: 'purchase',
    tickets: [1, 2],
    sales: [1, 2],
    soldAt: now,
    prizes: ['Hamper', 'Book'],
  });
  t.like(second?.mails[0]?.content, { tickets: [3], sales: [3] });
});

test('two purchases of one person are two mails', async (t) => {
  t.deepEqual(await kindsOf(fair, ann(1, 'a'), ann(2, 'b')), [
    'purchase to ann@',
    'purchase to ann@',
  ]);
});

test('a purchase is described by the rules of its time', async (t) => {
  const notice = { payment: 'Cash', price: { amount: 200, currency: 'GBP' } };
  const log = [
    opened({ title: 'First', notice }),
    ann(1),
    amended({ title: 'Second', notice: { ...notice, payment: 'By card' } }),
    ben(2),
  ];
  const titles = (await mailsOf(...log)).flatMap(({ mails }) =>
    mails.map(({ content }) => `${content.kind} ${content.raffle.title} ${content.raffle.payment}`),
  );
  t.deepEqual(titles, [
    'purchase First Cash',
    'amendment Second By card',
    'purchase Second By card',
  ]);
});

test('a desk sale is mailed to the address that the buyer gave', async (t) => {
  const [, event] = await mailsOf(fair, deskSale(1), deskSale(2));
  t.deepEqual(
    event?.mails.map(({ to }) => to),
    [{ account: 'cem@', email: 'cem@example.org' }],
  );
  t.like(event?.mails[0]?.content, { kind: 'desk-sale', tickets: [1, 2] });
});

test('the mail about a desk sale says whether the operator took the money', async (t) => {
  const isPaid = async (entry: Entry) => {
    const [, event] = await mailsOf(fair, entry);
    const content = event?.mails[0]?.content;
    return content?.kind === 'desk-sale' && content.isPaid === true;
  };
  t.true(await isPaid(deskSale(1, { paid: true })));
  t.false(await isPaid(deskSale(1)));
});

test('a desk sale to a buyer without an address is not mailed', async (t) => {
  const { account: _, buyer: __, ...anonymous } = deskSale(1);
  t.deepEqual(await kindsOf(fair, anonymous, voided(1), closed(0)), []);
});

test('an amendment is mailed to each holder once, with the old values, and not before the first sale', async (t) => {
  const log = [
    opened({ closesAt: later, notice: { place: 'Hall' } }),
    amended({ title: 'Fair' }),
    ann(1, 'a'),
    ann(2, 'b'),
    ben(3),
    voided(3),
    amended({ title: 'Spring fair 2', closesAt: '2026-05-03T12:00:00.000Z', notice: null }),
  ];
  const event = (await mailsOf(...log)).at(-1);
  t.deepEqual(
    event?.mails.map(({ to }) => to.account),
    ['ann@'],
  );
  t.like(event?.mails[0]?.content, {
    kind: 'amendment',
    raffle: { title: 'Spring fair 2' },
    changes: [
      { rule: 'title', before: 'Fair', after: 'Spring fair 2' },
      { rule: 'closesAt', before: later, after: '2026-05-03T12:00:00.000Z' },
      { rule: 'place', before: 'Hall' },
    ],
  });
});

test('tickets voided by one order are one mail for each holder', async (t) => {
  const log = [fair, ann(1, 'a'), ben(2), ann(3, 'c')];
  const events = await mailsOf(...log, voided(1), voided(2), voided(3), ben(1, 'd'));
  t.deepEqual(
    events[4]?.mails.map(({ to, content }) => [
      to.account,
      content.kind === 'void' && content.tickets,
    ]),
    [
      ['ann@', [1, 3]],
      ['ben@', [2]],
    ],
  );
  t.is(events.length, 6);
});

test('the void of a number that was sold again goes to its second holder', async (t) => {
  t.deepEqual((await kindsOf(fair, ann(1), voided(1), ben(1), voided(1))).slice(1), [
    'void to ann@',
    'purchase to ben@',
    'void to ben@',
  ]);
});

test('a cancellation is mailed to every holder of a valid ticket', async (t) => {
  const kinds = await kindsOf(fair, ann(1), ben(2), voided(1), cancelled({ reason: 'Flood' }));
  t.deepEqual(kinds.at(-1), 'cancellation to ben@');
  t.is(kinds.filter((kind) => kind.startsWith('cancellation')).length, 1);
});

test('a log leads to the same mails when it is read entry by entry, and later', async (t) => {
  const amendment = amended({ title: 'Spring fair 2' });
  const logs: Entry[][] = [
    [fair, ann(1), ben(2), amendment, voided(1), ben(1, 'c'), cancelled()],
    [fair, ann(1), ben(2), voided(2), ben(2, 'c'), amendment, ann(3, 'd'), ann(4, 'd'), closed(4)],
    [...story, draw, forfeited(1, 2), claimed(2, 3), forfeited(1, 4)],
  ];
  for (const log of logs) {
    const events = await mailsOf(...log);
    for (const event of events) {
      const atOnce = requireOpened(log.slice(0, event.next));
      const part = { entries: log.slice(event.index, event.next), from: event.index };
      t.deepEqual(await findMails(atOnce, part, { index: event.index, pause }), event);
    }
  }
});
