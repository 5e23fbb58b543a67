import test from 'ava';
import { auditLog } from '#proof/audit.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { notPassed } from '../support/checks.ts';
import { RaffleStory, sealedLogKey, treeOf } from '../support/raffle-story.ts';

const entryCount = 100_000;
const at = '2026-03-02T00:00:00.000Z';

/** A log of 100,000 entries. Every voided number is sold again at once. */
function longLog(voidCount: number): readonly string[] {
  const entries: Json[] = [...new RaffleStory({ capacity: 200_000 }).entries];
  const saleCount = entryCount - 1 - 2 * voidCount;
  for (let number = 1; number <= saleCount; number += 1) {
    entries.push({ type: 'ticket-sold', number, holder: `h${number}`, at });
  }
  for (let number = 1; number <= voidCount; number += 1) {
    // From the highest to the lowest and back, so that the free numbers are in no order.
    const voided = number % 2 === 0 ? number : saleCount - number;
    entries.push({ type: 'ticket-voided', number: voided, reason: 'unpaid', at });
  }
  const voided = Array.from({ length: voidCount }, (_, index) => index + 1)
    .map((number) => (number % 2 === 0 ? number : saleCount - number))
    .sort((a, b) => a - b);
  for (const number of voided) {
    entries.push({ type: 'ticket-sold', number, holder: `again ${number}`, at });
  }
  return entries.map((entry) => canonicalJson(entry));
}

/** User time of this process, so that what else the machine does does not count. */
function secondsToAudit(lines: readonly string[], checkpoint: string): number {
  const start = process.cpuUsage();
  const checks = auditLog(lines, [checkpoint]);
  const seconds = process.cpuUsage(start).user / 1e6;
  const [failed] = notPassed(checks);
  if (failed !== undefined) throw new Error(failed.explanation);
  return seconds;
}

test('auditing a hundred thousand entries takes less than five seconds, with a thousand voids at most 1.2 times as long', (t) => {
  const [plain, voided] = [longLog(0), longLog(1000)].map((lines) => {
    const tree = treeOf(lines);
    const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
    return { lines, checkpoint };
  });
  // The shortest of interleaved runs: garbage collection and compilation only add time.
  const times = Array.from({ length: 3 }, () => [
    secondsToAudit(plain!.lines, plain!.checkpoint),
    secondsToAudit(voided!.lines, voided!.checkpoint),
  ]);
  const [without, withVoids] = [0, 1].map((kind) => Math.min(...times.map((pair) => pair[kind]!)));
  t.log(`${without!.toFixed(2)} s, ${withVoids!.toFixed(2)} s`);
  t.true(without! < (Number(process.versions.node.split('.')[0]) < 24 ? 15 : 5));
  t.true(withVoids! < 1.2 * without!);
});
