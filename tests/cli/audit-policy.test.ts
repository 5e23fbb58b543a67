import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { sealedLog } from '../support/sealed-log.ts';
import { placesOf, policyText, twoOfThree, witnessed } from '../support/witnessed-log.ts';
import { verifierFiles } from '../support/verifier-files.ts';
import { newFolder } from './support/key-files.ts';
import { readChecks } from './support/printed.ts';
import { runCli } from './support/run-cli.ts';

const log = sealedLog();
const { closing, draw, publishedAt } = placesOf(log);

function seenAt(closingTime: number) {
  return (['club', 'council'] as const).flatMap((witness) => [
    { witness, size: closing + 1, time: closingTime },
    { witness, size: draw + 1, time: publishedAt + 9 },
  ]);
}

function newFiles(t: ExecutionContext) {
  const cwd = newFolder(t);
  const files = {
    'in-time.json': JSON.stringify(witnessed(log, seenAt(publishedAt - 9))),
    'late.json': JSON.stringify(witnessed(log, seenAt(publishedAt + 1))),
    'bare.json': JSON.stringify(log),
    'two.policy': twoOfThree.replaceAll('\n', '\r\n'),
    'torn.policy': twoOfThree.slice(0, -8),
    'any.policy': policyText('group one any club council', 'quorum one'),
    'chain.json': verifierFiles['chain.json'],
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return (file: string, ...policy: string[]) => {
    const options = policy.flatMap((name) => ['--policy', name]);
    return runCli(['audit', file, '--chain', 'chain.json', ...options], { cwd });
  };
}

test('with a policy that is met, an audit is VALID and says when the closing was seen', async (t) => {
  const audit = newFiles(t);
  const { exitCode, stdout } = await audit('./in-time.json', 'two.policy');
  t.is(exitCode, exitCodes.done, stdout);
  t.is(readChecks(stdout)['witnesses']?.mark, '✔');
  t.is(readChecks(stdout)['in-time']?.mark, '✔');
  t.true(stdout.includes('9 s before its beacon'));
  t.true(stdout.includes('witnesses are honest'));
  t.false(stdout.includes('no policy was given'));
});

test('with a policy that is not met, an audit could not check (6); without one nothing changes', async (t) => {
  const audit = newFiles(t);
  for (const file of ['./late.json', './bare.json']) {
    const found = await audit(file, 'two.policy');
    t.is(found.exitCode, exitCodes.notChecked, found.stdout);
    t.is(readChecks(found.stdout)['in-time']?.mark, '?');
    const { exitCode, stdout } = await audit(file);
    t.is(exitCode, exitCodes.done, stdout);
    t.is(readChecks(stdout)['in-time'], undefined);
    t.true(stdout.includes('no policy was given'));
  }
});

test('a policy that cannot be read is no policy: nothing is checked (6)', async (t) => {
  const audit = newFiles(t);
  for (const name of ['torn.policy', 'missing.policy', 'chain.json']) {
    const { exitCode, stdout, stderr } = await audit('./in-time.json', name);
    t.is(exitCode, exitCodes.notChecked);
    t.is(stdout, '');
    t.true(stderr.includes(name));
  }
});

test('a quorum that two disjoint sets can meet is warned about', async (t) => {
  const audit = newFiles(t);
  const { exitCode, stdout } = await audit('./in-time.json', 'any.policy');
  t.is(exitCode, exitCodes.done);
  t.regex(stdout.replaceAll(/\s+/g, ' '), /Warning: two groups of your witnesses/);
});
