import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** Pages of the service's own need no script, no frame and no foreign anything. */
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
 * What a browser heeds on pages alone, or what the content security policy says already. Left out
 * of API replies, because every header costs each purchase more than deciding it does.
 */
const ofPagesOnly = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xPoweredBy: false,
  xXssProtection: false,
} satisfies HelmetOptions;

/** Tells browsers what a reply may never be used for. */
export function secureHeaders(): RequestHandler {
  const securePage = helmet({ contentSecurityPolicy });
  const secureData = helmet({ contentSecurityPolicy, ...ofPagesOnly });
  return (request, response, next) => {
    const secure = request.path.startsWith('/api/') ? secureData : securePage;
    secure(request, response, next);
  };
}
