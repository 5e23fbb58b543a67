import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView } from '#contract/raffles.ts';

export interface SeenRequest {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
export type Reply = (response: ServerResponse, request: SeenRequest) => void;

export interface FakeService {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

/** A service with a fixed reply per request line, for example `GET /api/raffles`. */
export async function fakeService(
  t: ExecutionContext,
  replies: Readonly<Record<string, Reply>>,
): Promise<FakeService> {
  const seen: SeenRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const line = `${request.method} ${request.url}`;
    const arrived = { line, headers: request.headers, body };
    seen.push(arrived);
    const reply = replies[line] ?? problem('not-found', { status: 404 });
    reply(response, arrived);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

export function json(value: unknown, status = 200): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
}

export function problem(
  code: ProblemCode | 'from-the-future',
  { status = 409, facts = {}, headers = {} } = {},
): Reply {
  const detail = `Told: ${code}.`;
  const body = {
    type: '/docs',
    title: code,
    status,
    detail,
    instance: 'request-1',
    code,
    ...facts,
  };
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Closes the connection without a reply. */
export const hangUp: Reply = (response) => void response.destroy();

export const spring: RaffleView = {
  id: 'spring',
  title: 'Spring fair',
  status: 'open',
  capacity: 100,
  sold: 42,
  remaining: 58,
  perPersonLimit: 2,
  randomness: 'local',
  prizes: [{ title: 'Prize' }],
  reserves: 0,
  openedAt: '2026-03-01T09:00:00.000Z',
  rules: 0,
  version: 43,
};

export const drawnSpring: RaffleView = {
  ...spring,
  status: 'drawn',
  closedAt: '2026-03-08T18:00:00.000Z',
  drawnAt: '2026-03-08T19:00:00.000Z',
  prizes: [{ title: 'Prize', state: 'drawn', ticketNumber: 7 }],
  winner: { ticketNumber: 7 },
  version: 45,
};

export const drawOfSpring: DrawRecord = {
  raffle: 'spring',
  randomness: 'local',
  fairness: 'Drawn by this server.',
  drawnAt: '2026-03-08T19:00:00.000Z',
  ticketCount: 42,
  order: [{ index: 6, ticketNumber: 7, holder: 'h7', sale: 7 }],
  winners: [{ prize: 1, title: 'Prize', state: 'drawn', ticketNumber: 7, holder: 'h7' }],
  forfeits: [],
  index: 6,
  winner: { ticketNumber: 7, holder: 'h7' },
};

/** An address without a listening server. */
export async function closedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
