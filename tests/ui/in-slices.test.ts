import test from 'ava';
import { auditBundle, auditInSteps } from '#proof/audit.ts';
import { inSlices } from '#ui/in-slices.ts';
import { sealedChain, sealedLog } from '../support/sealed-log.ts';
import { notPassed } from '../support/checks.ts';

const keys = { chains: [sealedChain] };

test('an audit in slices has the same result, reports progress and yields to other tasks', async (t) => {
  const bundle = sealedLog({ ticketCount: 20_000 });
  const progress: number[] = [];
  let turns = 0;
  const other = setInterval(() => {
    turns += 1;
  }, 1);
  const checks = await inSlices(auditInSteps(bundle, keys), (done) => progress.push(done));
  clearInterval(other);
  t.deepEqual(checks, auditBundle(bundle, keys));
  t.deepEqual(notPassed(checks), []);
  t.true(progress.length > 1 && turns > 3, `${progress.length} slices, ${turns} turns of others`);
  t.deepEqual(
    progress,
    progress.toSorted((left, right) => left - right),
  );
  t.true(progress.every((done) => done > 0 && done <= 1));
});

test('an aborted signal ends the work', async (t) => {
  const stop = new AbortController();
  const steps = auditInSteps(sealedLog({ ticketCount: 5000 }), keys);
  const ended = inSlices(steps, () => stop.abort(), stop.signal);
  await t.throwsAsync(ended, { name: 'AbortError' });
});
