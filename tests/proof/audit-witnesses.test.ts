import test, { type ExecutionContext } from 'ava';
import { auditBundle, notProven, notProvenWith, type AuditKeys } from '#proof/audit.ts';
import { verdictOf, type Check } from '#proof/verdict.ts';
import { parsePolicy } from '#proof/witness-policy.ts';
import {
  sealedChain,
  sealedLog,
  sealedLogKey,
  tellBundle,
  toBundle,
} from '../support/sealed-log.ts';
import { entriesOf } from '../support/public-lies.ts';
import { RaffleStory } from '../support/raffle-story.ts';
import { testLogKey } from '../support/log-key.ts';
import {
  placesOf,
  policyText,
  twoOfThree,
  twoOfThreePolicy as policy,
  witnessed,
  witnesses,
  type TestSighting,
  type WitnessName,
} from '../support/witnessed-log.ts';

const log = sealedLog();
const { closing, draw, publishedAt } = placesOf(log);
const known: AuditKeys = { chains: [sealedChain], policy };

/** Cosignatures of the closing before its beacon, and of the draw. */
const inTime: readonly TestSighting[] = [
  { witness: 'club', size: closing + 1, time: publishedAt - 20 },
  { witness: 'council', size: closing + 1, time: publishedAt - 1 },
  { witness: 'club', size: draw + 1, time: publishedAt + 60 },
  { witness: 'auditor', size: draw + 1, time: publishedAt + 70 },
];

function find(checks: readonly Check[], name: string): Check {
  return checks.find((each) => each.name === name)!;
}

/** The verdict, and the outcomes of the two checks of a policy. */
function judge(bundle: unknown, keys: AuditKeys = known): string[] {
  const checks = auditBundle(bundle, keys);
  return [verdictOf(checks), ...['witnesses', 'in-time'].map((name) => find(checks, name).outcome)];
}

test('a closing that a quorum saw before its beacon is witnessed in time', (t) => {
  const checks = auditBundle(witnessed(log, inTime), known);
  t.deepEqual(judge(witnessed(log, inTime)), ['passed', 'passed', 'passed']);
  const seen = new Date((publishedAt - 1) * 1000).toISOString();
  t.true(find(checks, 'in-time').explanation.includes(`by ${seen}, 1 s before its beacon`));
  const { explanation } = find(checks, 'witnesses');
  t.true(explanation.includes(`all ${log.lines.length} entries`));
  const drawSeen = new Date((publishedAt + 60) * 1000).toISOString();
  const each = `club ${draw + 1} (the draw by ${drawSeen}); council ${closing + 1}; auditor`;
  t.true(explanation.includes(each), 'no time of an earlier step');
});

test('without a policy the same checks are made as before, and witnessing is listed as not proven', (t) => {
  const names = (bundle: unknown) =>
    auditBundle(bundle, { chains: [sealedChain] }).map(({ name }) => name);
  t.deepEqual(names(witnessed(log, inTime)), names(log));
  t.true(notProvenWith(undefined).some((line) => line.includes('no policy was given')));
  t.deepEqual(notProvenWith(undefined), notProven);
  t.deepEqual(notProvenWith(parsePolicy(policyText('quorum none'))), notProven);
  t.false(notProvenWith(policy).some((line) => line.includes('no policy was given')));
  t.true(notProvenWith(policy).some((line) => line.includes('witnesses are honest')));
});

const notInTime: Readonly<Record<string, readonly TestSighting[]>> = {
  'a quorum saw it only when its beacon was published': inTime.map((each) =>
    each.witness === 'council' ? { ...each, time: publishedAt } : each,
  ),
  'one witness of two saw it in time': inTime.filter(({ witness }) => witness !== 'council'),
  'a quorum saw in time what was before it': inTime.map((each) =>
    each.time < publishedAt ? { ...each, size: closing } : each,
  ),
  'one witness signed it twice in time': [
    ...inTime.filter(({ witness }) => witness === 'club'),
    { witness: 'club', size: closing + 1, time: publishedAt - 10 },
    { witness: 'auditor', size: draw + 1, time: publishedAt + 70 },
  ],
};

for (const [what, sightings] of Object.entries(notInTime)) {
  test(`a closing is not witnessed in time where ${what}: could not be checked, and not more`, (t) => {
    t.deepEqual(judge(witnessed(log, sightings)), ['not-checked', 'passed', 'not-checked']);
  });
}

const anyPolicy = parsePolicy(policyText('group one any club council auditor', 'quorum one'));

test('a log that no quorum has cosigned up to its draw could not be checked', (t) => {
  const early = inTime.filter(({ size }) => size <= closing + 1);
  t.deepEqual(judge(witnessed(log, early)), ['not-checked', 'not-checked', 'passed']);
  t.deepEqual(judge(log), ['not-checked', 'not-checked', 'not-checked']);
});

test('an open raffle is cosigned from its opening on; a closing that is not sealed has no round', (t) => {
  const open = toBundle(entriesOf(log).slice(0, 4));
  const opening = (['club', 'council'] as const).map((witness) => ({ witness, size: 1, time: 9 }));
  t.deepEqual(judge(witnessed(open, opening)), ['passed', 'passed', 'not-applicable']);
  const local = tellBundle(new RaffleStory().sell('ann').close());
  const closed = opening.map((each) => ({ ...each, size: local.lines.length }));
  t.deepEqual(judge(witnessed(local, closed)), ['passed', 'passed', 'not-applicable']);
  const cancelled = tellBundle(new RaffleStory().sell('ann').cancel());
  t.deepEqual(judge(witnessed(cancelled, opening))[0], 'not-checked');
});

