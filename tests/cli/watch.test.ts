import type { ServerResponse } from 'node:http';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import {
  drawnSpring,
  fakeService,
  hangUp,
  json,
  problem,
  spring,
  type Reply,
} from './support/fake-service.ts';
import { runCli } from './support/run-cli.ts';

const path = 'GET /api/raffles/spring/stream';

function stream(...views: readonly object[]): Reply {
  return (response) => {
    startStream(response);
    for (const view of views) response.write(`event: raffle\ndata: ${JSON.stringify(view)}\n\n`);
    response.end();
  };
}

function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

/** One reply after the other; the last one for ever. */
function inTurn(...replies: readonly Reply[]): Reply {
  let turn = 0;
  return (response, request) => {
    replies[Math.min(turn, replies.length - 1)]!(response, request);
    turn += 1;
  };
}

test('watch prints one line per change and ends when the winner is drawn', async (t) => {
  const sold = { ...spring, sold: 43, remaining: 57, version: 44 };
  const { url } = await fakeService(t, { [path]: stream(spring, sold, drawnSpring) });
  const { exitCode, stdout, stderr } = await runCli(['watch', 'spring', '--url', url]);
  t.is(exitCode, exitCodes.done);
  t.is(
    stdout,
    'version\tstatus\tsold\tremaining\twinner\n43\topen\t42\t58\t\n44\topen\t43\t57\t\n45\tdrawn\t42\t58\t7\n',
  );
  t.true(stderr.startsWith('Verify: raffle audit spring'));
});

test('watch prints a line when sales begin without a new version, and ends when the raffle is cancelled', async (t) => {
  const announced = { ...spring, status: 'announced', opensAt: '2026-03-02T09:00:00.000Z' };
  const cancelled = {
    ...spring,
    status: 'cancelled',
    cancelledAt: '2026-03-03T09:00:00.000Z',
    cancelReason: 'Flood',
    version: 44,
  };
  const views = [announced, announced, spring, cancelled];
  const { url } = await fakeService(t, { [path]: stream(...views) });
  const { exitCode, stdout } = await runCli(['watch', 'spring', '--url', url]);
  t.is(exitCode, exitCodes.done);
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t').slice(0, 2)),
    [
      ['43', 'announced'],
      ['43', 'open'],
      ['44', 'cancelled'],
    ],
  );
});

test('watch --json prints one JSON value per line', async (t) => {
  const { url } = await fakeService(t, { [path]: stream(spring, drawnSpring) });
  const { stdout } = await runCli(['watch', 'spring', '--json', '--url', url]);
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [spring, drawnSpring],
  );
});

test('watch reconnects with increasing waits and repeats no line', async (t) => {
  const busy = problem('overloaded', { status: 503 });
  const reply = inTurn(stream(spring), hangUp, busy, hangUp, stream(spring, drawnSpring));
  const { url } = await fakeService(t, { [path]: reply });
  const { exitCode, stdout, sleeps } = await runCli(['watch', 'spring', '--json', '--url', url]);
  t.is(exitCode, exitCodes.done);
  t.is(stdout.trim().split('\n').length, 2);
  t.deepEqual(sleeps, [500, 1_000, 2_000, 4_000]);
});

test('watch never waits longer than 15 seconds', async (t) => {
  const reply = inTurn(stream(spring), ...Array<Reply>(8).fill(hangUp), stream(drawnSpring));
  const { url } = await fakeService(t, { [path]: reply });
  const { sleeps } = await runCli(['watch', 'spring', '--url', url]);
  t.is(Math.max(...sleeps), 15_000);
});

test('watch of an unknown raffle ends at once', async (t) => {
  const none = await fakeService(t, { [path]: problem('raffle-not-found', { status: 404 }) });
  t.is((await runCli(['watch', 'spring', '--url', none.url])).exitCode, exitCodes.refused);
  for (const reply of [hangUp, json({ hello: 'world' }), stream({ id: 'not a view' })]) {
    const { url } = await fakeService(t, { [path]: reply });
    const { exitCode, sleeps } = await runCli(['watch', 'spring', '--url', url]);
    t.is(exitCode, exitCodes.notChecked);
    t.deepEqual(sleeps, []);
  }
});

test('Ctrl-C ends watch with exit code 130', async (t) => {
  const ending = new AbortController();
  const { url } = await fakeService(t, {
    [path]: (response) => {
      startStream(response);
      response.write(`event: raffle\ndata: ${JSON.stringify(spring)}\n\n`);
    },
  });
  const onOutput = () => ending.abort();
  const result = await runCli(['watch', 'spring', '--url', url], {
    signal: ending.signal,
    onOutput,
  });
  t.is(result.exitCode, exitCodes.interrupted);
  t.true(result.stdout.includes('43\topen'));
});
