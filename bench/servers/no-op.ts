import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { listen } from '../../services/raffle/http/server/listen.ts';

/** What a no-op replies to every request of one route. */
export interface NoOpReply {
  readonly method: 'get' | 'post';
  /** An Express path. */
  readonly path: string;
  readonly status: number;
  /** JSON; a reply without it has no body. */
  readonly body?: unknown;
  /** Length of one more header, so that the reply has as many bytes as the service's. */
  readonly paddingBytes: number;
  /** `express`: `createServer` without options. `service`: the service's own `listen`. */
  readonly sockets: 'express' | 'service';
}

/** A usual Express route that checks and stores nothing: it reads a JSON body, if any, and replies. */
const reply = JSON.parse(process.argv[2]!) as NoOpReply;
const padding = 'x'.repeat(reply.paddingBytes);
const app = express();

if (reply.method === 'post') app.use(express.json());
app[reply.method](reply.path, (_request, response) => {
  response.status(reply.status).set('x-padding', padding);
  if (reply.body === undefined) response.end();
  else response.json(reply.body);
});

async function start(): Promise<number> {
  if (reply.sockets === 'service') {
    const connections = { max: 50_000, perNetworkMax: 5_000 };
    const listener = await listen('127.0.0.1', 0, { connections: () => connections });
    listener.serve(app);
    return listener.port;
  }
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

console.log(`http://localhost:${await start()}`);
process.on('SIGTERM', () => process.exit());
