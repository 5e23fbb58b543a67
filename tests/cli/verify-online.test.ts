import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { fromBase64, utf8 } from '#proof/bytes.ts';
import { voidNotProven } from '#proof/audit-receipt.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { treeOf } from '../support/raffle-story.ts';
import { fairStory, sealedLogKey } from '../support/sealed-log.ts';
import { fakeService, json, type Reply } from './support/fake-service.ts';
import { runCli } from './support/run-cli.ts';
import { readChecks, readLines } from './support/printed.ts';
import { log, newEvidence, key } from './support/evidence-folder.ts';

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
