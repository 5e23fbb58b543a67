import {
  createServer,
  IncomingMessage,
  ServerResponse,
  type RequestListener,
  type Server,
} from 'node:http';
import { CodedError } from '#errors';
import { limits } from '../../config/limits.ts';
import { ConnectionLimiter, type ConnectionLimits } from '../limits/connection-limiter.ts';

/** Why a connection was closed without a reply. */
export type ConnectionRefusal = 'too-many-connections' | 'pipelined';

export interface ListenOptions {
  /**
   * Idle timeout of a connection in milliseconds. It frees the memory of replies that a client does
   * not read.
   */
  readonly idleMsMax?: number;
  /**
   * Limits of connections, evaluated when `serve` is called. Further connections are closed at once.
   * Default: no limit.
   */
  readonly connections?: () => ConnectionLimits;
  readonly onRefused?: (why: ConnectionRefusal) => void;
}

/**
 * A handler of requests. An Express app has prototypes for them, and would give these to every request
 * and response; they are created with these instead, which saves a tenth of the time of a short reply.
 * `next` ends a reply that the app cannot give.
 */
export type ServedApp = ((...args: [...Parameters<RequestListener>, next: () => void]) => void) & {
  request?: object;
  response?: object;
};

/** A listening port. */
export interface Listener {
  readonly port: number;
  /** Starts to serve the app. Until then every request gets a 503. */
  serve(app: ServedApp): void;
  /** Stops accepting connections; resolves when all have ended. */
  close(): Promise<void>;
}

/** The port cannot be opened. `code` is the system's, such as `EADDRINUSE`. */
export class CannotListen extends CodedError {
  override name = 'CannotListen';

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.code ?? 'cannot-listen', cause.message, { cause });
  }
}

/**
 * @param port 0 picks a free one.
 * @throws {CannotListen}
 */
export async function listen(
  host: string,
  port: number,
  { idleMsMax = limits.connectionIdleMsMax, connections, onRefused = () => {} }: ListenOptions = {},
): Promise<Listener> {
  // Classes of this server alone, because they get the prototypes of one app.
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  const options = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.connectionsCheckMs,
    // A request without a body has ended when the app gets it, and emits no event. Node 20 ignores this.
    optimizeEmptyRequests: true,
    IncomingMessage: AppRequest,
    ServerResponse: AppResponse,
  };
  const server = createServer(options, replyNotReady);
  server.timeout = idleMsMax;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new CannotListen(cause)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve(app) {
      if (connections !== undefined) limitConnections(server, connections(), onRefused);
      if (app.request !== undefined) app.request = inherit(AppRequest.prototype, app.request);
      if (app.response !== undefined) app.response = inherit(AppResponse.prototype, app.response);
      server.off('request', replyNotReady).on('request', oneAtATime(app, onRefused));
    },
    close: () => close(server),
  };
}

function inherit(prototype: object, parent: object): object {
  Object.setPrototypeOf(prototype, parent);
  return prototype;
}

const replyNotReady: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

/** Closes connections beyond the limits. */
function limitConnections(
  server: Server,
  connections: ConnectionLimits,
  onRefused: (why: ConnectionRefusal) => void,
): void {
  const count = new ConnectionLimiter(connections);
  server.on('connection', (socket) => {
    const leave = count.enter(socket.remoteAddress ?? '');
    if (leave === undefined) {
      socket.destroy();
      onRefused('too-many-connections');
    } else socket.once('close', leave);
  });
}

/**
 * Closes a connection with a second unanswered request (pipelining). Node would handle all requests and
 * keep the replies in memory for a client that reads none. Browsers, proxies and `fetch` do not
 * pipeline.
 */
function oneAtATime(app: ServedApp, onRefused: (why: ConnectionRefusal) => void): RequestListener {
  return (request, response) => {
    // Node assigns the socket to a response when every earlier response has been sent.
    if (response.socket !== null) return app(request, response, () => endReply(response));
    if (request.socket.destroyed) return;
    request.socket.destroy();
    onRefused('pipelined');
  };
}

/**
 * For a target that is no URL, or a reply that has begun. Express would wait for an event of the request,
 * which one without a body does not emit.
 */
function endReply(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  response.statusCode = 404;
  response.end();
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection becomes idle when its last reply has been sent.
  const idle = setInterval(() => server.closeIdleConnections(), limits.drainCheckMs);
  const overdue = setTimeout(() => server.closeAllConnections(), limits.drainMsMax);
  await closed;
  clearInterval(idle);
  clearTimeout(overdue);
}
