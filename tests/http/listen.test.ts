import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { limits } from '../../services/raffle/config.ts';
import { listen } from '../../services/raffle/http/listen.ts';

const idleMsMax = 200;
const ask = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

/** A connection to a listener that is patient for 200 ms and answers like this. */
async function connectToImpatient(t: ExecutionContext, serve: RequestListener): Promise<Socket> {
  const listener = await listen('127.0.0.1', 0, idleMsMax);
  listener.serve(serve);
  const socket = connect(listener.port, '127.0.0.1');
  t.teardown(async () => {
    socket.destroy();
    await listener.close();
  });
  return socket;
}

test('who asks and does not read is cut off', async (t) => {
  let cutOff = (_isWhole: boolean) => {};
  const isWhole = new Promise<boolean>((resolve) => (cutOff = resolve));
  const socket = await connectToImpatient(t, (_request, response) => {
    response.on('close', () => cutOff(response.writableFinished));
    response.end('x'.repeat(100_000_000));
  });
  socket.pause().write(ask);
  t.false(await isWhole);
});

test('a connection on which a little moves now and then stays, however long it takes', async (t) => {
  const beats = 2 * Math.ceil(idleMsMax / 50);
  const socket = await connectToImpatient(t, (_request, response) => {
    let count = 0;
    const beat = setInterval(() => {
      count += 1;
      response.write(':\n\n');
      if (count < beats) return;
      clearInterval(beat);
      response.end('the end');
    }, 50);
  });
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.write(ask);
  await once(socket, 'close');
  t.regex(text, /the end/);
});

test('a live stream beats well before its connection counts as idle', (t) => {
  t.true(limits.connectionIdleMsMax >= 2 * limits.streamHeartbeatMs);
});
