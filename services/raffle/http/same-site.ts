import type { Request, RequestHandler } from 'express';
import { Refused } from './refused.ts';

/**
 * Whether a request comes from the service's own pages. A browser says so by `Sec-Fetch-Site`, an
 * older one by `Origin`; a program that says neither carries nobody's cookie but its own.
 */
export function isFromOwnSite(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site === undefined) return origin === undefined || origin === publicUrl;
  return site === 'same-origin' || site === 'none';
}

export interface SameSiteOptions {
  /** Whether a request with a bearer token may come from elsewhere: its cookie is not looked at. */
  readonly mayBringToken?: boolean;
}

/** Turns away what another site makes a browser send. */
export function requireSameSite(
  publicUrl: string,
  { mayBringToken = false }: SameSiteOptions = {},
): RequestHandler {
  return (request, _response, next) => {
    if (mayBringToken && request.get('authorization') !== undefined) return next();
    if (isFromOwnSite(request, publicUrl)) return next();
    throw new Refused(
      'cross-site-request',
      'This request came from another site, so it was ignored. Nothing was changed; open the raffle itself.',
    );
  };
}
