import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { auditBundle } from '#proof/audit.ts';
import { toBase64, toHex, utf8 } from '#proof/bytes.ts';
import type { Json } from '#proof/canonical-json.ts';
import { verifyConsistency } from '#proof/merkle-proofs.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { orderOf, type Chain, type Reveal, type Seal } from '../support/independent-draw.ts';
import {
  hex,
  readCheckpoint,
  readReceipt,
  requireGrown,
  rootOf,
} from '../support/independent-log.ts';
import { judge } from '../support/independent-verifier.ts';
import { testLogKey } from '../support/log-key.ts';
import vectors from '../vectors/sealed-draw-2.json' with { type: 'json' };
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
  sealedLogKey,
  signLines,
  tellBundle,
  toBundle,
} from '../support/sealed-log.ts';
import { verdictOf } from '#proof/verdict.ts';
import { notPassed } from '../support/checks.ts';

const logKey = sealedLogKey.verifierKey;
const line = fc.string({ maxLength: 40, unit: 'grapheme' });

const chains = [JSON.parse(sealedChain.info) as Chain];

/** The lies about which the two verdicts differ. */
function disagreements(lies: readonly Lie[]): string[] {
  return lies.flatMap(({ name, bundle }) => {
    const found = judge(bundle, chains);
    const checks = auditBundle(bundle, { chains: [sealedChain] });
    const expected = { passed: 'valid', failed: 'not-valid', 'not-checked': 'not-checked' };
    const isSame =
      (typeof found === 'string' ? found : 'not-valid') === expected[verdictOf(checks)];
    return isSame ? [] : [`${name}: ${String(found)}, but ${JSON.stringify(notPassed(checks))}`];
  });
}

test('the independent verifier imports no project code', (t) => {
  const folder = join(import.meta.dirname, '..', 'support');
  const files = readdirSync(folder).filter((name) => name.startsWith('independent-'));
  const imports = files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return Array.from(text.matchAll(/(?:from|import)\W+'([^']+)'/g), ([, from]) => from!);
  });
  t.deepEqual([...new Set(imports)].filter((from) => !from.startsWith('./independent-')).sort(), [
    '@noble/curves/bls12-381.js',
    'node:crypto',
  ]);
});

test('both implementations compute the same root of any log', (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      t.is(toHex(tree.root()), rootOf(lines).toString('hex'));
    }),
  );
});

test('both implementations accept the receipts of any log and refuse those of another', (t) => {
  const logs = fc.array(line, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(logs, fc.nat(29), (lines, pick) => {
      const index = pick % lines.length;
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
      const leaf = utf8(lines[index]!);
      const proof = tree.inclusionProof(index);
      t.is(readReceipt(formatReceipt({ leaf, index, proof, checkpoint }), logKey), lines[index]!);
      const bent = formatReceipt({ leaf: utf8(`${lines[index]!}x`), index, proof, checkpoint });
      t.throws(() => readReceipt(bent, logKey));
      t.deepEqual(readCheckpoint(checkpoint, logKey).size, lines.length);
    }),
    { numRuns: 60 },
  );
});

