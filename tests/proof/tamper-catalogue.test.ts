import test, { type ExecutionContext } from 'ava';
import { auditBundle, auditLog, type AuditCheck, type AuditKeys } from '#proof/audit.ts';
import type { Beacon } from '#proof/beacon.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import {
  checkpointLies,
  drawLies,
  entriesOf,
  entryLies,
  signedAnew,
  unsigned,
  type Lie,
} from '../support/public-lies.ts';
import { sealedChain, sealedLog, toBundle, type PublicBundle } from '../support/sealed-log.ts';

const keys: AuditKeys = { chains: [sealedChain] };

const good = sealedLog();
const goodRehearsal = sealedLog({ isRehearsal: true });

function failures(checks: readonly AuditCheck[]): AuditCheck[] {
  return checks.filter(({ passed }) => !passed);
}

/** How the sentence may begin that tells of a lie; the members that are told of elsewhere, and how. */
interface Telling {
  readonly starts: (name: string) => readonly string[];
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/**
 * Those that nothing caught. Whatever is caught is named: a sentence begins with its place, or it
 * is on the list of those that only something else gives away, and all of that list is needed.
 */
function survivors(
  t: ExecutionContext,
  lies: readonly Lie[],
  { starts, elsewhere = {} }: Telling,
): string[] {
  const used = new Set<string>();
  const survived = lies.filter(({ bundle, name }) => {
    const failed = failures(auditBundle(bundle, keys));
    if (failed.length === 0) return true;
    // A doubt is enough for one lie alone: a chain that nobody brought. Any other fails a check.
    if (failed.every(({ notChecked }) => notChecked)) t.regex(name, /chainHash/);
    const begins = (start: string) => failed.some(({ says }) => says.startsWith(start));
    if (starts(name).some(begins)) return false;
    const member = memberIn(name);
    used.add(member);
    t.true(begins(elsewhere[member] ?? name), `${name}: ${JSON.stringify(failed)}`);
    return false;
  });
  t.deepEqual([...used].sort(), Object.keys(elsewhere).sort());
  t.log(`${lies.length} lies, ${used.size} members told of elsewhere`);
  return survived.map(({ name }) => name);
}

function memberIn(name: string): string {
  return name.replace(/ = .*/s, '');
}

/** Where an entry was changed; what was doubled or moved is found at one of two places. */
function placesIn(name: string): string[] {
  const place = Number(/^entries\[(\d+)\]/.exec(name)![1]);
  const places = / (doubled|moved)$/.test(name) ? [place, place + 1] : [place];
  return places.flatMap((each) => [`entries[${each}]:`, `entries[${each}].`, `entries[${each}] `]);
}

/** Well-formed, and no rule against it: only what was made over it gives such a lie away. */
function toldElsewhere({ lines }: PublicBundle): Record<string, string> {
  const [drawing, closing] = [lines.length - 1, lines.length - 2];
  const bySeal = `entries[${closing}]: its seal is not over entries[0] to entries[${closing - 1}].`;
  const sales = Array.from({ length: closing - 1 }, (_, index) => index + 1);
  const sealed = [
    ...['title', 'capacity', 'perPersonLimit', 'at'].map((member) => `entries[0].${member}`),
    ...(lines[0]!.includes('"rehearsal"') ? ['entries[0].rehearsal dropped'] : []),
    ...sales.flatMap((place) => [`entries[${place}].holder`, `entries[${place}].at`]),
  ];
  return {
    ...Object.fromEntries(sealed.map((member) => [member, bySeal])),
    [`entries[${closing}].seal.commitment`]: `entries[${drawing}]: The seal does not hold: r and the nonce`,
    [`entries[${drawing}] dropped`]: 'A draw is shown that is not in the log.',
  };
}

test('the raffle that the lies are about is valid, and so is it before the draw', (t) => {
  t.deepEqual(failures(auditBundle(good, keys)), []);
  t.deepEqual(failures(auditLog(good.lines, good.checkpoints, keys)), []);
  t.deepEqual(failures(auditBundle(sealedLog({ isDrawn: false }), keys)), []);
});

test('a rehearsal is valid, and its audit says that nothing in it is real', (t) => {
  const checks = auditBundle(goodRehearsal, keys);
  t.deepEqual(failures(checks), []);
  t.regex(checks.find(({ name }) => name === 'opening')!.says, /it is a rehearsal: nothing/);
  t.false(auditBundle(good, keys).some(({ says }) => says.includes('rehearsal')));
});

for (const [kind, truth, count] of [
  ['a raffle', good, 579],
  ['a rehearsal', goodRehearsal, 586],
] as const) {
  test(`no lie about an entry of ${kind} passes where the checkpoint stays: not about its seal, reveal or beacon either`, (t) => {
    const lies = entryLies(truth, unsigned);
    t.is(lies.length, count);
    const starts = (name: string) => [...placesIn(name), 'checkpoints[0] signs '];
    t.deepEqual(survivors(t, lies, { starts }), []);
  });

  test(`the operator of ${kind}, who can sign anew, can lie only about when sales ended and the draw was`, (t) => {
    const telling = { starts: placesIn, elsewhere: toldElsewhere(truth) };
    const members = survivors(t, entryLies(truth, signedAnew), telling).map(memberIn);
    const { length } = truth.lines;
    t.deepEqual(
      [...new Set(members)],
      // Without its last entry the log is one whose draw was not told yet.
      [`entries[${length - 2}].at`, `entries[${length - 1}].at`],
    );
  });
}

test('a rehearsal does not pass as a real raffle, nor the other way round, whatever draw is shown', (t) => {
  for (const [truth, other] of [
    [good, goodRehearsal],
    [goodRehearsal, good],
  ] as const) {
    const [, ...rest] = entriesOf(truth);
    const lie = [entriesOf(other)[0]!, ...rest];
    const bundles = [unsigned(lie, truth), signedAnew(lie, truth), signedAnew(lie, other)];
    bundles.push({ ...truth, draw: other.draw! });
    for (const bundle of bundles) t.not(failures(auditBundle(bundle, keys)).length, 0);
  }
});

test('no lie about a checkpoint passes', (t) => {
  const elsewhere = {
    'checkpoints[0] dropped': 'entries[0]: no checkpoint signs the log from here on.',
    'checkpoints[0] doubled': 'checkpoints[1] is not newer than the one before.',
  };
  const telling = { starts: () => ['checkpoints[0]'], elsewhere };
  t.deepEqual(survivors(t, checkpointLies(good), telling), []);
});

test('no lie about the draw that is shown passes', (t) => {
  const early = { ...sealedLog({ isDrawn: false }), draw: good.draw! };
  const lies = [...drawLies(good), { name: 'draw shown early', bundle: early }];
  const elsewhere = {
    'draw dropped': 'The draw that is shown is missing',
    'draw shown early': 'A draw is shown that is not in the log.',
  };
  const starts = (name: string) => [`${name.split(' ')[0]!} is `];
  t.deepEqual(survivors(t, lies, { starts, elsewhere }), []);
});

test('a member of the draw that every object has is no exception', (t) => {
  const draw = JSON.parse(canonicalJson(good.draw!).replace('{', '{"__proto__":{},')) as Json;
  const [first] = failures(auditBundle({ ...good, draw }, keys));
  t.is(first?.says, 'draw.__proto__ is an object; the log says missing.');
});

test('a beacon that the sealed round did not bring is caught, whoever signs the log', (t) => {
  for (const beacon of [
    sealedChain.beacon(1),
    { ...sealedChain.beacon(1), signature: 'aa'.repeat(48) },
  ]) {
    const lie = sealedLog({ beacon });
    t.deepEqual(
      failures(auditBundle(lie, keys)).map(({ name }) => name),
      ['reveal'],
    );
  }
});

/**
 * Whoever has the log's key waits for the beacon, writes the closing only then, dates it before the
 * round, and tries nonces until this ticket wins.
 */
function backdatedClosing(winner: number): PublicBundle {
  const { beacon } = (good.draw as unknown as { reveal: { beacon: Beacon } }).reveal;
  for (let tries = 1; ; tries += 1) {
    const forged = sealedLog({ nonce: tries.toString(16).padStart(64, '0'), beacon });
    if ((forged.draw as { index?: number }).index === winner - 1) return forged;
  }
}

const untilClosing = (bundle: PublicBundle, more: number) =>
  toBundle(entriesOf(bundle).slice(0, -2 + more)).checkpoints;

test('a survivor: a closing written after its beacon and dated before it passes, whichever ticket it lets win', (t) => {
  for (const winner of [1, 2, 3, 4, 5, 6, 7]) {
    const forged = backdatedClosing(winner);
    t.deepEqual(failures(auditBundle(forged, keys)), []);
    // What somebody kept of the sales does not help: nobody had seen the closing.
    const kept = untilClosing(forged, 0);
    const checks = auditBundle(forged, { ...keys, kept });
    t.deepEqual(failures(checks), []);
    t.regex(sayingOf(checks, 'log'), /The closing is not among what you kept/);
  }
});

test('such a log is caught by a checkpoint that covers the closing and was kept before the round', (t) => {
  const kept = untilClosing(good, 1);
  const honest = auditBundle(good, { ...keys, kept });
  t.deepEqual(failures(honest), []);
  t.regex(
    sayingOf(honest, 'log'),
    /The closing is among what you kept: if you kept it before 2026-03-08T18:00:3/,
  );
  for (const winner of [1, 2, 3, 4, 5, 6, 7]) {
    const [first, ...more] = failures(auditBundle(backdatedClosing(winner), { ...keys, kept }));
    t.regex(first!.says, /^The kept checkpoint signs another log/);
    t.deepEqual([first!.name, more], ['log', []]);
  }
});

function sayingOf(checks: readonly AuditCheck[], wanted: string): string {
  return checks.find(({ name }) => name === wanted)!.says;
}

/** Those that no check fails: they leave a doubt at most. */
function doubts(lies: readonly Lie[], given: AuditKeys): string[] {
  const isDoubt = ({ bundle }: Lie) =>
    failures(auditBundle(bundle, given)).every(({ notChecked }) => notChecked);
  return lies.filter(isDoubt).map(({ name }) => name.replace(/ = .*/, ''));
}

test('a chain that the auditor does not trust leaves the seal and the reveal unchecked, and says what is missing', (t) => {
  const open = failures(auditBundle(good));
  t.deepEqual(
    open.map(({ name, notChecked }) => [name, notChecked]),
    [
      ['seal', true],
      ['reveal', true],
    ],
  );
  for (const { says } of open) t.regex(says, new RegExp(`${sealedChain.hash}.*--chain`));
});

test('no lie hides behind a chain that the auditor does not trust, but about its times', (t) => {
  t.deepEqual(doubts(entryLies(good, unsigned), {}), []);
  const lies = entryLies(good, signedAnew).filter(({ bundle }) => bundle.lines !== good.lines);
  const { length } = good.lines;
  t.deepEqual(
    [...new Set(doubts(lies, {}))],
    [
      `entries[${length - 2}].at`,
      `entries[${length - 2}].seal.publishedAt`,
      `entries[${length - 1}].at`,
    ],
  );
});
