import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { listen } from '../../services/raffle/http/server/listen.ts';

const idleMsMax = 1000;
const ask = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

/** Connects to a listener that closes idle connections after a second and has this handler. */
async function connectWithShortTimeout(
  t: ExecutionContext,
  serve: RequestListener,
): Promise<Socket> {
  const listener = await listen('127.0.0.1', 0, { idleMsMax });
  listener.serve(serve);
  const socket = connect(listener.port, '127.0.0.1');
  t.teardown(async () => {
    socket.destroy();
    await listener.close();
  });
  return socket;
}

test.serial('a client that does not read its reply is disconnected', async (t) => {
  let cutOff = (_isWhole: boolean) => {};
  const isWhole = new Promise<boolean>((resolve) => (cutOff = resolve));
  const socket = await connectWithShortTimeout(t, (_request, response) => {
    response.on('close', () => cutOff(response.writableFinished));
    response.end('x'.repeat(100_000_000));
  });
  socket.pause().write(ask);
  t.false(await isWhole);
});

/** Reads a reply that is written in parts for twice the idle time. */
async function readSlowReply(t: ExecutionContext): Promise<{ text: string; gapMsMax: number }> {
  let lastAt = performance.now();
  let gapMsMax = 0;
  const note = () => {
    gapMsMax = Math.max(gapMsMax, performance.now() - lastAt);
    lastAt = performance.now();
  };
  const socket = await connectWithShortTimeout(t, (_request, response) => {
    let count = 0;
    const beat = setInterval(() => {
      note();
      count += 1;
      response.write(':\n\n');
      if (count < (2 * idleMsMax) / 50) return;
      clearInterval(beat);
      response.end('the end');
    }, 50);
    response.on('close', () => clearInterval(beat));
  });
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.write(ask);
  await once(socket, 'close');
  note();
  return { text, gapMsMax };
}

test.serial('a slow connection stays open while it makes progress', async (t) => {
  let read = await readSlowReply(t);
  // On a busy machine the process itself can pause for longer than the idle time.
  while (!read.text.includes('the end') && read.gapMsMax > idleMsMax / 2) {
    read = await readSlowReply(t);
  }
  t.true(read.text.includes('the end'));
});

test('the heartbeat interval of a live stream is well below the idle time-out', (t) => {
  t.true(limits.connectionIdleMsMax >= 2 * limits.streamHeartbeatMs);
});
