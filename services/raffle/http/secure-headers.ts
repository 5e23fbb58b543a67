import type { IncomingMessage, ServerResponse } from 'node:http';
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

/**
 * Tells browsers what a reply may never be used for. What helmet says of data is the same for every
 * reply, so it is asked once.
 */
export function secureHeaders(): RequestHandler {
  const securePage = helmet({ contentSecurityPolicy });
  const ofData = recordHeaders(helmet({ contentSecurityPolicy, ...ofPagesOnly }));
  return (request, response, next) => {
    if (!request.url.startsWith('/api/')) {
      securePage(request, response, next);
      return;
    }
    for (const [name, value] of ofData) response.setHeader(name, value);
    next();
  };
}

/** The headers that a handler sets whatever the request. */
function recordHeaders(handler: ReturnType<typeof helmet>): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const response = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  handler({} as IncomingMessage, response as never as ServerResponse, () => undefined);
  return headers;
}
