import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

/** A request as it goes on the wire: headers in order, twice where they stand twice. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, or whatever else stands in the request line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

/** Sends what `fetch` would never send, on a connection of its own. */
export async function sendRaw(url: string, wire: WireRequest): Promise<Response> {
  const { hostname, port, host } = new URL(url);
  const body = Buffer.from(wire.body ?? '');
  const headers = [
    ['host', host],
    ['connection', 'close'],
    ['content-length', String(body.length)],
    ...wire.headers,
  ].flat();
  const { method, target: path } = wire;
  const sent = request({ hostname, port, method, path, headers, agent: false });
  sent.end(body);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  return readReply(reply);
}

/** A whole answer, with its headers as they came. */
export async function readReply(reply: IncomingMessage): Promise<Response> {
  const bytes = Buffer.concat((await reply.toArray()) as Buffer[]);
  const headers = new Headers();
  for (let index = 0; index < reply.rawHeaders.length; index += 2) {
    headers.append(reply.rawHeaders[index]!, reply.rawHeaders[index + 1]!);
  }
  return new Response(bytes.length === 0 ? null : bytes, { status: reply.statusCode!, headers });
}
