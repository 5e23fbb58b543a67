import { request } from 'node:http';

/** A request as it goes on the wire: headers in order, twice where they stand twice. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, or whatever else stands in the request line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

/** Sends what `fetch` would never send, on a connection of its own. */
export function sendRaw(url: string, wire: WireRequest): Promise<Response> {
  const { hostname, port, host } = new URL(url);
  const body = Buffer.from(wire.body ?? '');
  const headers = [
    ['host', host],
    ['connection', 'close'],
    ['content-length', String(body.length)],
    ...wire.headers,
  ].flat();
  return new Promise((resolve, reject) => {
    const { method, target: path } = wire;
    const sent = request({ hostname, port, method, path, headers, agent: false }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('error', reject);
      reply.on('end', () => resolve(toResponse(reply.statusCode!, reply.rawHeaders, chunks)));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function toResponse(status: number, rawHeaders: readonly string[], chunks: Buffer[]): Response {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  }
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers });
}
