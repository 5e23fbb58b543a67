import test, { type ExecutionContext } from 'ava';
import type { AuditBundle } from '#contract/admin-keys.ts';
import { isCaught } from '../support/bent-bundles.ts';
import { atLength } from '../support/effort.ts';
import { mutations } from '../support/mutations.ts';
import { fairStoryWithPrizes } from '../support/sealed-log.ts';
import { rehearsal, resign, signedLog, signStory } from '../support/signed-log.ts';

/** Of the changes by the holder of the log's key, only these pass. The short run tries a fourth. */
function onlyPass(t: ExecutionContext, bundle: AuditBundle, expected: readonly string[]): void {
  const lies = mutations(bundle)
    .filter(({ name }) => !name.startsWith('.checkpoints'))
    .filter((_, index) => index % atLength(1, 4) === 0);
  t.log(`${lies.length} changes`);
  const tried = new Set(lies.map(({ name }) => name));
  const passed = lies.filter((lie) => !isCaught(resign(lie.bundle)));
  t.deepEqual(
    passed.map(({ name }) => name),
    expected.filter((name) => tried.has(name) || atLength(true, false)),
  );
}

/** An order is held against the clock to ten minutes, so a second more or less passes. */
function at(index: number, ...times: string[]): string[] {
  return times.map((time) => `entries[${index}].entry.at = "2026-03-${time}.000Z"`);
}

/** Purchases are not signed, so another holder passes if the limit holds and the draw is the same. */
function holder(index: number, ...holders: string[]): string[] {
  return holders.map((name) => `entries[${index}].entry.holder = "${name}"`);
}

const purchases = [
  ...holder(1, 'cem', 'dora'),
  ...at(1, '02T12:00:01', '02T11:59:59'),
  ...holder(2, 'cem', 'dora'),
  ...at(2, '03T12:00:01', '03T11:59:59'),
  ...holder(3, 'cem', 'dora'),
  ...at(3, '04T12:00:01', '04T11:59:59'),
];
const lastPurchases = [
  ...at(4, '05T12:00:01', '05T11:59:59'),
  ...holder(5, 'cem', 'dora'),
  ...at(5, '06T12:00:01', '06T11:59:59'),
];

/** Who a key belongs to stands in the bundle on its word alone. */
const unsignedNames = ['keys[0].role = "auditor"', 'keys[0].name = "Adax"'];

/** What passes in a log whose opening, closing and draw are signed. */
const ofSignedLog = [
  ...unsignedNames,
  ...at(0, '01T09:00:01', '01T08:59:59'),
  ...purchases,
  ...lastPurchases,
  ...at(6, '08T18:00:01', '08T17:59:59'),
  ...at(7, '08T19:00:01', '08T18:59:59'),
  // The order to close was not the order to draw: without the draw, this is a closed raffle.
  'entries[7] dropped',
];

test('of the changes to a fully signed log, signed anew, only those to unsigned facts pass', async (t) => {
  onlyPass(t, await signedLog(), ofSignedLog);
});

test('of the changes to a rehearsal, signed anew, none that hides the rehearsal passes', async (t) => {
  onlyPass(t, await signedLog({ body: rehearsal }), ofSignedLog);
});

test('of the changes to a demo, signed anew, those to its unsigned opening pass as well', async (t) => {
  onlyPass(t, await signedLog({ isDemo: true, ending: 'draw' }), [
    ...unsignedNames,
    'entries[0].entry.title = "Spring fairx"',
    'entries[0].entry.capacity = 11',
    'entries[0].entry.capacity = 9',
    'entries[0].entry.perPersonLimit = 3',
    ...at(0, '01T09:00:01', '01T08:59:59'),
    ...purchases,
    ...lastPurchases,
  ]);
});

test('of the changes to an open raffle, signed anew, hiding its last ticket passes as well', async (t) => {
  onlyPass(t, await signedLog({ ending: 'open' }), [
    ...unsignedNames,
    ...at(0, '01T09:00:01', '01T08:59:59'),
    ...purchases,
    ...holder(4, 'dora'),
    ...lastPurchases,
    'entries[5].entry.at = "2027-03-06T12:00:00.000Z"',
    'entries[5] dropped',
  ]);
});

test('of the changes to a school fair without a seal, signed anew, only those to unsigned facts pass', async (t) => {
  const story = fairStoryWithPrizes({ randomness: 'local' });
  onlyPass(t, await signStory(story), [
    ...unsignedNames,
    ...at(0, '01T09:00:01', '01T08:59:59'),
    ...at(1, '01T09:01:01', '01T09:00:59'),
    ...at(2, '02T08:59:59'),
    // This ticket is voided later, so its holder changes nothing.
    ...holder(3, 'bob', 'cem', 'dora'),
    ...at(3, '02T09:00:01'),
    ...at(4, '02T09:01:01', '02T09:00:59'),
    ...at(7, '02T09:03:01', '02T09:02:59'),
    ...at(10, '02T09:04:59'),
    ...at(11, '02T09:05:01'),
    ...at(12, '02T09:06:01', '02T09:05:59'),
    ...at(13, '02T09:07:01', '02T09:06:59'),
    ...at(14, '02T09:07:59'),
    ...at(15, '02T09:08:01'),
    ...at(16, '08T18:00:03', '08T18:00:01'),
    ...at(17, '08T18:05:01', '08T18:04:59'),
    ...at(18, '08T18:06:01', '08T18:05:59'),
    ...at(19, '08T18:07:01', '08T18:06:59'),
    ...at(20, '08T18:08:01', '08T18:07:59'),
    ...at(21, '21T17:00:01'),
    // A claim, or the last forfeit, that is left out.
    'entries[18] dropped',
    'entries[20] dropped',
    'entries[21] dropped',
  ]);
});

test('without the log’s key, only changes about people pass', async (t) => {
  for (const bundle of [
    await signedLog(),
    await signedLog({ isDemo: true, ending: 'draw' }),
    await signedLog({ ending: 'open' }),
  ]) {
    const passed = mutations(bundle).filter((lie) => !isCaught(lie.bundle));
    t.deepEqual(
      passed.map(({ name }) => name),
      unsignedNames,
    );
  }
});
