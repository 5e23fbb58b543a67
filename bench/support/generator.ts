import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { readReplyHead, type EncodedRequests } from './http-messages.ts';

/** One load: these requests, each sent by a client that has its reply to the one before. */
export interface Load extends EncodedRequests {
  readonly ports: readonly number[];
  /** Number of clients. */
  readonly connections: number;
  /**
   * For each request the place of its port. Each client then has a connection to every port, as a proxy
   * has. Without it, each client has one, and the clients are spread over the ports.
   */
  readonly places?: Uint8Array<ArrayBuffer>;
}

/** What a load found. */
export interface LoadResult {
  /** From the first byte sent to the last reply. */
  readonly seconds: number;
  /** Number of replies by status. */
  readonly statuses: Readonly<Record<number, number>>;
}

const readBytes = 65_536;

let send: (() => Promise<LoadResult>) | undefined;

/** Runs in a thread of its own: opens the connections, says `ready`, sends when told to, reports. */
parentPort!.on('message', (message: Load | 'send') => {
  void (message === 'send' ? report() : prepare(message));
});

async function prepare(load: Load): Promise<void> {
  send = await open(load);
  parentPort!.postMessage('ready');
}

async function report(): Promise<void> {
  parentPort!.postMessage(await send!());
}

/** The connection of one client for a request. */
type SocketOf = (request: number) => Socket;

async function open({ ports, connections, bytes, ends, places }: Load) {
  const requests = Buffer.from(bytes.buffer);
  const statuses: Record<number, number> = {};
  let sent = 0;
  let answered = 0;
  let finish: (result: LoadResult) => void;
  const finished = new Promise<LoadResult>((resolve) => (finish = resolve));
  let startedAt = 0;
  const sendNext = (socketOf: SocketOf) => {
    if (sent === ends.length) return;
    socketOf(sent).write(requests.subarray(sent === 0 ? 0 : ends[sent - 1], ends[sent]));
    sent += 1;
  };
  const sockets: Socket[] = [];
  const openClient = async (index: number): Promise<SocketOf> => {
    const noteReply = (status: number) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      answered += 1;
      if (answered < ends.length) sendNext(socketOf);
      else finish({ seconds: (performance.now() - startedAt) / 1_000, statuses });
    };
    const own = places === undefined ? [ports[index % ports.length]!] : ports;
    const opened = await Promise.all(own.map((port) => openConnection(port, noteReply)));
    sockets.push(...opened);
    const socketOf = (request: number) => opened[places?.[request] ?? 0]!;
    return socketOf;
  };
  const clients = await Promise.all(
    Array.from({ length: connections }, (_, index) => openClient(index)),
  );
  const closed = Promise.race(sockets.map((socket) => once(socket, 'close')));
  return async () => {
    startedAt = performance.now();
    for (const socketOf of clients) sendNext(socketOf);
    const result = await Promise.race([
      finished,
      closed.then(() => Promise.reject(new Error('The server closed a connection.'))),
    ]);
    for (const socket of sockets) socket.destroy();
    return result;
  };
}

/** Reads replies into one buffer and counts their bytes; bodies are not looked at. */
async function openConnection(port: number, onReply: (status: number) => void): Promise<Socket> {
  const buffer = Buffer.alloc(readBytes);
  /** Bytes of an incomplete head, which arrives again in front of the next ones. */
  let early = Buffer.alloc(0);
  let missing = 0;
  let status = 0;
  const read = (count: number) => {
    if (missing > 0) missing -= count;
    else {
      const isWhole = early.length === 0;
      const bytes = isWhole ? buffer : Buffer.concat([early, buffer.subarray(0, count)]);
      const length = isWhole ? count : bytes.length;
      const found = readReplyHead(bytes, length);
      if (found === undefined) {
        early = Buffer.from(bytes.subarray(0, length));
        return true;
      }
      if (!isWhole) early = Buffer.alloc(0);
      ({ status } = found);
      missing = found.headBytes + found.bodyBytes - length;
    }
    if (missing < 0) throw new Error('The server sent more than one reply to a request.');
    if (missing === 0) onReply(status);
    return true;
  };
  const onread = { buffer, callback: read };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  await once(socket, 'connect');
  return socket;
}
