import test from 'ava';
import fc from 'fast-check';
import { auditBundle } from '#proof/audit.ts';
import { bend, checkNames, failed } from '../support/bent-bundles.ts';
import { signedLog } from '../support/signed-log.ts';

test('auditBundle() returns failed checks for any junk', (t) => {
  const isAnswered = (junk: unknown): void => {
    const checks = auditBundle(junk);
    t.deepEqual(
      checks.map(({ name }) => name),
      checkNames,
    );
    t.true(failed(checks).length > 0);
  };
  for (const junk of [undefined, null, 7, 'raffle', [], {}, { entries: [] }]) isAnswered(junk);
  fc.assert(fc.property(fc.anything(), isAnswered));
});

test('auditBundle() returns failed checks for a good bundle with junk anywhere in it', async (t) => {
  const bundle = await signedLog();
  const junk = fc.oneof(fc.jsonValue(), fc.anything());
  fc.assert(
    fc.property(fc.nat(7), fc.constantFrom('entry', 'order'), junk, (index, part, value) => {
      const bent = bend(bundle, ({ entries }) => Object.assign(entries[index]!, { [part]: value }));
      const isHarmless = part === 'order' && value === undefined && index > 0 && index < 6;
      const isDemo = part === 'order' && value === null && index === 0;
      if (!isHarmless && !isDemo) t.true(failed(auditBundle(bent)).length > 0);
    }),
  );
});

test('auditBundle() audits a hundred thousand tickets', async (t) => {
  const bundle = await signedLog({ ending: 'open', isDemo: true });
  const big = bend(bundle, ({ entries }) => {
    entries[0]!.entry['capacity'] = 1_000_000;
    const sold = Array.from({ length: 100_000 }, (_, index) => ({
      entry: {
        type: 'ticket-sold',
        number: index + 1,
        holder: `h${index}`,
        at: '2026-03-01T09:00:00.000Z',
      },
    }));
    entries.splice(1, entries.length, ...sold);
  });
  t.deepEqual(failed(auditBundle(big)), []);
});
