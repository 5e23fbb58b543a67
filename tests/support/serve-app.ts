import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { Express } from 'express';

/** Serves a part of the door by itself until the test is over. */
export async function serveApp(t: ExecutionContext, app: Express): Promise<number> {
  const server = app.listen(0, '127.0.0.1');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
