import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'ava';
import { forkNotProven } from '#proof/audit-fork.ts';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { evidenceOf, growthOf, lines, rewritten } from '../support/shown-log.ts';
import { testLogKey } from '../support/log-key.ts';
import { closedUrl, fakeService } from './support/fake-service.ts';
import { newFolder } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readChecks, readLines } from './support/printed.ts';
import { log, index, newEvidence, foreignKey, key } from './support/evidence-folder.ts';

const autumnKey = testLogKey('raffle.example/raffles/autumn');

test('verify prints what a valid receipt proves, and what it does not', async (t) => {
  const { cwd } = newEvidence(t);
  const args = ['verify', 'ticket.tlog-proof', ...key, '--url', await closedUrl()];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.done);
  const { receipt, included } = readChecks(stdout);
  t.is(receipt?.says, 'Ticket 3 of holder holder-1, sold at 2026-03-02T00:00:00.002Z.');
  t.is(included?.says, 'The ticket is entry 3 of these 5, unchanged.');
  for (const line of receiptNotProven) t.true(stdout.includes(line));
  t.is(
    readLines(stdout).at(-1),
    'VALID. All 4 checks passed. Not checked: whether the ticket was voided later.',
  );
});

test('verify compares a receipt offline with an earlier, equal or later checkpoint', async (t) => {
  const { cwd } = newEvidence(t);
  for (const file of ['later.checkpoint', 'earlier.checkpoint', 'same.checkpoint']) {
    const args = ['verify', 'ticket.tlog-proof', '--log', './log.json', '--checkpoint', file];
    const { exitCode, stdout } = await runCli(args, { cwd });
    t.is(exitCode, exitCodes.done, stdout);
    t.is(readChecks(stdout)['grown']?.mark, '✔');
  }
});

test('verify takes the receipt or the checkpoint out of evidence that a page saved', async (t) => {
  const { cwd } = newEvidence(t);
  const runs = [
    [exitCodes.done, 'ticket.evidence.json'],
    [exitCodes.notValid, 'bent.evidence.json'],
    [exitCodes.done, 'ticket.tlog-proof', '--checkpoint', 'earlier.evidence.json'],
    [exitCodes.notValid, 'ticket.tlog-proof', '--checkpoint', 'fork.evidence.json'],
    [exitCodes.notChecked, 'empty.evidence.json'],
  ] as const;
  for (const [expected, ...args] of runs) {
    const { exitCode, stdout } = await runCli(['verify', ...args, '--log', './log.json'], { cwd });
    t.is(exitCode, expected, `${args.join(' ')}: ${stdout}`);
  }
});

test('verify looks the ticket up in the log given with --log', async (t) => {
  const { cwd } = newEvidence(t);
  const changed = log.lines.map((line, place) =>
    place === index ? line.replace('"number":', '"number":4') : line,
  );
  for (const [lines, expected] of [
    [log.lines, exitCodes.done],
    [changed, exitCodes.notValid],
    [log.lines.slice(0, index), exitCodes.notChecked],
  ] as const) {
    writeFileSync(join(cwd, 'kept.json'), JSON.stringify({ ...log, lines }));
    const args = ['verify', 'ticket.tlog-proof', '--log', './kept.json'];
    const { exitCode, stdout } = await runCli(args, { cwd });
    t.is(exitCode, expected, stdout);
  }
});

test('verify exits with 5 if the receipt, its key or the other checkpoint is wrong', async (t) => {
  const { cwd } = newEvidence(t);
  const runs = [
    ['bent.tlog-proof', ...key],
    [
      'ticket.tlog-proof',
      '--log-key',
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    ],
    ['ticket.tlog-proof', '--log', './log.json', '--checkpoint', 'fork.checkpoint'],
    ['ticket.tlog-proof', '--log', './log.json', '--checkpoint', 'foreign.checkpoint'],
  ];
  for (const args of runs) {
    const { exitCode, stdout } = await runCli(['verify', ...args], { cwd });
    t.is(exitCode, exitCodes.notValid, args.join(' '));
    t.true(Object.values(readChecks(stdout)).some(({ mark }) => mark === '✘'));
  }
});

