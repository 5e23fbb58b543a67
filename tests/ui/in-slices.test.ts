import test from 'ava';
import { auditBundle, auditInSteps } from '#proof/audit.ts';
import { inSlices } from '#ui/in-slices.ts';
import { sealedChain, sealedLog } from '../support/sealed-log.ts';

const keys = { chains: [sealedChain] };

test('an audit in slices finds the same, tells how far it is, and lets others have their turn', async (t) => {
  const bundle = sealedLog({ ticketCount: 20_000 });
  const told: number[] = [];
  let turns = 0;
  const other = setInterval(() => {
    turns += 1;
  }, 1);
  const checks = await inSlices(auditInSteps(bundle, keys), (done) => told.push(done));
  clearInterval(other);
  t.deepEqual(checks, auditBundle(bundle, keys));
  t.true(checks.every(({ passed }) => passed));
  t.true(told.length > 1 && turns > 3, `${told.length} slices, ${turns} turns of others`);
  t.deepEqual(
    told,
    told.toSorted((left, right) => left - right),
  );
  t.true(told.every((done) => done > 0 && done <= 1));
});

test('work that nobody waits for any more ends', async (t) => {
  const stop = new AbortController();
  const steps = auditInSteps(sealedLog({ ticketCount: 5000 }), keys);
  const ended = inSlices(steps, () => stop.abort(), stop.signal);
  await t.throwsAsync(ended, { name: 'AbortError' });
});
