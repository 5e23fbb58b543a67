import type { ServerResponse } from 'node:http';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { readEvents, type ServerSentEvent } from '../../cli/event-stream.ts';
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

test('watch prints a line a change and ends when the winner is drawn', async (t) => {
  const sold = { ...spring, sold: 43, remaining: 57, version: 44 };
  const { url } = await fakeService(t, { [path]: stream(spring, sold, drawnSpring) });
  const { exitCode, stdout, stderr } = await runCli(['watch', 'spring', '--url', url]);
  t.is(exitCode, exitCodes.done);
  t.is(
    stdout,
    'version\tstatus\tsold\tremaining\twinner\n43\topen\t42\t58\t\n44\topen\t43\t57\t\n45\tdrawn\t42\t58\t7\n',
  );
  t.regex(stderr, /^Verify: raffle audit spring/);
});

test('watch --json prints a JSON value a line', async (t) => {
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

test('watch comes back after the connection ended, waits longer each time, repeats nothing', async (t) => {
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

test('watch of what was never there ends at once', async (t) => {
  const none = await fakeService(t, { [path]: problem('raffle-not-found', { status: 404 }) });
  t.is((await runCli(['watch', 'spring', '--url', none.url])).exitCode, exitCodes.refused);
  for (const reply of [hangUp, json({ hello: 'world' }), stream({ id: 'not a view' })]) {
    const { url } = await fakeService(t, { [path]: reply });
    const { exitCode, sleeps } = await runCli(['watch', 'spring', '--url', url]);
    t.is(exitCode, exitCodes.notChecked);
    t.deepEqual(sleeps, []);
  }
});

test('Ctrl-C ends watch with 130', async (t) => {
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

async function read(...chunks: readonly string[]): Promise<ServerSentEvent[]> {
  async function* give(): AsyncGenerator<string> {
    yield* chunks;
  }
  const events: ServerSentEvent[] = [];
  for await (const event of readEvents(give())) events.push(event);
  return events;
}

test('readEvents() reads the same events however the text is cut', async (t) => {
  const text =
    'event: raffle\r\nid: 1\r\ndata: a\r\ndata:b\r\n\r\n:\n\ndata\n\nevent: x\rdata:  c\r\r';
  const events = [
    { type: 'raffle', data: 'a\nb' },
    { type: 'message', data: '' },
    { type: 'x', data: ' c' },
  ];
  t.deepEqual(await read(`${text}\n`), events);
  for (let cut = 1; cut < text.length; cut += 1) {
    t.deepEqual(await read(text.slice(0, cut), `${text.slice(cut)}\n`), events, `cut at ${cut}`);
  }
  t.deepEqual(await read(...text.split(''), '\n'), events);
});

test('readEvents() gives no event that was cut off or has no data', async (t) => {
  t.deepEqual(await read('event: raffle\ndata: a\n'), []);
  t.deepEqual(await read('event: raffle\nid: 7\n\n'), []);
});
