import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { fromBase64, utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { forkNotProven } from '#proof/audit-fork.ts';
import { receiptNotProven, voidNotProven } from '#proof/audit-receipt.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { evidenceOf, growthOf, lines, rewritten } from '../support/shown-log.ts';
import { testLogKey } from '../support/log-key.ts';
import { treeOf } from '../support/raffle-story.ts';
import { fairStory, sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { closedUrl, fakeService, json, type Reply } from './support/fake-service.ts';
import { newFolder } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readChecks, readLines } from './support/printed.ts';

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

test('verify fetches the key and the consistency proof from the service', async (t) => {
  const { cwd, tree } = newEvidence(t);
  const answer: Reply = (response) => {
    response.setHeader('content-type', 'application/x-ndjson; charset=utf-8');
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
  t.is(readChecks(stdout)['grown']?.mark, '✔');
});

test('verify looks for a later void in the log of the service', async (t) => {
  const { cwd } = newEvidence(t);
  const story = fairStory();
  const tree = treeOf(story.lines);
  const receiptOf = (place: number) =>
    formatReceipt({
      leaf: utf8(story.lines[place]!),
      index: place,
      proof: tree.inclusionProof(place, 5),
      checkpoint: sealedLogKey.signHead({ size: 5, root: tree.root(5) }),
    });
  writeFileSync(join(cwd, 'voided.tlog-proof'), receiptOf(3));
  writeFileSync(join(cwd, 'kept.tlog-proof'), receiptOf(2));
  const note = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
  const serve = (lines: readonly string[]) =>
    fakeService(t, {
      'GET /api/raffles/spring/checkpoint': (response) =>
        response.setHeader('content-type', 'text/plain').end(note),
      [`GET /api/raffles/spring/log?to=${tree.size}`]: (response) =>
        response
          .setHeader('content-type', 'application/x-ndjson')
          .end(lines.map((line) => `${line}\n`).join('')),
      'GET /api/raffles/spring/draw': json({}),
    });
  const { url } = await serve(story.lines);
  const verify = async (name: string, at: string) => {
    const args = ['verify', `${name}.tlog-proof`, ...key, '--url', at];
    const { exitCode, stdout } = await runCli([...args, '--json'], { cwd });
    const { later, notProven } = JSON.parse(stdout) as {
      later: { kind: string; reason?: string };
      notProven: string[];
    };
    t.is(notProven.includes(voidNotProven), later.kind === 'not-checked');
    const last = readLines((await runCli(args, { cwd })).stdout).at(-1);
    return { exitCode, later, last };
  };
  const { at, reason } = story.entries[8]!;
  t.deepEqual(await verify('voided', url), {
    exitCode: exitCodes.done,
    later: { kind: 'voided', index: 8, reason, at },
    last: 'VALID. All 6 checks passed. The ticket was voided later: it does not count.',
  });
  const kept = await verify('kept', url);
  t.not(kept.later.kind, 'voided');
  t.is(kept.last, 'VALID. All 6 checks passed.');
  // A service that leaves the void out does not have the log that its key signed.
  const hiding = await serve(
    story.lines.map((line, place) => (place === 8 ? story.lines[7]! : line)),
  );
  const hidden = await verify('voided', hiding.url);
  t.is(hidden.exitCode, exitCodes.notValid);
  t.is(hidden.later.kind, 'not-checked');
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
