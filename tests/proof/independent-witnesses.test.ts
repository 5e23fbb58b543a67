import fc from 'fast-check';
import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import { verdictOf } from '#proof/verdict.ts';
import { parsePolicy } from '#proof/witness-policy.ts';
import { judge } from '../support/independent-verifier.ts';
import { sealedLog, sealedChain } from '../support/sealed-log.ts';
import { atLength } from '../support/effort.ts';
import { chains } from '../support/verdicts.ts';
import { placesOf, policyText, witnessed, type WitnessName } from '../support/witnessed-log.ts';

const log = sealedLog();
const { closing, draw, publishedAt } = placesOf(log);

const sightings = fc.array(
  fc.record({
    witness: fc.constantFrom<WitnessName>('club', 'council', 'auditor'),
    size: fc.constantFrom(1, closing, closing + 1, draw + 1),
    time: fc.integer({ min: -2, max: 2 }).map((seconds) => publishedAt + seconds),
  }),
  { maxLength: 7 },
);
const quorum = fc.constantFrom(
  ['quorum club'],
  ['quorum none'],
  ['group g any club council', 'quorum g'],
  ['group g all club council auditor', 'quorum g'],
  ['group g 2 club council auditor', 'quorum g'],
  ['group g any council auditor', 'group h all club g', 'quorum h'],
);

test('both implementations give the same verdict on cosignatures of every policy', (t) => {
  const counts: Record<string, number> = {};
  fc.assert(
    fc.property(sightings, quorum, (seen, rest) => {
      const [bundle, text] = [witnessed(log, seen), policyText(...rest)];
      const policy = parsePolicy(text);
      const own = verdictOf(auditBundle(bundle, { chains: [sealedChain], policy }));
      const other = judge(bundle, chains, text);
      t.is(other, own === 'passed' ? 'valid' : 'not-checked');
      t.not(own, 'failed');
      counts[own] = (counts[own] ?? 0) + 1;
    }),
    { numRuns: atLength(400, 40), seed: 15 },
  );
  t.log(counts);
  t.true(counts['passed']! > 3 && counts['not-checked']! > 3);
});
