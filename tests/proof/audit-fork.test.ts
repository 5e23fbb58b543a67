import test from 'ava';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { translate, checkWords } from '#ui/checks/words.ts';
import { evidenceOf, growthOf, lines, rewritten } from '../support/fork-evidence.ts';
import { jsonMutations } from '../support/json-mutations.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLogKey } from '../support/sealed-log.ts';
import { showLog } from '../support/shown-log.ts';

const early = lines.slice(0, 5);

test('two checkpoints of one log that grew fit: nothing is wrong', async (t) => {
  const consistency = await growthOf(lines, 5);
  const audit = auditFork(await evidenceOf(early, lines, { consistency }));
  t.is(audit.verdict, 'valid');
  t.deepEqual(
    audit.checks.map(({ name, passed }) => [name, passed]),
    [
      ['key', true],
      ['earlier', true],
      ['later', true],
      ['grown', true],
    ],
  );
  t.is(auditFork(await evidenceOf(early, lines, { lines })).verdict, 'valid');
  t.is(auditFork(await evidenceOf(early, early)).verdict, 'valid');
});

test('two logs of one size under one key are proof, and so is a later one with its entries', async (t) => {
  const same = auditFork(await evidenceOf(early, rewritten.slice(0, 5)));
  t.is(same.verdict, 'not-valid');
  t.regex(same.checks.at(-1)!.says, /5 entries .* do not begin with .* That alone is the proof/);
  const consistency = await growthOf(rewritten, 5);
  const later = await evidenceOf(early, rewritten, { consistency, lines: rewritten });
  t.is(auditFork(later).verdict, 'not-valid');
});

test('what rests on the word of who saved it is not checked, and never valid', async (t) => {
  const consistency = await growthOf(rewritten, 5);
  const other = testLogKey(sealedLogKey.key.name, 9);
  const firstEntry = JSON.stringify({ logKey: other.verifierKey });
  const otherNote = await showLog(other, lines).checkpoint();
  const unsigned = (await evidenceOf(early, lines)).later.note.replace('\n9\n', '\n8\n');
  const cases = {
    shorter: await evidenceOf(lines, early),
    'a bad proof': await evidenceOf(early, rewritten, { consistency }),
    'no proof': await evidenceOf(early, rewritten),
    'entries that nobody signed': await evidenceOf(early, lines, { consistency: [], lines: early }),
    'another key': await evidenceOf(early, lines, {
      firstEntry,
      later: { note: otherNote, seenAt: '' },
    }),
    'not signed': await evidenceOf(early, lines, { later: { note: unsigned, seenAt: '' } }),
  };
  for (const [name, evidence] of Object.entries(cases)) {
    const { verdict, checks } = auditFork(evidence);
    t.is(verdict, 'not-checked', name);
    t.is(checks.filter(({ passed }) => !passed).length, 1, name);
  }
  t.regex(auditFork(cases['another key']).checks.at(-1)!.says, /Another key signed it.*\+/);
});

test('no change to good evidence makes it proof of anything', async (t) => {
  const good = await evidenceOf(early, lines, { consistency: await growthOf(lines, 5), lines });
  const lies = jsonMutations(good as never);
  const proofs = lies.filter(({ value }) => auditFork(value).verdict === 'not-valid');
  t.log(`${lies.length} changes`);
  t.true(lies.length > 200);
  t.deepEqual(
    proofs.map(({ name }) => name),
    [],
  );
});

test('whatever is read, nothing is thrown', (t) => {
  for (const value of [undefined, null, 7, 'x', [], {}, { format: 'raffle-fork-evidence/1' }]) {
    t.is(auditFork(value).verdict, 'not-checked');
  }
});

test('what evidence does not prove is there in German too', (t) => {
  for (const sentence of forkNotProven) t.is(translate(sentence, checkWords('de')).lang, undefined);
});
