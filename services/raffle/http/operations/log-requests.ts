import { randomUUID } from 'node:crypto';
import type { Express, Request, Response, RequestHandler } from 'express';
import type { Level, Logger } from 'pino';
import { limits } from '../../config/limits.ts';
import type { Metrics } from './metrics.ts';
import { Sampler } from '../limits/sampler.ts';

declare global {
  namespace Express {
    interface Request {
      /** Request id, in the reply's `x-request-id` and in the log. */
      id: string;
      /** Logger whose lines name this request. */
      log: Logger;
    }
  }
}

/**
 * Counts every reply and logs failed requests, without query, cookie or body. Of many failed requests
 * with the same status only some are logged; each line says how many it stands for, and the level
 * `debug` has them all. Loggers and lines are created on demand, so a successful request does not pay
 * for them. During a shutdown connections are closed after their reply.
 */
export function watchRequests(
  app: Express,
  {
    logger,
    metrics,
    isReady,
  }: { readonly logger: Logger; readonly metrics: Metrics; readonly isReady: () => boolean },
): void {
  const log = logger.child({}, { serializers: { req: describeRequest, res: describeReply } });
  Object.defineProperty(app.request, 'log', {
    get(this: Request) {
      return log.child({ req: this });
    },
  });
  const sampler = new Sampler({
    perIntervalMax: limits.failedRequestLinesMax,
    intervalMs: limits.failedRequestLinesPerMs,
  });
  app.use((request, response, next) => {
    const startedAt = Date.now();
    request.id = randomUUID();
    if (!isReady()) response.setHeader('connection', 'close');
    response.on('close', () => {
      const { statusCode } = response;
      const isWhole = response.writableFinished;
      if (isWhole) metrics.countReply(request.method, statusCode);
      const facts = { req: request, res: response, responseTime: Date.now() - startedAt };
      const message = isWhole ? 'request completed' : 'request aborted';
      let level: Level = 'debug';
      if (statusCode >= 400) level = 'info';
      if (statusCode >= 500) level = 'error';
      const count = level === 'debug' ? 1 : sampler.take(String(statusCode));
      if (count === undefined) log.debug(facts, message);
      else log[level](count === 1 ? facts : { ...facts, standsFor: count }, message);
    });
    next();
  });
}

function describeRequest({ id, method, originalUrl }: Request) {
  const [path = ''] = originalUrl.split('?');
  const shown = decodePath(path).replace(claimToken, '$1…').slice(0, limits.loggedPathLengthMax);
  return { id, method, path: shown };
}

/** Decodes ASCII, so that an encoded letter does not hide a secret from the redaction. */
function decodePath(path: string): string {
  return path.replaceAll(/%([2-7][\da-f])/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** The secret part of a link that shows tickets without sign-in. */
const claimToken = /(\/claims\/).+/i;

function describeReply({ statusCode }: Response) {
  return { statusCode };
}

/**
 * Logs a warning, once, if requests to the API show that `RAFFLE_PROXY_HOPS` does not match the
 * proxies: limits per network would count the proxy as one visitor, or trust a forged address.
 */
export function warnOfProxies(proxyHops: number, logger: Logger): RequestHandler {
  let isWarned = false;
  return (request, _response, next) => {
    if (!isWarned && request.url.startsWith('/api/')) {
      const forwarded = request.get('x-forwarded-for');
      const addressCount = forwarded === undefined ? 0 : forwarded.split(',').length;
      isWarned = proxyHops === 0 ? addressCount > 0 : addressCount < proxyHops;
      if (isWarned) logger.warn({ proxyHops, addressCount }, proxyHops === 0 ? unset : tooMany);
    }
    next();
  };
}

const unset =
  'A request has an X-Forwarded-For header, which is ignored because RAFFLE_PROXY_HOPS is 0. If there is a proxy in front of this service, all its visitors share the limits of one network: set RAFFLE_PROXY_HOPS.';
const tooMany =
  'A request has fewer addresses in X-Forwarded-For than RAFFLE_PROXY_HOPS. Either it bypassed the proxy, or a proxy does not set the header, and then visitors can forge their network: see "Behind a proxy" in docs/operating.md.';
