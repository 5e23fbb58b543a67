import fc from 'fast-check';
import test from 'ava';
import { toBase64 } from '#proof/bytes.ts';
import { ProofError } from '#proof/proof-error.ts';
import { formatVerifierKey } from '#proof/signed-note.ts';
import {
  canBeSplit,
  isQuorumMet,
  parsePolicy,
  quorumSize,
  quorumTime,
} from '#proof/witness-policy.ts';
import { collectSightings } from '#proof/cosignature.ts';
import { springLog } from '../support/log-key.ts';
import { testWitness } from '../support/witness-key.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const witnesses = names.map((name, index) => testWitness(`${name}.example`, index + 1));
const lines = names.map((name, index) => `witness ${name} ${witnesses[index]!.verifierKey}`);
const policyOf = (...rest: readonly string[]) => parsePolicy([...lines, ...rest, ''].join('\n'));
const met = (policy: ReturnType<typeof parsePolicy>, text: string) =>
  isQuorumMet(policy, new Set(text));

const sightingsOf = (policy: ReturnType<typeof parsePolicy>, note: string, size: number) =>
  collectSightings(policy, [{ note, size, isSignedByLog: () => true }], []);

test('the policy of the specification is parsed, with groups in groups', (t) => {
  const policy = parsePolicy(
    [
      '# A comment',
      ` \tlog ${springLog.verifierKey} https://raffle.example.org`,
      ...lines,
      '',
      `group X\t2 a b c`,
      'group Y any d e ',
      'group X-and-Y all X Y',
      'quorum X-and-Y',
    ].join('\n'),
  );
  t.deepEqual(
    policy.logs.map(({ key, url }) => [key.name, url]),
    [['localhost/raffles/spring', 'https://raffle.example.org']],
  );
  t.deepEqual(
    policy.witnesses.map(({ name }) => name),
    names,
  );
  t.true(met(policy, 'abd'));
  t.true(met(policy, 'bce'));
  t.false(met(policy, 'abc'));
  t.false(met(policy, 'ade'));
});

test('a witness has a URL, and quorum none requires nothing', (t) => {
  const policy = parsePolicy(`${lines[0]} https://witness.example.org\nquorum none\n`);
  t.is(policy.witnesses[0]!.url, 'https://witness.example.org');
  t.is(policy.quorum, undefined);
  t.true(met(policy, ''));
  t.false(canBeSplit(policy));
});

test('a witness with a key of another type is accepted and never counts', (t) => {
  const key = formatVerifierKey('ml.example', new Uint8Array(1312).fill(7), 0x06);
  const policy = parsePolicy(`witness ml ${key}\n${lines[0]}\ngroup g all ml a\nquorum g\n`);
  t.is(policy.witnesses[0]!.key, undefined);
  const note = witnesses[0]!.cosign(springLog.signHead({ size: 1, root: new Uint8Array(32) }), 9);
  const mlLine = `— ml.example ${toBase64(new Uint8Array(2432))}\n`;
  t.deepEqual(sightingsOf(policy, note + mlLine, 1), [{ witness: 'a', size: 1, time: 9 }]);
});

const faulty: Readonly<Record<string, readonly string[]>> = {
  'no quorum': lines,
  'two quorums': [...lines, 'quorum a', 'quorum b'],
  'an unknown quorum': ['quorum a', ...lines],
  'an unknown member': ['group g any a', ...lines, 'quorum g'],
  'a member of itself': [...lines, 'group g any a g', 'quorum g'],
  'a member twice': [...lines, 'group g any a a', 'quorum g'],
  'a member of two groups': [...lines, 'group g any a b', 'group h any a g', 'quorum h'],
  'no member': [...lines, 'group g any', 'quorum g'],
  'more than all': [...lines, 'group g 3 a b', 'quorum g'],
  'none of them': [...lines, 'group g 0 a b', 'quorum g'],
  'a number with a zero in front': [...lines, 'group g 01 a b', 'quorum g'],
  'none as a member': [...lines, 'group g any none', 'quorum g'],
  'none as a name': [`witness none ${witnesses[0]!.verifierKey}`, 'quorum none'],
  'a name twice': [lines[0]!, `witness a ${witnesses[1]!.verifierKey}`, 'quorum a'],
  'a key twice': [lines[0]!, `witness z ${witnesses[0]!.verifierKey}`, 'quorum a'],
  'a key of a log': [`witness a ${springLog.verifierKey}`, 'quorum a'],
  'a log with the key of a witness': [`log ${witnesses[0]!.verifierKey}`, 'quorum none'],
  'an unknown word': ['mirror a', 'quorum none'],
  'too many items': [`${lines[0]} https://a.example more`, 'quorum a'],
  'another space': [lines[0]!.replace(' ', '\u00a0'), 'quorum none'],
  'a control character': ['# \u0007', 'quorum none'],
  'a carriage return': ['quorum none\r'],
  'too many witnesses': [
    ...Array.from(
      { length: 101 },
      (_, index) => `witness w${index} ${testWitness('w', index).verifierKey}`,
    ),
    'quorum none',
  ],
};

