import { Router, type RequestHandler } from 'express';
import { endpoints, type EndpointName } from '#contract/endpoints.ts';

/** What the admin app reads beside its own addresses: what anybody may. */
const readable = [
  'listRaffles',
  'showRaffle',
  'streamRaffle',
  'showLog',
  'showCheckpoint',
  'showConsistency',
  'showDraw',
] as const satisfies readonly EndpointName[];

/** Lets the admin app's origin, and no other, call `/api/admin` and read what is public. No cookies. */
export function adminApi(adminUrl: string): RequestHandler {
  const router = Router();
  const allow = allowAdminOrigin(adminUrl);
  router.use('/api/admin', allow);
  for (const name of readable) router.all(endpoints[name].path, allow);
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
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers':
          'content-digest, content-type, idempotency-key, if-none-match, signature, signature-input',
        'access-control-max-age': '600',
      })
      .status(204)
      .end();
  };
}
