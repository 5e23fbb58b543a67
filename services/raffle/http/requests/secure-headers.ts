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

/** Sets helmet's security headers: all of them on pages, fewer on API replies. */
export function secureHeaders(): RequestHandler {
  const securePage = helmet({ contentSecurityPolicy });
  const secureData = helmet({ contentSecurityPolicy, ...pageOnly });
  return (request, response, next) => {
    const secure = request.url.startsWith('/api/') ? secureData : securePage;
    secure(request, response, next);
  };
}
