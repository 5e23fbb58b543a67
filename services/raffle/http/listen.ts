import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../config.ts';

/** A port that listens. */
export interface Listener {
  readonly port: number;
  /** From now on this answers; before, whoever comes is asked to come back. */
  serve(app: RequestListener): void;
  /** Takes no more connections; resolves when those it has are over. */
  close(): Promise<void>;
}

/** Nobody can listen there. `code` is the system's, e.g. `EADDRINUSE`. */
export class CannotListen extends Error {
  override name = 'CannotListen';
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.code = cause.code;
  }
}

/**
 * @param port 0 picks a free one.
 * @param idleMsMax How long nothing may move on a connection, in milliseconds. Without it, whoever
 * asks for much and reads none of it would keep its answer in the memory for good.
 * @throws {CannotListen}
 */
export async function listen(
  host: string,
  port: number,
  idleMsMax: number = limits.connectionIdleMsMax,
): Promise<Listener> {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.connectionsCheckMs,
    },
    comeBack,
  );
  server.timeout = idleMsMax;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new CannotListen(cause)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (app) => void server.off('request', comeBack).on('request', app),
    close: () => close(server),
  };
}

const comeBack: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection falls idle when its last answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), limits.drainCheckMs);
  const overdue = setTimeout(() => server.closeAllConnections(), limits.drainMsMax);
  await closed;
  clearInterval(idle);
  clearTimeout(overdue);
}
