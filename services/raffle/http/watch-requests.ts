import { randomUUID } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import type { Level, Logger } from 'pino';
import type { Metrics } from './metrics.ts';

declare global {
  namespace Express {
    interface Request {
      /** Names this request in its reply and in the log. */
      id: string;
      /** Takes what went wrong, and says in which request. */
      log: Logger;
    }
  }
}

/**
 * Counts every reply and writes one line a failed request; neither query, cookie nor body ever
 * gets there. Loggers and lines are made when they are needed, so a request that succeeds does not
 * pay for them.
 */
export function watchRequests(app: Express, logger: Logger, metrics: Metrics): void {
  const log = logger.child({}, { serializers: { req: describeRequest, res: describeReply } });
  Object.defineProperty(app.request, 'log', {
    get(this: Request) {
      return log.child({ req: this });
    },
  });
  app.use((request, response, next) => {
    const startedAt = Date.now();
    request.id = randomUUID();
    response.setHeader('x-request-id', request.id);
    response.on('close', () => {
      const isWhole = response.writableFinished;
      if (isWhole) metrics.countReply(request.method, response.statusCode);
      log[levelOf(response.statusCode)](
        { req: request, res: response, responseTime: Date.now() - startedAt },
        isWhole ? 'request completed' : 'request aborted',
      );
    });
    next();
  });
}

function levelOf(status: number): Level {
  if (status >= 500) return 'error';
  return status >= 400 ? 'info' : 'debug';
}

function describeRequest({ id, method, originalUrl }: Request) {
  return { id, method, path: originalUrl.split('?')[0] };
}

function describeReply({ statusCode }: Response) {
  return { statusCode };
}