test('verify exits with 6 and names the file that cannot be read', async (t) => {
  const { cwd } = newEvidence(t);
  const log = ['--log', './log.json'];
  const runs: [args: readonly string[], named: string][] = [
    [['torn.tlog-proof', ...key], 'torn.tlog-proof'],
    [['log.json', ...key], 'log.json'],
    [['hello.txt', ...log], 'hello.txt'],
    [['hello.txt'], 'hello.txt'],
    [['ticket.tlog-proof', '--log-key', 'nonsense'], '--log-key: "nonsense"'],
    [['ticket.tlog-proof', ...log, '--log-key', 'foo'], '--log-key: "foo"'],
    [['ticket.tlog-proof', ...log, '--checkpoint', 'log.json'], '--checkpoint log.json: '],
    [
      ['ticket.tlog-proof', ...log, '--checkpoint', 'ticket.tlog-proof'],
      '--checkpoint ticket.tlog-proof: ',
    ],
    [['ticket.tlog-proof', '--log', './half.json'], 'half.json: '],
  ];
  for (const [args, named] of runs) {
    const { exitCode, stdout, stderr } = await runCli(['verify', ...args], { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
    t.true(stderr.includes(named), stderr);
    t.true(stderr.endsWith(' Nothing was checked.\n'));
  }
});

test('verify exits with 6 for a log or checkpoint of another raffle', async (t) => {
  const { cwd, tree } = newEvidence(t);
  const autumn = autumnKey.signHead({ size: 9, root: tree.root(9) });
  writeFileSync(join(cwd, 'autumn.checkpoint'), autumn);
  const opening = JSON.stringify({ logKey: foreignKey.verifierKey });
  const { url } = await fakeService(t, {
    'GET /api/raffles/spring/log?to=1': (response) =>
      response.setHeader('content-type', 'application/x-ndjson').end(`${opening}\n`),
  });
  const runs = [
    ['--url', url],
    ['--log', './foreign.json'],
    ['--log', './log.json', '--checkpoint', 'autumn.checkpoint'],
  ];
  for (const args of runs) {
    const run = await runCli(['verify', 'ticket.tlog-proof', ...args], { cwd });
    t.is(run.exitCode, exitCodes.notChecked, run.stdout);
    t.is(run.stdout, '');
    t.true(
      run.stderr.includes('the receipt is about another log, ') ||
        run.stderr.includes(autumnKey.key.name),
      run.stderr,
    );
  }
});

test('verify exits with 6 and never prints VALID if something is missing', async (t) => {
  const { cwd } = newEvidence(t);
  writeFileSync(join(cwd, 'short.json'), JSON.stringify({ ...log, lines: log.lines.slice(0, 5) }));
  const runs = [
    ['missing.tlog-proof', ...key],
    ['ticket.tlog-proof', '--url', await closedUrl()],
    ['ticket.tlog-proof', '--log', './missing.json'],
    ['ticket.tlog-proof', ...key, '--checkpoint', './missing'],
    ['ticket.tlog-proof', '--log', './short.json', '--checkpoint', 'later.checkpoint'],
  ];
  for (const args of runs) {
    const { exitCode, stdout } = await runCli(['verify', ...args], { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
  }
});

test('verify of fork evidence fails only if the log’s key must have made it', async (t) => {
  const cwd = newFolder(t);
  const early = lines.slice(0, 5);
  const consistency = await growthOf(lines, 5);
  const files = {
    'fitting.json': [await evidenceOf(early, lines, { consistency }), exitCodes.done],
    'fork.json': [await evidenceOf(early, rewritten.slice(0, 5)), exitCodes.notValid],
    'shorter.json': [await evidenceOf(lines, early), exitCodes.notChecked],
  } as const;
  const words = { 0: 'VALID. ', 5: 'NOT VALID. ', 6: 'COULD NOT CHECK. ' };
  for (const [file, [evidence, expected]] of Object.entries(files)) {
    writeFileSync(join(cwd, file), JSON.stringify(evidence));
    const { exitCode, stdout } = await runCli(['verify', file], { cwd });
    t.is(exitCode, expected, stdout);
    t.true(readLines(stdout).at(-1)?.startsWith(words[expected]));
    for (const line of forkNotProven) t.true(stdout.includes(line));
    const told = await runCli(['verify', file, '--json'], { cwd });
    const { valid } = JSON.parse(told.stdout) as { valid: boolean | null };
    t.is(valid, { 0: true, 5: false, 6: null }[expected]);
  }
});

test('verify and audit say why a file cannot be read, and exit with 6', async (t) => {
  const { cwd } = newEvidence(t);
  const runs: [args: readonly string[], file: string, why: string][] = [
    [['verify', 'missing.tlog-proof'], 'missing.tlog-proof', 'it does not exist'],
    [['verify', 'hello.txt/receipt'], 'hello.txt/receipt', 'a part of its path is not a folder'],
    [['verify', '.'], '.', 'it is a folder'],
    [['audit', './missing.json'], 'missing.json', 'it does not exist'],
    [['audit', './hello.txt'], 'hello.txt', 'it is not JSON'],
  ];
  for (const [args, file, why] of runs) {
    const { exitCode, stderr } = await runCli(args, { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stderr, `${resolve(cwd, file)} cannot be read: ${why}. Nothing was checked.\n`);
  }
});
