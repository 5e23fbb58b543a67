import test from 'ava';
import { auditBundle, type AuditKeys } from '#proof/audit.ts';
import type { Beacon } from '#proof/beacon.ts';
import type { Json } from '#proof/canonical-json.ts';
import type { Check } from '#proof/verdict.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { notPassed } from '../support/checks.ts';
import {
  entriesOf,
  entryLies,
  signedAnew,
  timeLies,
  unsigned,
  type Lie,
} from '../support/public-lies.ts';
import {
  fairStoryWithPrizes,
  sealedChain,
  sealedLog,
  tellBundle,
  toBundle,
  type PublicBundle,
} from '../support/sealed-log.ts';

const keys: AuditKeys = { chains: [sealedChain] };
const good = tellBundle(fairStoryWithPrizes());
const plain = sealedLog();

test('a beacon of another round fails even if the log is signed anew', (t) => {
  for (const beacon of [
    sealedChain.beacon(1),
    { ...sealedChain.beacon(1), signature: 'aa'.repeat(48) },
  ]) {
    const lie = sealedLog({ beacon });
    t.deepEqual(
      notPassed(auditBundle(lie, keys)).map(({ name }) => name),
      ['reveal'],
    );
  }
});

/**
 * The holder of the log's key waits for the beacon, then writes the closing, dates it before the
 * round, and tries nonces until this ticket wins.
 */
function backdatedClosing(winner: number): PublicBundle {
  const { beacon } = (plain.draw as unknown as { reveal: { beacon: Beacon } }).reveal;
  for (let tries = 1; ; tries += 1) {
    const forged = sealedLog({ nonce: tries.toString(16).padStart(64, '0'), beacon });
    if ((forged.draw as { index?: number }).index === winner - 1) return forged;
  }
}

const untilClosing = (bundle: PublicBundle, more: number) =>
  toBundle(entriesOf(bundle).slice(0, -2 + more)).checkpoints;

test('known limit: a closing written after its beacon and backdated passes, for any chosen winner', (t) => {
  for (const winner of [1, 2, 3, 4, 5, 6, 7]) {
    const forged = backdatedClosing(winner);
    t.deepEqual(notPassed(auditBundle(forged, keys)), []);
    // A checkpoint of the sales does not help, because it does not cover the closing.
    const saved = untilClosing(forged, 0);
    const checks = auditBundle(forged, { ...keys, saved });
    t.deepEqual(notPassed(checks), []);
    t.true(sayingOf(checks, 'log').includes('The closing is not covered'));
  }
});

test('a backdated closing fails against a checkpoint of the closing saved before the round', (t) => {
  const saved = untilClosing(plain, 1);
  const honest = auditBundle(plain, { ...keys, saved });
  t.deepEqual(notPassed(honest), []);
  t.true(
    sayingOf(honest, 'log').includes(
      'The closing is covered: if you saved that checkpoint before 2026-03-08T18:00:3',
    ),
  );
  for (const winner of [1, 2, 3, 4, 5, 6, 7]) {
    const [first, ...more] = notPassed(auditBundle(backdatedClosing(winner), { ...keys, saved }));
    t.true(first!.explanation.startsWith('The saved checkpoint signs another log'));
    t.deepEqual([first!.name, more], ['log', []]);
  }
});

function sayingOf(checks: readonly Check[], wanted: string): string {
  return checks.find(({ name }) => name === wanted)!.explanation;
}

test('a seal to another chain than the announced one fails even if the log is signed anew', (t) => {
  const other = makeChain({ seed: 2, leadSeconds: 30 });
  for (const isDrawn of [false, true]) {
    const lie = sealedLog({ openedChain: other, isDrawn });
    for (const chains of [[sealedChain], [other], [sealedChain, other], []]) {
      const first = auditBundle(lie, { chains }).find(({ outcome }) => outcome === 'failed');
      t.is(first?.explanation, 'entries[8]: its seal names another chain than the rules.');
    }
  }
});

test('a drand raffle names its chain in its first entry, and a local raffle names none', (t) => {
  for (const truth of [good, sealedLog({ randomness: 'local' })]) {
    const [opened, ...rest] = entriesOf(truth) as [Record<string, Json>, ...Json[]];
    const { chainHash, ...without } = opened;
    const lie = chainHash === undefined ? { ...opened, chainHash: sealedChain.hash } : without;
    const [first] = notPassed(auditBundle(signedAnew([lie, ...rest], truth), keys));
    t.true(first!.explanation.startsWith('entries[0]: its chainHash is '));
  }
});

/** The changes that no check fails: at most some checks are not made. */
function doubts(lies: readonly Lie[], given: AuditKeys): string[] {
  const isDoubt = ({ bundle }: Lie) =>
    notPassed(auditBundle(bundle, given)).every(({ outcome }) => outcome === 'not-checked');
  return lies.filter(isDoubt).map(({ name }) => name.replace(/ = .*/, ''));
}

test('seal and reveal of an untrusted chain are not checked, and the explanation says what is missing', (t) => {
  const open = notPassed(auditBundle(good));
  t.deepEqual(
    open.map(({ name, outcome }) => [name, outcome]),
    [
      ['seal', 'not-checked'],
      ['reveal', 'not-checked'],
    ],
  );
  for (const { explanation } of open) {
    t.true(explanation.includes(sealedChain.hash), explanation);
    t.true(explanation.includes('--chain'), explanation);
  }
});

test('no lie hides behind an untrusted chain, except about its times', (t) => {
  t.deepEqual(doubts(entryLies(plain, unsigned), {}), []);
  const lies = entryLies(plain, signedAnew).filter(({ bundle }) => bundle.lines !== plain.lines);
  t.deepEqual(doubts([...lies, ...timeLies(plain)], {}), [
    'entries[8].seal.publishedAt',
    ...[8, 9].flatMap((place) => [`entries[${place}].at earlier`, `entries[${place}].at later`]),
  ]);
});
