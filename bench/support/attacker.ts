import { randomInt } from 'node:crypto';
import { setPriority } from 'node:os';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process of its own that attacks a service on this machine until it is ended:
 * `attacker.ts <attack> <url> <session cookie>`. Prints `ready` once it has begun. It attacks from 127.0.0.2, another
 * network than the buyers', which Linux allows.
 */
const [attack = '', url = '', cookie = ''] = process.argv.slice(2);
const { port, host } = new URL(url);
/** The size of one read by Node. */
const burstBytes = 65_536;
const logSize = 100_000;

const attacks: Readonly<Record<string, () => Promise<void>>> = {
  /** Eight connections a second, each with 64 KiB of requests whose replies are not read. */
  pipelining: () => {
    const ask = get('/openapi.json');
    const burst = ask.repeat(Math.floor(burstBytes / ask.length));
    return repeatForever(async () => {
      open().pause().write(burst);
      await sleep(125);
    });
  },
  'idle sockets': () => keepOpen(2_000, () => {}),
  'slow readers': () => keepOpen(500, (socket) => void socket.pause().write(get('/openapi.json'))),
  'log readers': () => inParallel(8, () => repeatRequest(() => get('/api/raffles/large/log'))),
  'consistency requests': () =>
    inParallel(64, () =>
      repeatRequest(() => {
        const to = randomInt(2, logSize);
        return get(`/api/raffles/large/consistency?from=${randomInt(1, to)}&to=${to}`);
      }),
    ),
  'code requests': () => inParallel(16, () => repeatRequest(requestCode)),
  'purchases without sign-in': () => inParallel(16, () => repeatRequest(requestPurchase)),
  /** The first request takes the limit of one person; the others are refused. */
  'refused purchases of one account': () =>
    inParallel(32, () => repeatRequest(requestTooManyTickets)),
  'readers of one raffle': () =>
    inParallel(64, () => repeatRequest(() => get('/api/raffles/bench'))),
  streams: () => keepOpen(900, (socket) => void socket.write(get('/api/raffles/bench/stream'))),
};

setPriority(10);
await attacks[attack]!();
process.send!('ready');

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
}

function post(path: string, body: object, headers = ''): string {
  const text = JSON.stringify(body);
  return `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
}

function requestCode(): string {
  return post('/api/sign-in/codes', { email: `stranger-${randomInt(1e9)}@example.org` });
}

function requestPurchase(): string {
  return post('/api/raffles/bench/tickets', { quantity: 1 });
}

function requestTooManyTickets(): string {
  const headers = `Cookie: ${cookie}\r\nIdempotency-Key: ${randomInt(1e12)}\r\n`;
  return post('/api/raffles/bench/tickets', { quantity: 1_000 }, headers);
}

function open(): Socket {
  return connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' })
    .on('error', () => {})
    .resume();
}

/** Opens this many connections and replaces each that the service closes, at most a hundred a second. */
async function keepOpen(count: number, use: (socket: Socket) => void): Promise<void> {
  let missing = count;
  const fill = () => {
    for (let some = Math.min(missing, 10); some > 0; some -= 1) {
      missing -= 1;
      const socket = open();
      use(socket);
      socket.once('close', () => (missing += 1));
    }
  };
  for (let round = 0; round < count / 10; round += 1) {
    fill();
    if (round % 10 === 0) await sleep(20);
  }
  setInterval(fill, 100);
}

/** Sends a request on one connection, and the next one after each complete reply. */
function repeatRequest(ask: () => string): void {
  const socket = open();
  let rest = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    rest = (rest + text).slice(-100_000);
    if (!isComplete(rest)) return;
    rest = '';
    socket.write(ask());
  });
  socket.once('close', () => setTimeout(() => repeatRequest(ask), 10));
  socket.write(ask());
}

function isComplete(reply: string): boolean {
  if (reply.endsWith('\r\n0\r\n\r\n')) return true;
  const end = reply.indexOf('\r\n\r\n');
  const length = /^content-length: (\d+)$/im.exec(reply.slice(0, end))?.[1];
  return end >= 0 && length !== undefined && reply.length >= end + 4 + Number(length);
}

async function inParallel(count: number, begin: () => void): Promise<void> {
  for (let index = 0; index < count; index += 1) begin();
}

async function repeatForever(act: () => Promise<void>): Promise<void> {
  const again = async (): Promise<void> => {
    await act();
    setImmediate(() => void again());
  };
  void again();
}
