import { Router, type RequestHandler } from 'express';
import { endpoints, type EndpointName } from '#contract/endpoints.ts';

/** Endpoints that an embedded app may call. Signing in and out is for the service's own pages. */
const embeddable = [
  'listRaffles',
  'showRaffle',
  'streamRaffle',
  'showDraw',
  'showLog',
  'showCheckpoint',
  'showConsistency',
  'showWitnesses',
  'whoAmI',
  'changeDetails',
  'listMyTickets',
  'buyTickets',
  'showReceipt',
] as const satisfies readonly EndpointName[];

/** CORS, without cookies. A request without an origin passes at once. */
export function crossOrigin(embedOrigins: readonly string[], adminUrl: string): RequestHandler {
  const router = Router().use(embedApi(embedOrigins), adminApi(adminUrl));
  return (request, response, next) => {
    if (request.headers.origin === undefined) next();
    else router(request, response, next);
  };
}

/** CORS for the participant endpoints: the listed origins only. */
function embedApi(origins: readonly string[]): Router {
  const router = Router();
  const paths = new Set(embeddable.map((name) => endpoints[name].path));
  const allow = allowEmbedOrigins(origins);
  for (const path of paths) {
    router.all(path, allow);
    router.options(path, answerPreflight(origins));
  }
  return router;
}

/** CORS headers that let pages of the listed origins read the reply. */
export function allowEmbedOrigins(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    const origin = request.get('origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.set({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Date, ETag, Idempotency-Replayed, Retry-After',
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
        'access-control-allow-methods': 'GET, POST, PUT',
        'access-control-allow-headers':
          'authorization, content-type, idempotency-key, if-none-match',
        'access-control-max-age': '600',
      })
      .status(204)
      .end();
  };
}

/** Public endpoints that the admin app and its preview of a raffle's page may read. */
export const readable = [
  'listRaffles',
  'showRaffle',
  'streamRaffle',
  'showLog',
  'showCheckpoint',
  'showConsistency',
  'showWitnesses',
  'showDraw',
] as const satisfies readonly EndpointName[];

/** CORS for `/api/admin` and the public endpoints: the admin app's origin only. */
function adminApi(adminUrl: string): Router {
  const router = Router();
  const allow = allowAdminOrigin(adminUrl);
  router.use('/api/admin', allow);
  // The app shows pictures as `data:` URLs, so it reads them itself.
  const read = [...readable, 'showPicture'] as const;
  for (const name of read) router.all(endpoints[name].path, allow);
  return router;
}

function allowAdminOrigin(adminUrl: string): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (request.get('origin') !== adminUrl) return next();
    response.set({
      'access-control-allow-origin': adminUrl,
      'access-control-expose-headers': 'Date, ETag, Idempotency-Replayed, Retry-After',
    });
    if (request.method !== 'OPTIONS') return next();
    response
      .set({
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers':
          'content-digest, content-type, idempotency-key, if-none-match, signature, signature-input',
        'access-control-max-age': '600',
      })
      .status(204)
      .end();
  };
}
