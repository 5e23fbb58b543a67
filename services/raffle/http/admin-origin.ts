import type { RequestHandler } from 'express';

/** Lets the admin app's origin, and no other, call `/api/admin` from a browser. No cookies. */
export function allowAdminOrigin(adminUrl: string): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (request.get('origin') !== adminUrl) return next();
    response.set({
      'access-control-allow-origin': adminUrl,
      'access-control-expose-headers': 'Idempotency-Replayed, Retry-After',
    });
    if (request.method !== 'OPTIONS') return next();
    response
      .set({
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers':
          'content-digest, content-type, idempotency-key, signature, signature-input',
        'access-control-max-age': '600',
      })
      .status(204)
      .end();
  };
}
