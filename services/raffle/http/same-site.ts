import type { RequestHandler } from 'express';
import { Refused } from './refused.ts';

/**
 * Turns away what another site makes a browser send. A browser says where a request comes from by
 * `Sec-Fetch-Site`, an older one by `Origin`; a program that says neither carries nobody's cookie
 * but its own.
 */
export function requireSameSite(publicUrl: string): RequestHandler {
  return (request, _response, next) => {
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const isOwn =
      site === undefined
        ? origin === undefined || origin === publicUrl
        : site === 'same-origin' || site === 'none';
    if (isOwn) return next();
    throw new Refused(
      'cross-site-request',
      'This request came from another site, so it was ignored. Nothing was changed; open the raffle itself.',
    );
  };
}
