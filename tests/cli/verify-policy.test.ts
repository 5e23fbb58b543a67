import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes, type ExitCode } from '../../cli/exit-codes.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { policyText, twoOfThree, witnessed } from '../support/witnessed-log.ts';
import { checkpointSeen, receiptSeen } from '../support/witnessed-receipt.ts';
import { closedUrl } from './support/fake-service.ts';
import { newFolder } from './support/key-files.ts';
import { readChecks } from './support/printed.ts';
import { runCli } from './support/run-cli.ts';

const log = sealedLog();
const both = { club: 100, council: 200 };

function newFiles(t: ExecutionContext) {
  const cwd = newFolder(t);
  const files = {
    'seen.tlog-proof': receiptSeen(both),
    'bare.tlog-proof': receiptSeen({}),
    'half.tlog-proof': receiptSeen({ club: 100 }),
    'log.json': JSON.stringify(log),
    'seen.json': JSON.stringify(
      witnessed(log, [
        { witness: 'club', size: 8, time: 300 },
        { witness: 'council', size: 8, time: 400 },
      ]),
    ),
    'later.checkpoint': checkpointSeen(9, both),
    'earlier.checkpoint': checkpointSeen(2, both),
    'two.policy': twoOfThree,
    'none.policy': policyText('quorum none'),
    'other.policy': `log ${testLogKey(sealedLogKey.key.name, 8).verifierKey}\n${twoOfThree}`,
    'torn.policy': twoOfThree.slice(0, -8),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return (...args: readonly string[]) => runCli(['verify', ...args], { cwd });
}

test('verify with a policy says whether the log with the ticket is cosigned by a quorum', async (t) => {
  const verify = newFiles(t);
  const policy = ['--log', './log.json', '--policy', 'two.policy'];
  const seen = await verify('seen.tlog-proof', ...policy);
  t.is(seen.exitCode, exitCodes.done, seen.stdout);
  t.is(readChecks(seen.stdout)['witnesses']?.mark, '✔');
  t.true(seen.stdout.includes('1970-01-01T00:03:20.000Z'));
  t.true(seen.stdout.includes('witnesses are honest'));
  t.false(seen.stdout.includes('no policy was given'));
  for (const file of ['bare.tlog-proof', 'half.tlog-proof']) {
    const { exitCode, stdout } = await verify(file, ...policy);
    t.is(exitCode, exitCodes.notChecked, stdout);
    t.is(readChecks(stdout)['witnesses']?.mark, '?');
  }
});

test('verify takes cosignatures of a later checkpoint and of the log, and not of an earlier one', async (t) => {
  const verify = newFiles(t);
  const policy = ['bare.tlog-proof', '--policy', 'two.policy', '--log'];
  const runs: [expected: ExitCode, ...options: string[]][] = [
    [exitCodes.done, './seen.json'],
    [exitCodes.done, './log.json', '--checkpoint', 'later.checkpoint'],
    [exitCodes.notChecked, './log.json', '--checkpoint', 'earlier.checkpoint'],
  ];
  for (const [expected, ...options] of runs) {
    const { exitCode, stdout } = await verify(...policy, ...options);
    t.is(exitCode, expected, stdout);
  }
});

test('verify without a policy lists cosignatures as not proven, and does not read them', async (t) => {
  const verify = newFiles(t);
  const { exitCode, stdout } = await verify('seen.tlog-proof', '--log', './log.json');
  t.is(exitCode, exitCodes.done);
  t.is(readChecks(stdout)['witnesses'], undefined);
  t.true(stdout.includes('no policy was given'));
  const none = await verify('bare.tlog-proof', '--log', './log.json', '--policy', 'none.policy');
  t.is(none.exitCode, exitCodes.done);
  t.is(readChecks(none.stdout)['witnesses']?.mark, '–');
});

test('verify checks cosignatures of a receipt without a service and without a log', async (t) => {
  const verify = newFiles(t);
  const key = ['--log-key', sealedLogKey.verifierKey, '--url', await closedUrl()];
  const seen = await verify('seen.tlog-proof', ...key, '--policy', 'two.policy');
  t.is(seen.exitCode, exitCodes.done, seen.stdout);
  t.is(readChecks(seen.stdout)['witnesses']?.mark, '✔');
});

test('verify with a policy that names other logs or cannot be read could not check (6)', async (t) => {
  const verify = newFiles(t);
  const receipt = ['seen.tlog-proof', '--log', './log.json', '--policy'];
  const other = await verify(...receipt, 'other.policy');
  t.is(other.exitCode, exitCodes.notChecked, other.stdout);
  t.is(readChecks(other.stdout)['witnesses']?.mark, '?');
  for (const policy of ['torn.policy', 'missing.policy', 'log.json']) {
    const { exitCode, stdout, stderr } = await verify(...receipt, policy);
    t.is(exitCode, exitCodes.notChecked, policy);
    t.is(stdout, '');
    t.true(stderr.includes(policy));
  }
});
