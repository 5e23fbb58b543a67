import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { auditBundle, auditLog } from '#proof/audit.ts';
import { auditFork } from '#proof/audit-fork.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { runCheck } from '../../participant-app/features/check/run-check.ts';
import { verifyItems } from '../../verifier/verify-items.ts';
import { recogniseItem } from '../../verifier/items.ts';
import { newFolder } from '../cli/support/key-files.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { judge as judgeIndependently } from '../support/independent-verifier.ts';
import { sealedLog } from '../support/sealed-log.ts';
import { verdictOf } from '#proof/verdict.ts';

/** JSON that every parser reads, and that no recursive walk comes to the end of. */
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
const { lines, ...rest } = sealedLog();
const bundle = { ...rest, lines: [lines[0]!.replace('"Spring fair"', deep), ...lines.slice(1)] };

test('an error in our own checks gives not-checked in the audit, the page, the verifier and the independent verifier', async (t) => {
  t.not(bundle.lines[0], lines[0]);
  t.is(verdictOf(auditBundle(bundle)), 'not-checked');
  t.is(verdictOf(auditLog(bundle.lines, bundle.checkpoints)), 'not-checked');
  t.is(judgeIndependently(bundle, []), 'not-checked');

  const [report] = await verifyItems([recogniseItem('x', JSON.stringify(bundle))], () => {});
  t.is(report!.verdict, 'not-checked');

  const { checks } = await runCheck({
    raffleId: 'spring',
    source: {
      checkpoint: async () => bundle.checkpoints[0]!,
      lines: async () => bundle.lines,
      consistency: async () => [],
      draw: async () => undefined,
    },
    trusted: undefined,
    receipts: [],
    againAfterMs: 0,
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  t.is(verdictOf(checks), 'not-checked');
});

test('raffle audit exits with 6 and says that the program failed', async (t) => {
  const cwd = newFolder(t);
  writeFileSync(join(cwd, 'deep.json'), JSON.stringify(bundle));
  const { exitCode, stdout } = await runCli(['audit', './deep.json'], { cwd });
  t.is(exitCode, exitCodes.notChecked);
  const line = stdout.split('\n').find((text) => text.startsWith('? entries '));
  t.true(line?.includes('Could not be checked: this program failed'), stdout);
});

test('auditFork() returns not-checked if reading the evidence throws', (t) => {
  const evidence = new Proxy({}, { get: () => failing(), ownKeys: () => failing() });
  t.is(verdictOf(auditFork(evidence)), 'not-checked');
});

function failing(): never {
  throw new RangeError('out of range');
}
