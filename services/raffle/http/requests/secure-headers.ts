import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** The service's own plain pages need no script, no frame and nothing from another origin. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * Headers that browsers heed on pages only, or that repeat the content security policy. API replies
 * leave them out, because each header costs time in every purchase.
 */
const pageOnly = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xPoweredBy: false,
  xXssProtection: false,
} satisfies HelmetOptions;

/** Sets helmet's security headers on pages. */
export function securePages(): RequestHandler {
  const secure = helmet({ contentSecurityPolicy });
  return (request, response, next) => {
    if (request.url.startsWith('/api/')) next();
    else secure(request, response, next);
  };
}

/** helmet's security headers for API replies, names and values in turn. */
export function listApiHeaders(): readonly string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({ contentSecurityPolicy, ...pageOnly })(request, response, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}
