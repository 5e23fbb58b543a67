import { Router, type RequestHandler } from 'express';
import { endpoints, type EndpointName } from '#contract/endpoints.ts';

/** What an embedded app may ask for. Signing in and out is for the service's own pages. */
const embeddable = [
  'listRaffles',
  'showRaffle',
  'streamRaffle',
  'showDraw',
  'showLog',
  'showCheckpoint',
  'showConsistency',
  'whoAmI',
  'listMyTickets',
  'buyTickets',
  'showReceipt',
] as const satisfies readonly EndpointName[];

/** Lets the listed origins, and no other, use a participant's addresses. Never with a cookie. */
export function embedApi(origins: readonly string[]): RequestHandler {
  const router = Router();
  const paths = new Set(embeddable.map((name) => endpoints[name].path));
  const allow = allowEmbedOrigins(origins);
  for (const path of paths) {
    router.all(path, allow);
    router.options(path, answerPreflight(origins));
  }
  return (request, response, next) => {
    if (request.headers.origin === undefined) {
      response.setHeader('vary', 'Origin');
      next();
    } else {
      router(request, response, next);
    }
  };
}

/** Says to a browser that a listed origin may read this answer. */
export function allowEmbedOrigins(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    const origin = request.get('origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.set({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'ETag, Idempotency-Replayed, Retry-After',
      });
    }
    next();
  };
}

function answerPreflight(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (!origins.includes(request.get('origin') ?? '')) return next();
    response
      .set({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'authorization, content-type, idempotency-key, if-none-match',
        'access-control-max-age': '600',
      })
      .status(204)
      .end();
  };
}
