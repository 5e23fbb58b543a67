import { rmSync } from 'node:fs';
import { createServer, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder, type Teardown } from './temporary-folder.ts';

/**
 * What happens to a COMMIT: `passed` to the server; `cut`: the connection ends before it gets there, after
 * the write ahead of it; `unanswered`: both are passed, and the connection ends before their answers.
 */
export type CommitFate = 'passed' | 'cut' | 'unanswered';

/** A simple query with the text COMMIT. @see https://www.postgresql.org/docs/18/protocol-message-formats.html */
const commitMessage = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');
const rollbackMessage = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');
/** The end of an answer inside a transaction. */
const isReady = Buffer.from('Z\0\0\0\x05T', 'latin1');
const commitAnswer = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');

/** In the first message of a transaction about a raffle. */
export const lockAndClock = 'clock_timestamp()) * 1000';

/** Passes the connections of a program on to a server, and disturbs their commits. */
export interface PostgresProxy {
  readonly url: string;
  /** Decides about the next COMMIT. Default: `passed`. */
  nextFate: () => CommitFate;
  /** Runs when the server has rolled a cut commit back, before the program notices. */
  whileCut: () => Promise<unknown>;
  /**
   * Runs once when the server has locked a raffle and then lost the connection, before the program gets
   * the answer to its lock. Its commit is `cut`.
   */
  whileUnlocked: (() => Promise<unknown>) | undefined;
  /** Number of next connections that are lost while they are prepared. */
  lost: number;
  /** Number of next connections that get no answer while they are prepared. */
  hung: number;
  /** Runs before the server gets the statements that prepare a connection. */
  beforePreparation: () => Promise<unknown>;
  /** Number of commits that were disturbed. */
  disturbed: number;
  /** Number of transactions about a raffle that the program rolled back, without look-ups. */
  rolledBack: number;
  /** Runs before the program gets the answer to a commit, or loses the connection instead. */
  beforeAnswer: () => Promise<unknown>;
  /** Ends every connection. */
  close: () => void;
  /** Resolves when the program next sends this text. */
  sent(text: string): Promise<void>;
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
    whileUnlocked: undefined,
    lost: 0,
    hung: 0,
    beforePreparation: async () => undefined,
    disturbed: 0,
    rolledBack: 0,
    beforeAnswer: async () => undefined,
    close: () => undefined,
    sent: (text) => new Promise((resolve) => awaited.push({ text, resolve })),
  };
  const awaited: { readonly text: string; readonly resolve: () => void }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverSocket);
    let fate: CommitFate = 'passed';
    let isLocking = false;
    let isUnlocked = false;
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
      if (fate !== 'cut' && !isUnlocked) client.destroy();
    });
    client.on('data', (chunk) => {
      if (proxy.lost > 0 && chunk.includes('SET search_path')) {
        proxy.lost -= 1;
        client.destroy();
        return;
      }
      if (proxy.hung > 0 && chunk.includes('SET search_path')) {
        proxy.hung -= 1;
        return;
      }
      if (chunk.includes('SET search_path')) {
        void proxy.beforePreparation().then(() => upstream.write(chunk));
        return;
      }
      for (const each of awaited.filter(({ text }) => chunk.includes(text))) {
        awaited.splice(awaited.indexOf(each), 1);
        each.resolve();
      }
      if (chunk.includes(lockAndClock)) isLocking = true;
      if (chunk.equals(rollbackMessage) && isLocking) proxy.rolledBack += 1;
      const isCommit = chunk.subarray(-commitMessage.length).equals(commitMessage);
      if (isCommit) {
        isLocking = false;
        fate = isUnlocked ? 'cut' : proxy.nextFate();
      }
      if (fate !== 'passed') proxy.disturbed += 1;
      if (fate !== 'cut') upstream.write(chunk);
      else {
        upstream.end(chunk.subarray(0, -commitMessage.length));
        void proxy.whileCut().finally(() => client.destroy());
      }
    });
    upstream.on('data', (chunk) => {
      if (isLocking && proxy.whileUnlocked && chunk.subarray(-isReady.length).equals(isReady)) {
        const change = proxy.whileUnlocked;
        proxy.whileUnlocked = undefined;
        isUnlocked = true;
        upstream.destroy();
        void change().finally(() => client.write(chunk));
        return;
      }
      if (fate === 'passed') {
        if (!chunk.includes(commitAnswer)) client.write(chunk);
        else void proxy.beforeAnswer().then(() => client.write(chunk));
      } else if (fate === 'unanswered' && chunk.includes(commitAnswer)) {
        void proxy.beforeAnswer().finally(() => {
          client.destroy();
          upstream.destroy();
        });
      }
    });
  });
  const path = join(folder, '.s.PGSQL.5432');
  proxy.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => {
    proxy.close();
    rmSync(path, { force: true });
  });
  return proxy;
}
