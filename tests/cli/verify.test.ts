import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { fromBase64, utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { forkNotProven } from '#proof/audit-fork.ts';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { evidenceOf, growthOf, lines, rewritten } from '../support/fork-evidence.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { closedUrl, fakeService, json, type Reply } from './support/fake-service.ts';
import { newFolder } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const log = sealedLog();
const index = 3;

/** A folder with a receipt for ticket 3, the log, and checkpoints of other times. */
function newEvidence(t: ExecutionContext) {
  const cwd = newFolder(t);
  const tree = new MerkleTree();
  for (const line of log.lines) tree.append(utf8(line));
  const checkpointAt = (size: number) => sealedLogKey.signHead({ size, root: tree.root(size) });
  const receipt = formatReceipt({
    leaf: utf8(log.lines[index]!),
    index,
    proof: tree.inclusionProof(index, 5),
    checkpoint: checkpointAt(5),
  });
  const fork = sealedLogKey.signHead({ size: 8, root: tree.root(7) });
  const files = {
    'ticket.tlog-proof': receipt,
    'log.json': JSON.stringify(log),
    'later.checkpoint': checkpointAt(9),
    'earlier.checkpoint': checkpointAt(2),
    'same.checkpoint': checkpointAt(5),
    'fork.checkpoint': fork,
    'bent.tlog-proof': receipt.replace('index 3', 'index 2'),
    'torn.tlog-proof': receipt.slice(0, 200),
    'hello.txt': 'hello',
    'half.json': JSON.stringify({ format: log.format }),
    'foreign.checkpoint': foreignKey.signHead({ size: 9, root: tree.root(9) }),
    'foreign.json': JSON.stringify({
      ...log,
      lines: log.lines.map((line) =>
        line.replace(sealedLogKey.verifierKey, foreignKey.verifierKey),
      ),
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { cwd, tree };
}

/** Of a raffle with the same id at another service: how its log is called tells them apart. */
const foreignKey = testLogKey('other.example/raffles/spring');
const autumnKey = testLogKey('raffle.example/raffles/autumn');

const key = ['--log-key', sealedLogKey.verifierKey];

test('verify says of a good receipt what it proves, and what it does not', async (t) => {
  const { cwd } = newEvidence(t);
  const { exitCode, stdout } = await runCli(['verify', 'ticket.tlog-proof', ...key], { cwd });
  t.is(exitCode, exitCodes.done);
  t.regex(stdout, /✔ receipt +Ticket 3 of holder holder-1, sold at /);
  t.regex(stdout, /✔ included +The ticket is entry 3 of these 5, unchanged\./);
  for (const line of receiptNotProven) t.true(stdout.includes(line));
  t.regex(stdout, /VALID\. All 4 checks passed\.\n$/);
});

test('verify finds an earlier, equal or later checkpoint of the same log, offline', async (t) => {
  const { cwd } = newEvidence(t);
  for (const file of ['later.checkpoint', 'earlier.checkpoint', 'same.checkpoint']) {
    const args = ['verify', 'ticket.tlog-proof', '--log', './log.json', '--checkpoint', file];
    const { exitCode, stdout } = await runCli(args, { cwd });
    t.is(exitCode, exitCodes.done, stdout);
    t.regex(stdout, /✔ grown +The log of \d holds|✔ grown +The log of \d entries/);
  }
});

test('verify ends with 5 where a receipt, its key or another checkpoint is not right', async (t) => {
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
    t.regex(stdout, /^✘ /m);
  }
});

test('verify ends with 6 where what was given cannot be read, and says which', async (t) => {
  const { cwd } = newEvidence(t);
  const log = ['--log', './log.json'];
  const runs: [args: readonly string[], says: RegExp][] = [
    [['torn.tlog-proof', ...key], /torn\.tlog-proof is neither a receipt nor/],
    [['log.json', ...key], /log\.json is neither a receipt nor/],
    [['hello.txt', ...log], /hello\.txt is neither a receipt nor/],
    [['hello.txt'], /hello\.txt is neither a receipt nor/],
    [['ticket.tlog-proof', '--log-key', 'nonsense'], /--log-key: "nonsense" is not a verifier key/],
    [['ticket.tlog-proof', ...log, '--log-key', 'foo'], /--log-key: "foo"/],
    [
      ['ticket.tlog-proof', ...log, '--checkpoint', 'log.json'],
      /--checkpoint log\.json: .*cannot be read/,
    ],
    [
      ['ticket.tlog-proof', ...log, '--checkpoint', 'ticket.tlog-proof'],
      /--checkpoint ticket\.tlog-proof: The checkpoint does not say/,
    ],
    [['ticket.tlog-proof', '--log', './half.json'], /half\.json: The bundle is torn: its raffle/],
  ];
  for (const [args, says] of runs) {
    const { exitCode, stdout, stderr } = await runCli(['verify', ...args], { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
    t.regex(stderr, says);
    t.regex(stderr, /Nothing was checked\.\n$/);
  }
});

test('verify ends with 6 where the log or the checkpoint is another raffle’s', async (t) => {
  const { cwd, tree } = newEvidence(t);
  const autumn = autumnKey.signHead({ size: 9, root: tree.root(9) });
  writeFileSync(join(cwd, 'autumn.checkpoint'), autumn);
  const opening = JSON.stringify({ logKey: foreignKey.verifierKey });
  const { url } = await fakeService(t, {
    'GET /api/raffles/spring/log?to=1': (response) =>
      response.setHeader('content-type', 'application/jsonl').end(`${opening}\n`),
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
    t.regex(run.stderr, /(other|raffle)\.example\/raffles\/(spring|autumn).*receipt.* about/s);
  }
});

test('verify ends with 6 where something is missing, and never says valid', async (t) => {
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

test('verify asks the service for the key and for the proof that the log grew', async (t) => {
  const { cwd, tree } = newEvidence(t);
  const answer: Reply = (response) => {
    response.setHeader('content-type', 'application/jsonl; charset=utf-8');
    response.end(log.lines.map((line) => `${line}\n`).join(''));
  };
  const proof = tree.consistencyProof(5, 9).map((hash) => Buffer.from(hash).toString('base64'));
  t.truthy(fromBase64(proof[0]!));
  const { url } = await fakeService(t, {
    'GET /api/raffles/spring/log?to=1': answer,
    'GET /api/raffles/spring/consistency?from=5&to=9': json({ from: 5, to: 9, consistency: proof }),
  });
  const args = ['verify', 'ticket.tlog-proof', '--url', url, '--checkpoint', 'later.checkpoint'];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.done, stdout);
  t.regex(stdout, /✔ grown/);
});

test('verify says of evidence of a fork whether the log’s key alone can have made it', async (t) => {
  const cwd = newFolder(t);
  const early = lines.slice(0, 5);
  const consistency = await growthOf(lines, 5);
  const files = {
    'fitting.json': [await evidenceOf(early, lines, { consistency }), exitCodes.done],
    'fork.json': [await evidenceOf(early, rewritten.slice(0, 5)), exitCodes.notValid],
    'shorter.json': [await evidenceOf(lines, early), exitCodes.notChecked],
  } as const;
  const words = { 0: /\nVALID\./, 5: /\nNOT VALID\./, 6: /\nCOULD NOT CHECK\./ };
  for (const [file, [evidence, expected]] of Object.entries(files)) {
    writeFileSync(join(cwd, file), JSON.stringify(evidence));
    const { exitCode, stdout } = await runCli(['verify', file], { cwd });
    t.is(exitCode, expected, stdout);
    t.regex(stdout, words[expected]);
    for (const line of forkNotProven) t.true(stdout.includes(line));
    const told = await runCli(['verify', file, '--json'], { cwd });
    const { valid } = JSON.parse(told.stdout) as { valid: boolean | null };
    t.is(valid, { 0: true, 5: false, 6: null }[expected]);
  }
});
