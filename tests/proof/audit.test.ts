import test from 'ava';
import { auditBundle, notProven } from '#proof/audit.ts';
import { bend, checkNames, failed, saysOf, type Bent } from '../support/bent-bundles.ts';
import { rehearsal, signedLog, type LogOptions } from '../support/signed-log.ts';

const validLogs: Record<string, LogOptions> = {
  'a raffle closed by one order and drawn by another': {},
  'a raffle closed and drawn by one order': { ending: 'draw' },
  'a closed raffle': { ending: 'close' },
  'an open raffle': { ending: 'open' },
  'a demo without an operator request': { isDemo: true },
  'a raffle ordered with a title alone': { body: { title: '  Spring fair ' } },
  'a rehearsal': { body: rehearsal },
  'a raffle ordered as none': { body: { ...rehearsal, rehearsal: false } },
};

for (const [name, options] of Object.entries(validLogs)) {
  test(`auditBundle() passes ${name}`, async (t) => {
    const checks = auditBundle(await signedLog(options));
    t.deepEqual(failed(checks), []);
    t.deepEqual(
      checks.map((check) => check.name),
      checkNames,
    );
  });
}

test('auditBundle() names the tickets drawn, or that there are none yet', async (t) => {
  const drawn = auditBundle(await signedLog());
  t.is(saysOf(drawn, 'draw'), 'Drawn once, in this order: ticket 4, of 5 tickets in the pool.');
  const open = auditBundle(await signedLog({ ending: 'open' }));
  t.is(saysOf(open, 'draw'), 'Nothing is drawn yet.');
});

test('auditBundle() says that no operator requested the opening of a demo', async (t) => {
  const checks = auditBundle(await signedLog({ isDemo: true }));
  t.true(saysOf(checks, 'signatures')!.startsWith('No operator requested the opening'));
});

test('auditBundle() fails for a bundle of another raffle', async (t) => {
  const bundle = await signedLog();
  t.deepEqual(failed(auditBundle(bundle, { raffle: 'spring' })), []);
  t.deepEqual(failed(auditBundle(bundle, { raffle: 'autumn' })), ['bundle']);
});

/** The ticket that is drawn. */
const drawnIn = ({ entries }: Bent) => (entries[7]!.entry['order'] as [object])[0];

/** `…` in the explanation stands for any text. */
const violations: [what: string, name: string, says: string, change: (bundle: Bent) => unknown][] =
  [
    ['a bundle of another kind', 'bundle', 'format is "zip"', (b) => (b['format'] = 'zip')],
    ['a bundle about nothing', 'bundle', 'does not say which raffle', (b) => (b['raffle'] = 7)],
    [
      'entries that are no list',
      'entries',
      'entries is an object',
      (b) => Object.assign(b, { entries: {} }),
    ],
    [
      'an entry that is no object',
      'entries',
      'entries[1] is 7',
      (b) => Object.assign(b.entries, { 1: 7 }),
    ],
    [
      'an unknown kind',
      'entries',
      'entries[1]: "refund" is not',
      (b) => (b.entries[1]!.entry['type'] = 'refund'),
    ],
    [
      'a missing member',
      'entries',
      'entries[1].entry.at is missing',
      (b) => delete b.entries[1]!.entry['at'],
    ],
    [
      'a day that is none',
      'entries',
      'at is "2026-02-30T',
      (b) => (b.entries[1]!.entry['at'] = '2026-02-30T12:00:00.000Z'),
    ],
    [
      'a time without milliseconds',
      'entries',
      'at is "2026-02-03T12:00:00Z"',
      (b) => (b.entries[1]!.entry['at'] = '2026-02-03T12:00:00Z'),
    ],
    [
      'a sale with an order',
      'entries',
      'entries[1]: a purchase has',
      (b) => (b.entries[1]!.order = b.entries[0]!.order!),
    ],
    ['no opening', 'entries', 'entries[0]: the log does not begin', (b) => b.entries.shift()],
    [
      'two openings',
      'entries',
      'entries[8]: … a second time',
      (b) => b.entries.push(b.entries[0]!),
    ],
    ['after that, nothing', 'draw', 'Not checked', (b) => b.entries.shift()],
    [
      'a missing ticket',
      'tickets',
      'entries[2]: ticket 3 stands where ticket 2',
      (b) => b.entries.splice(2, 1),
    ],
    [
      'a ticket too many',
      'capacity',
      'entries[4]: one ticket more',
      (b) => (b.entries[0]!.entry['capacity'] = 3),
    ],
    [
      'a third ticket',
      'limit',
      'entries[4]: … 3 tickets',
      (b) => (b.entries[4]!.entry['holder'] = 'ann'),
    ],
    [
      'a draw without a closing',
      'closing',
      'entries[6]: … never closed',
      (b) => b.entries.splice(6, 1),
    ],
    [
      'two closings',
      'closing',
      'entries[8]: … closed a second',
      (b) => b.entries.push(b.entries[6]!),
    ],
    [
      'a draw before the closing',
      'draw',
      'entries[6]: it comes before',
      (b) => b.entries.push(...b.entries.splice(6, 1)),
    ],
    ['two draws', 'draw', 'entries[8]: … drawn a second', (b) => b.entries.push(b.entries[7]!)],
    [
      'a sale after the draw',
      'closing',
      'entries[8]: ticket-sold follows',
      (b) => b.entries.push(b.entries[1]!),
    ],
    [
      'an index outside',
      'draw',
      'entries[7]: order[0] is index 5, outside',
      (b) => Object.assign(drawnIn(b), { index: 5 }),
    ],
    [
      'another index',
      'draw',
      'entries[7]: order[0]: index 2 is ticket 3 of "ann"',
      (b) => Object.assign(drawnIn(b), { index: 2 }),
    ],
    [
      'another keyid',
      'signatures',
      'entries[0]: its operator request names a key "x"',
      (b) => (b.entries[0]!.order!['keyid'] = 'x'),
    ],
    [
      'another title',
      'orders',
      'entries[0]: title is "Other"',
      (b) => (b.entries[0]!.entry['title'] = 'Other'),
    ],
  ];
