import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { builtAssets, reactAriaStyle } from '../built-assets.ts';
import { renderPage } from '../html.ts';

export interface PageRoutesParts {
  /** Where the built standalone page is: `index.html` and `assets/`. */
  readonly pageDir: string;
  readonly embedOrigins: readonly string[];
  /** The admin app shows the page as a preview. */
  readonly adminUrl: string;
  /** Whether `/gallery` shows every state of the app. */
  readonly isGalleryShown: boolean;
}

/** The participant app's own page. Where it is not built, `/` leads to the docs. */
export function pageRoutes(parts: PageRoutesParts): Router {
  const { pageDir, embedOrigins, adminUrl, isGalleryShown } = parts;
  const router = Router();
  if (!existsSync(join(pageDir, 'index.html'))) {
    return router.get('/', (_request, response) => response.redirect('/docs'));
  }
  const sendPage: RequestHandler = (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.sendFile('index.html', { root: pageDir, cacheControl: false });
  };
  const paths = [
    '/',
    '/raffles/:id',
    '/raffles/:id/result',
    '/raffles/:id/receipts',
    '/raffles/:id/tickets/:number/receipt',
    ...(isGalleryShown ? ['/gallery'] : []),
  ];
  router.get(paths, pageHeaders([...embedOrigins, adminUrl]), sendPage);
  router.get('/offline-worker.js', pageHeaders([]), (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.sendFile('offline-worker.js', { root: pageDir, cacheControl: false });
  });
  router.get('/sign-in/popup', pageHeaders([]), popupHeaders(embedOrigins), sendPage);
  return router.use('/assets', builtAssets(join(pageDir, 'assets')));
}

/** @param frames The origins that may show the page in a frame. */
function pageHeaders(frames: readonly string[]): RequestHandler {
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", reactAriaStyle],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: frames.length === 0 ? ["'none'"] : [...frames],
    },
  });
  return (request, response, next) => {
    if (frames.length > 0) response.removeHeader('x-frame-options');
    policy(request, response, next);
  };
}

/** Refuses a site that is not listed, and lets the window answer to the one that opened it. */
function popupHeaders(embedOrigins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.set('cross-origin-opener-policy', 'unsafe-none');
    const { origin } = request.query;
    if (typeof origin === 'string' && embedOrigins.includes(origin)) return next();
    const sentence = '<p>The site that opened this window may not embed the raffle.</p>';
    const link = '<p><a href="/" target="_blank" rel="noopener">Open the raffle itself</a></p>';
    response.status(403).set('cache-control', 'no-store');
    response.type('html').send(renderPage('Sign-in is not possible here', sentence + link));
  };
}
