import test, { type ExecutionContext } from 'ava';
import { auditBundle, auditLog, type AuditKeys } from '#proof/audit.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import {
  checkpointLies,
  drawLies,
  entriesOf,
  entryLies,
  fairSurvivors,
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
import { atLength, variants } from '../support/effort.ts';
import { notPassed } from '../support/checks.ts';
import { placesOf, twoOfThreePolicy, witnessed } from '../support/witnessed-log.ts';

const keys: AuditKeys = { chains: [sealedChain] };

const good = tellBundle(fairStoryWithPrizes());
const goodRehearsal = sealedLog({ isRehearsal: true });

/** How an explanation may begin; and the members whose change is reported at another place. */
interface Telling {
  readonly starts: (name: string) => readonly string[];
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/**
 * The changes that pass. For every other one, the explanation must begin with the changed place, or
 * with the place listed in `elsewhere`, and every item of that list must be needed.
 */
function survivors(
  t: ExecutionContext,
  lies: readonly Lie[],
  { starts, elsewhere = {} }: Telling,
): string[] {
  const used = new Set<string>();
  const survived = lies.filter(({ bundle, name }) => {
    const failed = notPassed(auditBundle(bundle, keys));
    if (failed.length === 0) return true;
    t.false(
      failed.every(({ outcome }) => outcome === 'not-checked'),
      `${name} leaves a doubt at most`,
    );
    const begins = (start: string) =>
      failed.some(({ explanation }) => explanation.startsWith(start));
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

const closingOf = ({ lines }: PublicBundle) =>
  lines.findIndex((line) => line.includes('"type":"raffle-closed"'));

/** Where a change is found: at its place or, if no other rule forbids it, by the seal over it. */
function placesOrSeal(truth: PublicBundle): (name: string) => string[] {
  const closing = closingOf(truth);
  const isSealed = (name: string) => Number(/\d+/.exec(name)![0]) < closing;
  // A dropped or doubled entry moves the closing.
  const bySeal = [closing - 1, closing, closing + 1].map(
    (place) => `entries[${place}]: its seal is not over entries[0] to entries[${place - 1}].`,
  );
  return (name) => [...placesIn(name), ...(isSealed(name) ? bySeal : [])];
}

test('the unchanged raffle passes, before and after the draw', (t) => {
  t.deepEqual(notPassed(auditBundle(good, keys)), []);
  t.deepEqual(notPassed(auditLog(good.lines, good.checkpoints, keys)), []);
  t.deepEqual(notPassed(auditBundle(sealedLog({ isDrawn: false }), keys)), []);
});

test('a rehearsal passes, and its audit says that nothing in it is real', (t) => {
  const checks = auditBundle(goodRehearsal, keys);
  t.deepEqual(notPassed(checks), []);
  t.true(
    checks
      .find(({ name }) => name === 'opening')!
      .explanation.includes('it is a rehearsal: nothing'),
  );
  t.false(auditBundle(good, keys).some(({ explanation }) => explanation.includes('rehearsal')));
});

const afterRehearsalClosing = [8, 9].flatMap((place) => [
  `entries[${place}].at earlier`,
  `entries[${place}].at later`,
]);
/** The service shows a draw; so a log of the plain raffle without its last entry is found. */
const undrawn = { 'entries[9] dropped': 'A draw is shown that is not in the log.' };

for (const { kind, truth, count, passing, elsewhere } of variants([
  { kind: 'a school fair', truth: good, count: 1671, passing: fairSurvivors, elsewhere: {} },
  {
    kind: 'a rehearsal',
    truth: goodRehearsal,
    count: 651,
    passing: afterRehearsalClosing,
    elsewhere: undrawn,
  },
])) {
  test(`no change to an entry of ${kind} passes where the checkpoint stays, including seal, reveal and beacon`, (t) => {
    const lies = entryLies(truth, unsigned);
    t.is(lies.length, count);
    const starts = (name: string) => [...placesIn(name), 'checkpoints[0] signs '];
    const tried = lies.filter((_, index) => index % atLength(1, 4) === 0);
    t.deepEqual(survivors(t, tried, { starts }), []);
  });

  test(`the operator of ${kind}, signing anew, can change only times and prizes after the closing`, (t) => {
    const closing = closingOf(truth);
    const telling = {
      starts: placesOrSeal(truth),
      elsewhere: {
        ...elsewhere,
        [`entries[${closing}].seal.commitment`]: `entries[${closing + 1}]: The seal is broken: r and the nonce`,
      },
    };
    const lies = [...entryLies(truth, signedAnew), ...timeLies(truth)];
    t.deepEqual(survivors(t, lies, telling), passing);
  });
}

test('nothing that the operator changes and signs anew is valid for an auditor with witnesses', (t) => {
  const { closing, draw, publishedAt } = placesOf(good);
  const seen = (['club', 'council'] as const).flatMap((witness) => [
    { witness, size: closing + 1, time: publishedAt - 9 },
    { witness, size: draw + 1, time: publishedAt + 9 },
  ]);
  const honest = witnessed(good, seen);
  const witnessedKeys = { ...keys, policy: twoOfThreePolicy };
  t.deepEqual(notPassed(auditBundle(honest, witnessedKeys)), []);
  const lies = [...entryLies(good, signedAnew), ...timeLies(good)];
  // The tests above show that these pass for an auditor without witnesses, and that no others do.
  const passing = lies.filter(({ name }) => fairSurvivors.includes(name));
  t.is(passing.length, fairSurvivors.length);
  for (const { name, bundle } of passing) {
    const changed: PublicBundle = bundle;
    // Everything that was cosigned is after the change, or contradicts it.
    if (
      JSON.stringify(changed.lines.slice(0, draw + 1)) ===
      JSON.stringify(good.lines.slice(0, draw + 1))
    )
      continue;
    const [newest] = changed.checkpoints as [string];
    const shown = [...honest.checkpoints.slice(0, -1), newest];
    for (const checkpoints of [[newest], shown]) {
      const checks = auditBundle({ ...changed, checkpoints }, witnessedKeys);
      t.not(notPassed(checks).length, 0, name);
    }
  }
});

test('a rehearsal does not pass as a real raffle, nor the reverse, with any draw record', (t) => {
  for (const [truth, other] of [
    [good, goodRehearsal],
    [goodRehearsal, good],
  ] as const) {
    const [, ...rest] = entriesOf(truth);
    const lie = [entriesOf(other)[0]!, ...rest];
    const bundles = [unsigned(lie, truth), signedAnew(lie, truth), signedAnew(lie, other)];
    bundles.push({ ...truth, draw: other.draw! });
    for (const bundle of bundles) t.not(notPassed(auditBundle(bundle, keys)).length, 0);
  }
});

test('no lie about a checkpoint passes', (t) => {
  const elsewhere = {
    'checkpoints[0] dropped': 'entries[0]: no checkpoint signs the log from here on.',
    'checkpoints[0] doubled': 'checkpoints[1] is not newer than the one before it.',
  };
  const telling = { starts: () => ['checkpoints[0]'], elsewhere };
  t.deepEqual(survivors(t, checkpointLies(good), telling), []);
});

test('no change to the draw record passes', (t) => {
  const early = { ...toBundle(entriesOf(good).slice(0, closingOf(good) + 1)), draw: good.draw! };
  const lies = [...drawLies(good), { name: 'draw shown early', bundle: early }];
  const elsewhere = {
    'draw dropped': 'The draw that is shown is missing',
    'draw shown early': 'A draw is shown that is not in the log.',
  };
  const starts = (name: string) => {
    const [path = '', change] = name.split(' ');
    const isOfList = path.endsWith(']') && change !== '=';
    return isOfList ? [path, path.replace(/\d+\]$/, '')] : [`${path} is `];
  };
  t.deepEqual(survivors(t, lies, { starts, elsewhere }), []);
});

test('a member __proto__ in the draw record is found', (t) => {
  const draw = JSON.parse(canonicalJson(good.draw!).replace('{', '{"__proto__":{},')) as Json;
  const [first] = notPassed(auditBundle({ ...good, draw }, keys));
  t.is(first?.explanation, 'draw.__proto__ is an object; the log says missing.');
});