for (const [what, name, says, change] of violations) {
  test(`auditBundle() names the place of ${what}`, async (t) => {
    const checks = auditBundle(bend(await signedLog(), change));
    t.true(failed(checks).includes(name));
    const explanation = saysOf(checks, name)!;
    for (const part of says.split('…')) t.true(explanation.includes(part), explanation);
  });
}

test('auditBundle() finds a ticket sold after the closing, even with the right number', async (t) => {
  const late = bend(await signedLog({ ending: 'close' }), ({ entries }) => {
    const [sale, closing] = [entries[5]!, entries[6]!];
    closing.entry['at'] = sale.entry['at'];
    entries.splice(5, 2, closing, sale);
  });
  t.deepEqual(failed(auditBundle(late)), ['closing', 'orders']);
});

test('a log rewritten as a whole passes, and the list of what is not proven says so', async (t) => {
  const bundle = bend(await signedLog(), ({ entries }) => {
    entries[1]!.entry['holder'] = 'cousin';
    const order = [{ index: 0, ticketNumber: 1, holder: 'cousin', sale: 1 }];
    Object.assign(entries[7]!.entry, { order });
  });
  t.deepEqual(failed(auditBundle(bundle)), []);
  t.true(notProven.some((line) => line.includes('rewrites all of it')));
});

// docs/verifying.md, "What a log cannot show".
const limitsOfALog = {
  'one log for all clients': /everyone was shown this log/,
  'when a sealed closing was written': /before the beacon was published/,
  'that a sealed draw is published': /sealed draw is ever published/,
  'the times, and sales in time': /times are right.*sale was in time/,
  'a late closing': /sales ended on time.*60 s/,
  'the channel and the payment of a sale': /made at the desk.*was paid/,
  'reasons, claims and eligibility': /voided or a prize forfeited.*handed over.*may take part/,
  'refused buyers': /no buyer was refused/,
  'who is behind a holder': /holder is one person.*operator holds no tickets/,
  'the owner of a key': /key belongs to the person.*allowed to act/,
} satisfies Record<string, RegExp>;
for (const [what, words] of Object.entries(limitsOfALog)) {
  test(`the closing list of an audit names as not proven: ${what}`, (t) => {
    t.true(notProven.some((line) => words.test(line)));
  });
}
