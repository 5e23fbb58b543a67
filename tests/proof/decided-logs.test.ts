import test from 'ava';
import fc from 'fast-check';
import { auditBundle } from '#proof/audit.ts';
import type { Json } from '#proof/canonical-json.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import { notPassed } from '../support/checks.ts';
import { carryOut } from '../support/carry-out.ts';
import { commandSequences } from '../support/command-sequences.ts';
import { judge } from '../support/independent-verifier.ts';
import { sealedLogKey, toBundle } from '../support/sealed-log.ts';
import { drawRecordOf } from '../support/shown-draw.ts';

test('both verifiers accept every log that the rules decide, whatever the commands', (t) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(commandSequences, (commands) => {
      const { log } = carryOut(commands);
      const entries = log.map((entry): Json => {
        const names = { raffle: 'spring', logKey: sealedLogKey.verifierKey };
        const part = publicPart(entry) as unknown as object;
        return { ...part, ...(entry.type === 'raffle-opened' ? names : {}) };
      });
      if (entries.length === 0) return;
      const bundle = toBundle(entries, drawRecordOf(entries));
      t.deepEqual(notPassed(auditBundle(bundle)), [], JSON.stringify(entries, null, 1));
      t.is(judge(bundle, []), 'valid');
      for (const { type } of log) seen.set(type, (seen.get(type) ?? 0) + 1);
    }),
    { numRuns: 500 },
  );
  t.log(Object.fromEntries(seen));
  // A property about logs in which nothing happens would hold for any rules.
  t.is(seen.size, 9);
});
