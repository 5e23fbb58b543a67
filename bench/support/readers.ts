import { connect } from 'node:net';

/**
 * A process of its own that holds live streams and reads them: `readers.ts <url> <raffle> <count>`.
 * Prints `ready` once every stream has had its first event. Asked for a version, it answers, once every
 * stream has shown that version or a later one, when each of them did. One network may hold 1,000 streams, so the
 * readers come from 127.0.0.1, 127.0.0.2 and so on, which Linux allows.
 */
const perAddress = 900;
const openAtATime = 50;

const [url = '', raffle = '', count = '0'] = process.argv.slice(2);
const { port, host } = new URL(url);

/** An event that a stream has shown. `at`: Unix milliseconds. */
interface Shown {
  readonly version: number;
  readonly at: number;
}

/** For each stream, what it has shown since the last answer. */
let shown: Shown[][] = [];
for (let opened = 0; opened < Number(count); opened += openAtATime) {
  const wanted = Math.min(openAtATime, Number(count) - opened);
  await Promise.all(Array.from({ length: wanted }, (_, offset) => read(opened + offset)));
}
process.on('message', (version: number) => {
  const waiting = setInterval(() => {
    const times = shown.map((events) => events.find((event) => event.version >= version)?.at);
    if (times.length < Number(count) || times.includes(undefined)) return;
    clearInterval(waiting);
    shown = [];
    process.send!(times);
  }, 20);
});
process.send!('ready');

/** Resolves with the first bytes of the stream and continues to read. */
function read(index: number): Promise<void> {
  const localAddress = `127.0.0.${1 + Math.floor(index / perAddress)}`;
  const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress });
  socket.write(`GET /api/raffles/${raffle}/stream HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  return new Promise((resolve, reject) => {
    socket.setEncoding('latin1').once('error', reject);
    socket.on('data', (text: string) => {
      resolve();
      const at = performance.timeOrigin + performance.now();
      for (const [, version] of text.matchAll(/^id: (\d+)$/gm)) {
        (shown[index] ??= []).push({ version: Number(version), at });
      }
    });
  });
}
