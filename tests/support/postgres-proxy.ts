import { rmSync } from 'node:fs';
import { createServer, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder, type Teardown } from './temporary-folder.ts';

/**
 * What happens to a COMMIT: `passed` to the server; `cut`: the connection ends before it gets there;
 * `unanswered`: it is passed, and the connection ends before the answer.
 */
export type CommitFate = 'passed' | 'cut' | 'unanswered';

/** A simple query with the text COMMIT. @see https://www.postgresql.org/docs/18/protocol-message-formats.html */
const commitMessage = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');

/** Passes the connections of a program on to a server, and disturbs their commits. */
export interface PostgresProxy {
  readonly url: string;
  /** Decides about the next COMMIT. Default: `passed`. */
  nextFate: () => CommitFate;
  /** Runs when the server has rolled a cut commit back, before the program notices. */
  whileCut: () => Promise<unknown>;
  /** Number of next connections that are lost while they are prepared. */
  lost: number;
  /** Number of commits that were disturbed. */
  disturbed: number;
}

/** @param url Of a database of a server that listens on a socket in a folder. */
export async function startProxy(t: Teardown, url: string): Promise<PostgresProxy> {
  const folder = temporaryFolder(t);
  const target = new URL(url);
  const serverSocket = join(target.searchParams.get('host')!, '.s.PGSQL.5432');
  target.searchParams.set('host', folder);
  const proxy: PostgresProxy = {
    url: target.href,
    nextFate: () => 'passed',
    whileCut: async () => undefined,
    lost: 0,
    disturbed: 0,
  };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverSocket);
    let fate: CommitFate = 'passed';
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => {
      // The server must get what was passed on.
      if (fate !== 'unanswered') upstream.destroy();
    });
    upstream.on('close', () => {
      if (fate !== 'cut') client.destroy();
    });
    client.on('data', (chunk) => {
      if (proxy.lost > 0 && chunk.includes('SET search_path')) {
        proxy.lost -= 1;
        client.destroy();
        return;
      }
      if (chunk.equals(commitMessage)) fate = proxy.nextFate();
      if (fate !== 'passed') proxy.disturbed += 1;
      if (fate !== 'cut') upstream.write(chunk);
      else {
        upstream.destroy();
        void proxy.whileCut().finally(() => client.destroy());
      }
    });
    upstream.on('data', (chunk) => {
      if (fate === 'passed') client.write(chunk);
      else {
        client.destroy();
        upstream.destroy();
      }
    });
  });
  const path = join(folder, '.s.PGSQL.5432');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(path, { force: true });
  });
  return proxy;
}
