import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { readOperatorKey, sendOperatorRequest, type OperatorRequest } from './support/operator.ts';
import { spread } from './support/pairs.ts';
import type { Person } from './support/people.ts';
import type { Stall } from './support/report.ts';
import { startService } from './support/server-process.ts';

const sold = 100_000;
const most = 1_000;
const rounds = 3;
const bars = { stranger: 50, operator: 100 };
/** Mails and collections of garbage that a request causes come a little later. */
const settleMs = 700;

interface Scene {
  readonly url: string;
  readonly people: readonly Person[];
  /** Sends a signed request. */
  readonly send: (request: OperatorRequest) => Promise<string>;
  /** Number of the round, from 0. */
  readonly round: number;
}

/** What is asked for, by the kind of client that may ask. Each may cause one stall of its own. */
type Requests = Readonly<Record<string, (scene: Scene) => Promise<unknown>>>;

const ofStrangers: Requests = {
  nothing: () => sleep(500),
  'the raffle, 1,000 times': ({ url }) => inParallel(1_000, () => read(`${url}/api/raffles/large`)),
  'the page of the raffle, 100 times': ({ url }) =>
    inParallel(100, () => read(`${url}/raffles/large`)),
  'the log, 8 times at once': ({ url }) =>
    inParallel(8, () => read(`${url}/api/raffles/large/log`)),
  'consistency proofs': ({ url }) =>
    inParallel(200, (index) =>
      read(`${url}/api/raffles/large/consistency?from=${index + 1}&to=${sold - index}`),
    ),
  'a purchase of 1,000 tickets': ({ url, people, round }) =>
    buy(url, { person: people[round]!, quantity: most }),
  '8 purchases of 1,000 tickets at once': ({ url, people, round }) =>
    inParallel(8, (index) => buy(url, { person: people[10 + round * 8 + index]!, quantity: most })),
  'the own tickets, 1,000': ({ url, people, round }) =>
    inParallel(20, () => read(`${url}/api/raffles/bought/tickets/mine`, people[round])),
  '1,000 receipts': ({ url, people, round }) =>
    inParallel(most, (index) =>
      read(`${url}/api/raffles/bought/tickets/${round * most + index + 1}/receipt`, people[round]),
    ),
  'the claim page of 1,000 tickets, 8 times at once': async ({ url, send }) => {
    const path = '/api/admin/raffles/desk/sales';
    const body = { quantity: most };
    const { claimUrl } = JSON.parse(await send({ method: 'POST', path, body }));
    const { pathname } = new URL(claimUrl);
    await inParallel(8, () => read(url + pathname));
  },
  '900 streams and a change': async ({ url, people, round }) => {
    const sockets = Array.from({ length: 900 }, () =>
      ask(url, 'GET /api/raffles/streamed/stream HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'data')));
    await buy(url, { person: people[round]!, quantity: 1, raffle: 'streamed' });
    await sleep(1_000);
    for (const socket of sockets) socket.destroy();
  },
  'malformed requests': async ({ url, people }) => {
    const { host } = new URL(url);
    const sockets = malformed(host, people[0]!.cookie).map((text) => ask(url, text));
    await Promise.race([Promise.all(sockets.map((socket) => once(socket, 'close'))), sleep(2_000)]);
    for (const socket of sockets) socket.destroy();
  },
};

const ofOperators: Requests = {
  'the list of tickets': ({ send }) =>
    send({ method: 'GET', path: '/api/admin/raffles/large/tickets' }),
  'the summary': ({ send }) => send({ method: 'GET', path: '/api/admin/raffles/large/summary' }),
  'the audit bundle': ({ send }) => send({ method: 'GET', path: '/api/admin/raffles/large/audit' }),
  'a void of 1,000': ({ send, round }) =>
    send({
      method: 'POST',
      path: '/api/admin/raffles/large/voids',
      body: { numbers: numbersFrom(round * most + 1), reason: 'mistake' },
    }),
  'payments of 1,000': ({ send, round }) =>
    send({
      method: 'PUT',
      path: '/api/admin/raffles/large/payments',
      body: { numbers: numbersFrom((round + 10) * most + 1), paid: true },
    }),
  'a desk sale of 1,000': ({ send, round }) =>
    send({
      method: 'POST',
      path: '/api/admin/raffles/desk/sales',
      body: { quantity: most, buyer: { email: `ann-${round}@example.org` } },
    }),
  'a rehearsal of 100,000': async ({ send, round }) => {
    const id = `rehearsal-${round}`;
    const rules = { id, title: 'Rehearsal', capacity: sold, rehearsal: true };
    await send({ method: 'POST', path: '/api/admin/raffles', body: rules });
    const path = `/api/admin/raffles/${id}/rehearse`;
    await send({ method: 'POST', path, body: { tickets: sold } });
  },
  'the end of a rehearsal of 100,000': ({ send, round }) =>
    send({ method: 'DELETE', path: `/api/admin/raffles/rehearsal-${round}` }),
  'an amendment': ({ send, round }) =>
    send({
      method: 'PATCH',
      path: '/api/admin/raffles/large',
      body: { title: `Title ${round}` },
    }),
  'a draw of 100,000': ({ send, round }) => draw(send, `drawn-${round}`),
  'a draw of 100,000, some voided': ({ send, round }) => draw(send, `gaps-${round}`),
};

/** For how long the event loop stands still at most while the service answers one kind of request. */
export const stalls: Benchmark = () =>
  withFolder(async (path) => {
    const gaps = Object.fromEntries(numbered('gaps').map((raffle) => [raffle, sold]));
    const drawn = Object.fromEntries(numbered('drawn').map((raffle) => [raffle, sold]));
    const { people } = await prepareFolder(path, {
      people: 50_000,
      sold: { large: sold, bought: 0, desk: 0, streamed: 0, ...drawn, ...gaps },
      voided: Object.fromEntries(Object.keys(gaps).map((raffle) => [raffle, most])),
    });
    const service = await startService(path);
    const signer = await readOperatorKey(path);
    const sendSigned = (request: OperatorRequest) =>
      sendOperatorRequest(service.url, signer, request);
    const figures: Figure[] = [];
    for (const [who, requests] of [
      ['stranger', ofStrangers],
      ['operator', ofOperators],
    ] as const) {
      for (const [what, request] of Object.entries(requests)) {
        const found: Stall[] = [];
        for (let round = 0; round < rounds; round += 1) {
          await service.stall();
          await request({ url: service.url, people, send: sendSigned, round });
          await sleep(settleMs);
          found.push(await service.stall());
        }
        figures.push(toFigure(`${who}: ${what}`, found, bars[who]));
      }
    }
    await service.stop();
    return figures;
  });

function toFigure(what: string, found: readonly Stall[], barMs: number): Figure {
  const times = found.map(({ cpuMs }) => cpuMs);
  const ms = Math.max(...times);
  const wallMs = Math.max(...found.map((stall) => stall.wallMs));
  return {
    name: `longest stall, ${what}`,
    found: `${ms.toFixed(0)} ms`,
    spread: spread(times, 0),
    bar: `at most ${barMs} ms`,
    isMet: ms <= barMs,
    note: `CPU time, ${rounds} rounds; by the clock ${wallMs.toFixed(0)} ms`,
  };
}

async function read(url: string, person?: Person): Promise<string> {
  const headers = person === undefined ? {} : { cookie: person.cookie };
  const reply = await fetch(url, { headers });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${url} was answered ${reply.status}: ${text}`);
  return text;
}

interface Purchase {
  readonly person: Person;
  readonly quantity: number;
  readonly raffle?: string;
}

async function buy(url: string, { person, quantity, raffle = 'bought' }: Purchase): Promise<void> {
  const reply = await fetch(`${url}/api/raffles/${raffle}/tickets`, {
    method: 'POST',
    headers: {
      cookie: person.cookie,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ quantity }),
  });
  const text = await reply.text();
  if (reply.status !== 201) throw new Error(`A purchase was answered ${reply.status}: ${text}`);
}

function draw(send: Scene['send'], raffle: string): Promise<string> {
  return send({ method: 'POST', path: `/api/admin/raffles/${raffle}/draw` });
}

function numbersFrom(first: number): number[] {
  return Array.from({ length: most }, (_, index) => first + index);
}

function numbered(name: string): string[] {
  return Array.from({ length: rounds }, (_, round) => `${name}-${round}`);
}

function inParallel(count: number, act: (index: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, (_, index) => act(index)));
}

function ask(url: string, text: string) {
  const { port } = new URL(url);
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  socket.on('error', () => {}).resume();
  socket.write(text);
  return socket;
}

/** Requests that a service has to refuse, with much to read in some. */
function malformed(host: string, cookie: string): string[] {
  const head = (target: string, more = '') =>
    `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${more}`;
  const withBody = (target: string, body: string) =>
    head(
      target,
      `Cookie: ${cookie}\r\nIdempotency-Key: ${randomUUID()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  const buying = '/api/raffles/bought/tickets';
  return [
    'garbage\r\n\r\n',
    `GET /${'%'.repeat(8_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET /${'a/'.repeat(4_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET /raffles/${'%00'.repeat(2_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET /?${'a=b&'.repeat(3_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${'a=b; '.repeat(2_500)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nAccept: ${'text/html;q=0.1,'.repeat(900)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nAccept-Language: ${'de-DE;q=0.1,'.repeat(1_200)}\r\n\r\n`,
    `GET /api/raffles/large HTTP/1.1\r\nHost: ${host}\r\nIf-None-Match: ${'"x",'.repeat(3_500)}\r\n\r\n`,
    withBody(buying, '['.repeat(1_000)),
    withBody(buying, `{"quantity":${'9'.repeat(1_000)}}`),
    withBody(buying, 'x'.repeat(60_000)),
    withBody('/api/sign-in/codes', JSON.stringify({ email: `${'a.'.repeat(400)}@example.org` })),
    withBody('/api/sign-in/sessions', JSON.stringify({ email: '@'.repeat(900), code: '1' })),
    withBody('/api/admin/raffles', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
    withBody('/api/admin/enrolments', '{"'.repeat(500)),
  ];
}