test('cosignatures on a checkpoint that the auditor saved count as well', (t) => {
  const { checkpoints } = witnessed(log, inTime);
  const bare = { ...log, checkpoints: log.checkpoints };
  t.is(judge(bare, { ...known, saved: checkpoints })[0], 'passed');
});

test('a quorum of none requires nothing', (t) => {
  const none = parsePolicy(policyText('quorum none'));
  const expected = ['passed', 'not-applicable', 'not-applicable'];
  t.deepEqual(judge(log, { ...known, policy: none }), expected);
});

test('a policy that names logs accepts those logs only', (t) => {
  const naming = (vkey: string) => parsePolicy(`log ${vkey}\n${twoOfThree}`);
  const bundle = witnessed(log, inTime);
  t.is(judge(bundle, { ...known, policy: naming(sealedLogKey.verifierKey) })[0], 'passed');
  const other = testLogKey(sealedLogKey.key.name, 8).verifierKey;
  t.is(judge(bundle, { ...known, policy: naming(other) })[0], 'not-checked');
});

test('a policy whose quorum two disjoint sets can meet is warned about, whatever the outcome', (t) => {
  const warning = /Warning: two groups/;
  const says = (bundle: unknown, keys: AuditKeys) =>
    find(auditBundle(bundle, keys), 'witnesses').explanation;
  t.regex(says(witnessed(log, inTime), { ...known, policy: anyPolicy }), warning);
  t.regex(says(log, { ...known, policy: anyPolicy }), warning);
  t.notRegex(says(log, known), warning);
});

// The forgery that every check without a witness passes: the operator waits for the beacon, then writes
// a closing with another share, dated back, so that a ticket of their choice wins.
const forged = sealedLog({ r: 5 });

function winnerOf(bundle: typeof log): number {
  return (bundle.draw as { winner: { ticketNumber: number } }).winner.ticketNumber;
}

function neverValid(t: ExecutionContext, what: string, bundle: unknown, keys = known): void {
  t.not(verdictOf(auditBundle(bundle, keys)), 'passed', what);
}

test('a closing that was forged after its beacon passes without a policy and never with one', (t) => {
  t.not(winnerOf(forged), winnerOf(log));
  t.is(verdictOf(auditBundle(forged, { chains: [sealedChain] })), 'passed');
  neverValid(t, 'without cosignatures', forged);
  const late = inTime.map((each) => ({ ...each, time: publishedAt + 100 }));
  neverValid(t, 'cosigned after the beacon', witnessed(forged, late));
  const honest = witnessed(log, inTime);
  const mixed = [
    ...honest.checkpoints.slice(0, 1),
    ...witnessed(forged, late).checkpoints.slice(1),
  ];
  neverValid(t, 'with the cosigned checkpoint of the honest closing', {
    ...forged,
    checkpoints: mixed,
  });
  const saved = { ...known, saved: honest.checkpoints };
  neverValid(t, 'with saved checkpoints', witnessed(forged, late), saved);
  // The lines of the honest cosignatures, below the forged checkpoint.
  const moved = witnessed(forged, late).checkpoints.map(
    (note, index) =>
      note +
      (honest.checkpoints[index] ?? '')
        .split('\n')
        .slice(5, -1)
        .map((line) => `${line}\n`)
        .join(''),
  );
  neverValid(t, 'with moved cosignatures', { ...forged, checkpoints: moved });
  const one: WitnessName = 'auditor';
  const colluding = [...late, { witness: one, size: closing + 1, time: publishedAt - 9 }];
  neverValid(t, 'with one dishonest witness', witnessed(forged, colluding));
  const two = [
    ...colluding,
    { witness: 'club' as const, size: closing + 1, time: publishedAt - 9 },
  ];
  t.is(verdictOf(auditBundle(witnessed(forged, two), known)), 'passed', 'a dishonest quorum can');
});

test('when a beacon was published is for its chain to say, and not for the log', (t) => {
  const later = new Date((publishedAt + 3_600) * 1000).toISOString();
  const told = new Date(publishedAt * 1000).toISOString();
  const entries = JSON.parse(JSON.stringify(entriesOf(log)).replace(told, later)) as ReturnType<
    typeof entriesOf
  >;
  const late = inTime.map((each) => ({ ...each, time: publishedAt + 30 }));
  t.deepEqual(judge(witnessed(toBundle(entries), late)), ['failed', 'passed', 'not-checked']);
  const strange = { ...known, chains: [] };
  t.deepEqual(judge(witnessed(log, inTime), strange), ['not-checked', 'passed', 'not-checked']);
});

test('a cosignature by a stranger under the name of a witness does not count', (t) => {
  const stranger = { ...witnesses, council: witnesses.auditor };
  const [first, ...rest] = witnessed(
    log,
    inTime.filter(({ witness }) => witness !== 'council'),
  ).checkpoints as [string, ...string[]];
  const line = stranger.council
    .cosign(log.checkpoints[0]!, publishedAt - 5)
    .split('\n')
    .at(-2)!
    .replace('auditor.example', 'council.example');
  neverValid(t, 'a stranger', { ...log, checkpoints: [`${first}${line}\n`, ...rest] });
});

test('what was cosigned of another log with the same key does not count', (t) => {
  const saved = witnessed(log, inTime).checkpoints;
  const outcomes = auditBundle(forged, { ...known, saved }).filter(({ name }) =>
    ['witnesses', 'in-time'].includes(name),
  );
  t.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['not-checked', 'not-checked'],
  );
});
