import test from 'ava';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { translate, checkWords } from '#ui/checks/words.ts';
import { evidenceOf, growthOf, lines, rewritten, showLog } from '../support/shown-log.ts';
import { jsonMutations } from '../support/json-mutations.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLogKey } from '../support/sealed-log.ts';
import { verdictOf } from '#proof/verdict.ts';
import { notPassed } from '../support/checks.ts';

const early = lines.slice(0, 5);

test('evidence of two consistent checkpoints passes', async (t) => {
  const consistency = await growthOf(lines, 5);
  const audit = auditFork(await evidenceOf(early, lines, { consistency }));
  t.is(verdictOf(audit), 'passed');
  t.deepEqual(
    audit.map(({ name, outcome }) => [name, outcome]),
    [
      ['key', 'passed'],
      ['earlier', 'passed'],
      ['later', 'passed'],
      ['grown', 'passed'],
    ],
  );
  t.is(verdictOf(auditFork(await evidenceOf(early, lines, { lines }))), 'passed');
  t.is(verdictOf(auditFork(await evidenceOf(early, early))), 'passed');
});

test('two logs signed by one key that contradict each other are proof of a fork', async (t) => {
  const same = auditFork(await evidenceOf(early, rewritten.slice(0, 5)));
  t.is(verdictOf(same), 'failed');
  const { explanation } = same.at(-1)!;
  t.true(explanation.includes('5 entries does not begin with'), explanation);
  t.true(explanation.endsWith('This alone is the proof.'), explanation);
  const consistency = await growthOf(rewritten, 5);
  const later = await evidenceOf(early, rewritten, { consistency, lines: rewritten });
  t.is(verdictOf(auditFork(later)), 'failed');
});

test('evidence that rests on the word of the person who saved it is not checked', async (t) => {
  const consistency = await growthOf(rewritten, 5);
  const other = testLogKey(sealedLogKey.key.name, 9);
  const firstEntry = JSON.stringify({ logKey: other.verifierKey });
  const otherNote = await showLog(other, lines).checkpoint();
  const unsigned = (await evidenceOf(early, lines)).later.note.replace('\n9\n', '\n8\n');
  const cases = {
    shorter: await evidenceOf(lines, early),
    'a bad proof': await evidenceOf(early, rewritten, { consistency }),
    'no proof': await evidenceOf(early, rewritten),
    'unsigned entries': await evidenceOf(early, lines, { consistency: [], lines: early }),
    'another key': await evidenceOf(early, lines, {
      firstEntry,
      later: { note: otherNote, seenAt: '' },
    }),
    'not signed': await evidenceOf(early, lines, { later: { note: unsigned, seenAt: '' } }),
  };
  for (const [name, evidence] of Object.entries(cases)) {
    const checks = auditFork(evidence);
    t.is(verdictOf(checks), 'not-checked', name);
    t.is(notPassed(checks).length, 1, name);
  }
  const { explanation } = auditFork(cases['another key']).at(-1)!;
  t.true(explanation.includes('Another key signed it'), explanation);
  t.true(explanation.includes(`${sealedLogKey.key.name}+`), explanation);
});

test('no change to evidence of a consistent log makes it proof of a fork', async (t) => {
  const good = await evidenceOf(early, lines, { consistency: await growthOf(lines, 5), lines });
  const lies = jsonMutations(good as never);
  const proofs = lies.filter(({ value }) => verdictOf(auditFork(value)) === 'failed');
  t.log(`${lies.length} changes`);
  t.true(lies.length > 200);
  t.deepEqual(
    proofs.map(({ name }) => name),
    [],
  );
});

test('auditFork() never throws', (t) => {
  for (const value of [undefined, null, 7, 'x', [], {}, { format: 'raffle-fork-evidence/1' }]) {
    t.is(verdictOf(auditFork(value)), 'not-checked');
  }
});

test('the limits of evidence have German translations', (t) => {
  for (const sentence of forkNotProven) t.is(translate(sentence, checkWords('de')).lang, undefined);
});