test('both implementations compute the same draw of any sealed raffle', (t) => {
  const facts = fc.record({
    ticketCount: fc.integer({ min: 1, max: 120 }),
    prizeCount: fc.integer({ min: 1, max: 20 }),
    reserves: fc.integer({ min: 0, max: 50 }),
    share: fc.nat(),
    nonce: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(facts, ({ ticketCount, prizeCount, reserves, share, nonce }) => {
      const signature = createHash('sha384').update(nonce).digest('hex');
      const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
      const { lines, draw } = sealedLog({
        ticketCount,
        r: share % ticketCount,
        nonce: toHex(nonce),
        beacon: { round: 1, randomness, signature },
        opening: { prizes: Array.from({ length: prizeCount }, () => 'Prize'), reserves },
      });
      const { order, seal, reveal } = draw as never as Draw;
      t.is(order.length, Math.min(ticketCount, prizeCount + reserves));
      t.deepEqual(
        orderOf('spring', [ticketCount, order.length], { seal, reveal }),
        order.map(({ index }) => index),
      );
      t.is(rootOf(lines.slice(0, -2)).toString('hex'), seal.root);
    }),
    { numRuns: 60 },
  );
});

for (const given of vectors.cases) {
  test(`the independent verifier draws the order of the test vector ${given.id}`, (t) => {
    const { root, commitment, chainHash, round } = given;
    const seal = { root, commitment, chainHash, round, publishedAt: '' };
    const { r, nonce, randomness, ticketCount, k } = given;
    const sealed = { seal, reveal: { r, nonce, beacon: { round, randomness, signature: '' } } };
    t.deepEqual(orderOf(given.id, [ticketCount, k], sealed, hex(randomness)), given.order);
  });
}

test('both implementations accept and refuse the same consistency proofs', (t) => {
  const tree = new MerkleTree();
  for (let index = 0; index < 70; index += 1) tree.append(utf8(`leaf ${index}`));
  const head = (size: number) => ({ size, root: tree.root(size) });
  const sizes = fc.tuple(fc.nat(70), fc.nat(70), fc.nat(6), fc.constantFrom(...bends));
  const verdicts = new Map<boolean, number>();
  fc.assert(
    fc.property(sizes, ([one, other, place, bend]) => {
      const [from, to] = [head(Math.min(one, other)), head(Math.max(one, other))];
      const proof = bend(tree.consistencyProof(from.size, to.size), place);
      const isGood = accepts(() => verifyConsistency(from, to, proof));
      const [earlier, later] = [from, to].map(({ size, root }) => ({
        size,
        root: Buffer.from(root),
      }));
      t.is(
        accepts(() => requireGrown(earlier!, later!, proof.map(toBase64))),
        isGood,
      );
      verdicts.set(isGood, (verdicts.get(isGood) ?? 0) + 1);
    }),
    { numRuns: 500 },
  );
  for (const verdict of [true, false]) t.true(verdicts.get(verdict)! > 50);
});

/** What can be done to a proof. */
const bends: readonly ((proof: readonly Uint8Array[], place: number) => Uint8Array[])[] = [
  (proof) => [...proof],
  (proof, place) => proof.toSpliced(place, 1),
  (proof, place) => proof.toSpliced(place, 0, new Uint8Array(32)),
  (proof, place) => proof.map((hash, index) => (index === place ? new Uint8Array(32) : hash)),
];

function accepts(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}

interface Draw {
  readonly order: readonly { readonly index: number }[];
  readonly seal: Seal;
  readonly reveal: Reveal;
}

// What operators signed, which only their bundle has, is not the page's and not looked at here.
for (const [kind, truth] of Object.entries({
  'a sealed raffle': sealedLog(),
  'a school fair': tellBundle(fairStoryWithPrizes()),
  'a local school fair': tellBundle(fairStoryWithPrizes({ randomness: 'local' })),
})) {
  test(`both implementations give the same verdict on ${kind} and on every change to it`, (t) => {
    t.is(judge(truth, chains), 'valid');
    // Of the fairs, the entries and the draw are enough: the rest is as in the plain raffle.
    const whole = kind === 'a sealed raffle' ? jsonMutations(truth as never) : [];
    const lies: Lie[] = [
      { name: 'the truth', bundle: truth },
      ...entryLies(truth, unsigned),
      ...entryLies(truth, signedAnew),
      ...checkpointLies(truth),
      ...timeLies(truth),
      ...drawLies(truth),
      ...whole.map(({ name, value }) => ({ name, bundle: value as never })),
    ];
    t.log(`${lies.length} bundles`);
    t.deepEqual(disagreements(lies), []);
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
    { numRuns: 1000 },
  );
  t.log(Object.fromEntries(verdicts));
  t.true(verdicts.get('valid')! > 100);
});
