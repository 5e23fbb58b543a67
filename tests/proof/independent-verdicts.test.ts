import { createHash } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import type { Json } from '#proof/canonical-json.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { atLength } from '../support/effort.ts';
import { judge } from '../support/independent-verifier.ts';
import { testLogKey } from '../support/log-key.ts';
import { jsonMutations } from '../support/json-mutations.ts';
import {
  checkpointLies,
  drawLies,
  entriesOf,
  entryLies,
  signedAnew,
  timeLies,
  unsigned,
  type Lie,
} from '../support/public-lies.ts';
import {
  fairStoryWithPrizes,
  raffleLog,
  sealedChain,
  sealedLog,
  signLines,
  tellBundle,
  toBundle,
} from '../support/sealed-log.ts';
import { logKey, chains, disagreements, type Draw } from '../support/verdicts.ts';

// What operators signed, which only their bundle has, is not the page's and not looked at here.
for (const [kind, truth] of Object.entries({
  'a sealed raffle': sealedLog(),
  'a school fair': tellBundle(fairStoryWithPrizes()),
  'a local school fair': tellBundle(fairStoryWithPrizes({ randomness: 'local' })),
})) {
  test(`both implementations give the same verdict on ${kind} and on every change to it`, (t) => {
    t.is(judge(truth, chains), 'valid');
    // Of the fairs, the entries and the draw are enough: the rest is as in the plain raffle.
    const isWhole = kind === 'a sealed raffle';
    const whole = isWhole ? jsonMutations(truth as never) : [];
    const lies: Lie[] = [
      { name: 'the truth', bundle: truth },
      ...entryLies(truth, unsigned),
      ...entryLies(truth, signedAnew),
      ...checkpointLies(truth),
      ...timeLies(truth),
      ...drawLies(truth),
      ...whole.map(({ name, value }) => ({ name, bundle: value as never })),
    ];
    const tried = lies.filter((_, index) => index % atLength(1, 8) === 0);
    t.log(`${tried.length} bundles`);
    t.deepEqual(disagreements(tried), []);
  });
}

test('both implementations give the same verdict on valid beacons and checkpoints of something else', (t) => {
  const truth = sealedLog();
  const [newest] = truth.checkpoints as [string];
  const [older] = toBundle(entriesOf(truth).slice(0, 4)).checkpoints as [string];
  const signed = [[older, newest], [older], [newest, older], [older, older, newest], []];
  const [good, ...short] = signed.map((checkpoints) => ({ ...truth, checkpoints }));
  t.is(judge(good, chains), 'valid');
  const { round } = (truth.draw as never as Draw).reveal.beacon;
  const signature = 'aa'.repeat(48);
  const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
  const beacons = [
    sealedChain.beacon(round + 1),
    makeChain({ seed: 2 }).beacon(round),
    { round, randomness, signature },
  ];
  const foreign = beacons.map((beacon) => sealedLog({ beacon }));
  const lies = [...short, ...foreign];
  t.deepEqual(disagreements([good!, ...lies].map((bundle, at) => ({ name: `${at}`, bundle }))), []);
  for (const bundle of lies) t.not(judge(bundle, chains), 'valid');
});

/** What is nearly in its form, and would pass who reads it less strictly. */
const nearly: Readonly<Record<string, readonly [of: string | RegExp, instead: string]>> = {
  'a blank': [':', ': '],
  'a line end': ['}', '}\r'],
  'an escape': ['Spring', '\\u0053pring'],
  'another writing of ten': ['10', '1e1'],
  'a fraction of nothing': ['10', '10.0'],
  'another order of members': [/^\{(.+?),(.+)\}$/, '{$2,$1}'],
  'a member twice': ['"title"', '"title":"","title"'],
  'an empty title': ['Spring fair', ''],
  'no milliseconds': ['.000Z', 'Z'],
  'another zone': ['.000Z', '.000+00:00'],
  'a day that is none': ['03-01T', '02-30T'],
  'an hour that is none': ['T09', 'T24'],
};

test('both implementations refuse a first entry that is almost correct', (t) => {
  const [opened] = sealedLog().lines as [string];
  t.deepEqual(disagreements([{ name: 'right', bundle: signLines([opened]) }]), []);
  t.is(judge(signLines([opened]), chains), 'valid');
  const keyed = ['raffle.example/raffles/autumn', 'raffle.example/spring', 'raffle.example'];
  const lies: Lie[] = [
    ...Object.entries(nearly).map(([name, [of, instead]]) => ({
      name,
      bundle: signLines([opened.replace(of, instead)]),
    })),
    ...keyed.map((name) => {
      const key = testLogKey(name);
      return { name, bundle: signLines([opened.replace(logKey, key.verifierKey)], key) };
    }),
  ];
  t.deepEqual(disagreements(lies), []);
  for (const { name, bundle } of lies) t.not(judge(bundle, chains), 'valid', name);
});

test('both implementations refuse a beacon that is published too soon after the closing', (t) => {
  const verdictOf = (leadSeconds: number) => {
    const bundle = raffleLog({ holders: ['ann', 'bob'], leadSeconds });
    t.deepEqual(disagreements([{ name: `${leadSeconds} s`, bundle }]), []);
    return judge(bundle, chains) === 'valid';
  };
  // The chain asks for 30 s.
  t.deepEqual([0, 10, 26, 30, 40].map(verdictOf), [false, false, false, true, true]);
});

const randomRaffle = fc.record({
  holders: fc.array(fc.constantFrom('ann', 'bob', 'cem', 'dora'), { maxLength: 8 }),
  capacity: fc.integer({ min: 4, max: 9 }),
  perPersonLimit: fc.integer({ min: 1, max: 5 }),
  randomness: fc.constantFrom('local', 'drand'),
  share: fc.nat(),
  leadSeconds: fc.constantFrom(0, 28, 29, 30, 31, 1000),
  isClosed: fc.boolean(),
  isDrawn: fc.boolean(),
  isRehearsal: fc.boolean(),
  lies: fc.array(fc.nat(), { maxLength: 2 }),
  tell: fc.constantFrom(unsigned, signedAnew),
});

test('both implementations give the same verdict on random raffles and random changes to them', (t) => {
  const verdicts = new Map<unknown, number>();
  fc.assert(
    fc.property(randomRaffle, ({ share, lies, tell, ...facts }) => {
      const truth = raffleLog({ ...facts, r: share % (facts.holders.length || 1) });
      const entries = lies.reduce((told: readonly Json[], pick) => {
        const all = jsonMutations(told);
        return (all[pick % all.length]?.value ?? told) as readonly Json[];
      }, entriesOf(truth));
      const bundle = lies.length === 0 ? truth : tell(entries, truth);
      t.deepEqual(disagreements([{ name: bundle.lines.join('\n'), bundle }]), []);
      const verdict = judge(bundle, chains);
      const word = typeof verdict === 'string' ? verdict : verdict.message;
      verdicts.set(word, (verdicts.get(word) ?? 0) + 1);
    }),
    { numRuns: atLength(1000, 200) },
  );
  t.log(Object.fromEntries(verdicts));
  t.true(verdicts.get('valid')! > atLength(100, 10));
});
