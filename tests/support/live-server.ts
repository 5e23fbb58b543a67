import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { RaffleView } from '#contract/raffles.ts';

export interface LiveServer {
  readonly url: string;
  /** How the server replies: normally, without streams, not at all, with HTML, or with `not-found`. */
  mode: 'up' | 'no-stream' | 'down' | 'html' | 'gone';
  /** ETags received with polls, in order. */
  readonly tags: (string | undefined)[];
  readonly streamCount: number;
  /** Milliseconds by which its clock is ahead of the real one. */
  clockAheadMs: number;
  /** Changes the raffle and sends it to every stream. */
  tell(raffle: RaffleView): void;
  beat(): void;
  /** Breaks every open stream. */
  cut(): void;
}

/** Starts a raffle service with two endpoints and a network that can fail. */
export async function startLiveServer(
  t: ExecutionContext,
  initial: RaffleView,
): Promise<LiveServer> {
  const streams = new Set<ServerResponse>();
  let raffle = initial;
  const state: Pick<LiveServer, 'mode' | 'clockAheadMs'> & { tags: (string | undefined)[] } = {
    mode: 'up',
    clockAheadMs: 0,
    tags: [],
  };
  const send = (stream: ServerResponse) =>
    stream.write(`event: raffle\nid: ${raffle.version}\ndata: ${JSON.stringify(raffle)}\n\n`);

  const server = createServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + state.clockAheadMs).toUTCString());
    if (state.mode === 'down') return response.destroy();
    if (state.mode === 'html') return response.end('<html>Captive portal</html>');
    if (state.mode === 'gone') return sendNotFound(response);
    if (request.url?.endsWith('/stream') === true) {
      if (state.mode === 'no-stream') return response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return send(response);
    }
    const tag = request.headers['if-none-match'];
    const etag = `"${raffle.version}"`;
    state.tags.push(tag);
    if (tag === etag) return response.writeHead(304, { etag }).end();
    response.writeHead(200, { etag, 'content-type': 'application/json' });
    return response.end(JSON.stringify(raffle));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    get mode() {
      return state.mode;
    },
    set mode(mode) {
      state.mode = mode;
    },
    get clockAheadMs() {
      return state.clockAheadMs;
    },
    set clockAheadMs(milliseconds) {
      state.clockAheadMs = milliseconds;
    },
    tags: state.tags,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get streamCount() {
      return streams.size;
    },
    tell(next: RaffleView) {
      raffle = next;
      for (const stream of streams) send(stream);
    },
    beat() {
      for (const stream of streams) stream.write(':\n\n');
    },
    cut() {
      for (const stream of streams) stream.destroy();
    },
  };
}

function sendNotFound(response: ServerResponse): void {
  const facts = { type: '/docs', title: 'Not Found', detail: 'None.', instance: 'test' };
  response.writeHead(404, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ ...facts, status: 404, code: 'raffle-not-found' }));
}