for (const [what, text] of Object.entries(faulty)) {
  test(`a policy with ${what} is refused`, (t) => {
    const error = t.throws(() => parsePolicy(`${text.join('\n')}\n`), { instanceOf: ProofError });
    t.is(error.code, 'malformed');
  });
}

test('canBeSplit() finds two disjoint quorums exactly when there are two', (t) => {
  const member = fc.letrec<{ group: readonly (string | readonly unknown[])[] }>((tie) => ({
    group: fc.array(fc.oneof({ maxDepth: 2 }, fc.constant('w'), tie('group')), {
      minLength: 1,
      maxLength: 4,
    }),
  })).group;
  const share = fc.array(fc.nat(3), { minLength: 8, maxLength: 8 });
  let [split, whole] = [0, 0];
  fc.assert(
    fc.property(member, share, (tree, shares) => {
      const { text, count } = write(tree, shares);
      fc.pre(count <= 8);
      const policy = parsePolicy(text);
      const all = Array.from({ length: 2 ** count }, (_, set) => set);
      const isSplit = all.some((set) => meets(policy, set) && meets(policy, 2 ** count - 1 - set));
      t.is(canBeSplit(policy), isSplit, text);
      if (isSplit) split += 1;
      else whole += 1;
    }),
    { numRuns: 150, seed: 15 },
  );
  t.true(split > 20 && whole > 20, `${split} split, ${whole} whole`);
});

/** Writes a policy for a tree of groups. */
function write(tree: readonly unknown[], shares: readonly number[]) {
  const text: string[] = [];
  let [count, groups] = [0, 0];
  const add = (node: unknown): string => {
    if (!Array.isArray(node)) {
      const name = `w${count}`;
      count += 1;
      text.push(`witness ${name} ${testWitness(name, count).verifierKey}`);
      return name;
    }
    const members = node.map(add);
    const threshold = 1 + (shares[groups % shares.length]! % members.length);
    groups += 1;
    text.push(`group g${groups} ${threshold} ${members.join(' ')}`);
    return `g${groups}`;
  };
  const quorum = add(tree);
  return { text: `${text.join('\n')}\nquorum ${quorum}\n`, count };
}

/** Whether the witnesses whose bits are set meet the quorum. */
function meets(policy: ReturnType<typeof parsePolicy>, set: number): boolean {
  const chosen = policy.witnesses.filter((_, bit) => ((set >> bit) & 1) === 1);
  return isQuorumMet(policy, new Set(chosen.map(({ name }) => name)));
}

test('a quorum may consist of cosignatures on different sizes, and its time is that of the last one needed', (t) => {
  const policy = policyOf('group g 2 a b c', 'quorum g');
  const sightings = [
    { witness: 'a', size: 10, time: 500 },
    { witness: 'a', size: 7, time: 100 },
    { witness: 'b', size: 8, time: 300 },
    { witness: 'c', size: 8, time: 900 },
    { witness: 'd', size: 12, time: 1 },
  ];
  t.is(quorumTime(policy, sightings, 7), 300);
  t.is(quorumTime(policy, sightings, 8), 500);
  t.is(quorumTime(policy, sightings, 9), undefined);
  t.is(quorumSize(policy, sightings), 8);
  t.is(quorumSize(policy, sightings.slice(0, 2)), 0);
});

test('signing again does not replace the time at which a witness first saw a size', (t) => {
  const policy = policyOf('quorum a');
  const head = springLog.signHead({ size: 5, root: new Uint8Array(32) });
  const [a] = witnesses;
  t.deepEqual(sightingsOf(policy, a!.cosign(a!.cosign(head, 800), 200), 5), [
    { witness: 'a', size: 5, time: 200 },
  ]);
});
