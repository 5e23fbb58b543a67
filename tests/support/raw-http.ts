import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { Express } from 'express';

/** A request on the wire: headers in order, repeated ones included. */
export interface WireRequest {
  readonly method: string;
  /** Request target of the request line: usually path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

/** Sends a request that `fetch` cannot send, on a new connection. It may name another `host`. */
export async function sendRaw(url: string, wire: WireRequest): Promise<Response> {
  const { hostname, port, host } = new URL(url);
  const body = Buffer.from(wire.body ?? '');
  const namesHost = wire.headers.some(([name]) => name === 'host');
  const headers = [
    ...(namesHost ? [] : [['host', host]]),
    ['connection', 'close'],
    ['content-length', String(body.length)],
    ...wire.headers,
  ].flat();
  const { method, target: path } = wire;
  const sent = request({ hostname, port, method, path, headers, agent: false });
  sent.end(body);
  return readReply(await awaitReply(sent));
}

/**
 * Waits for the response to a request. From then on errors of the connection are ignored: a service
 * that has refused a body may close the connection while it is still being sent.
 */
export async function awaitReply(sent: ClientRequest): Promise<IncomingMessage> {
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  sent.on('error', () => {});
  return reply;
}

/** Reads a whole response with its raw headers. */
export async function readReply(reply: IncomingMessage): Promise<Response> {
  const bytes = Buffer.concat((await reply.toArray()) as Buffer[]);
  const headers = new Headers();
  for (let index = 0; index < reply.rawHeaders.length; index += 2) {
    headers.append(reply.rawHeaders[index]!, reply.rawHeaders[index + 1]!);
  }
  return new Response(bytes.length === 0 ? null : bytes, { status: reply.statusCode!, headers });
}

/** Serves a part of the HTTP app until the test ends. */
export async function serveApp(t: ExecutionContext, app: Express): Promise<number> {
  const server = app.listen(0, '127.0.0.1');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
