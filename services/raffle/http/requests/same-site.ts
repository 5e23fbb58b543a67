import type { Request, RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

/**
 * Whether a request comes from the service's own pages. Browsers say so in `Sec-Fetch-Site`, older
 * ones in `Origin`. A program that sends neither has no cookie but its own.
 */
export function isFromOwnSite(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site === undefined) return origin === undefined || origin === publicUrl;
  return site === 'same-origin' || site === 'none';
}

/** Refuses requests that another site makes a browser send. */
export function requireSameSite(publicUrl: string): RequestHandler {
  return (request, _response, next) => {
    if (isFromOwnSite(request, publicUrl)) return next();
    throw crossSiteRequest();
  };
}

export function crossSiteRequest(): HttpProblem {
  return new HttpProblem(
    'cross-site-request',
    'This request came from another site, so it was ignored. Nothing was changed; open the raffle itself.',
  );
}
