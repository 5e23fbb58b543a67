import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { ListedRaffle } from '../../domain/raffle.ts';
import { renderPage } from './plain-pages.ts';

/** Whether the client prefers HTML to JSON. A client that accepts anything gets JSON. */
export function prefersHtml(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

/** Whether the request is a browser's request for a page. */
export function isPageRequest(request: Request): boolean {
  const isForPrograms = /^\/(api|assets|remote)\//.test(request.path);
  return ['GET', 'HEAD'].includes(request.method) && !isForPrograms && prefersHtml(request);
}

/** The page for unknown addresses, for a service whose app is not built. */
export const sendPlainNotFound: RequestHandler = (request, response, next) => {
  if (!isPageRequest(request)) return next();
  const content =
    '<p>There is nothing at this address.</p><p><a href="/">To the start page</a></p>';
  response.status(404).set('cache-control', 'no-store');
  return response.type('html').send(renderPage('Page not found', content));
};

/** Treats an address that cannot be decoded (`/raffles/%E0%A4`) like an unknown one. */
export function sendForUndecodable(notFound: RequestHandler): ErrorRequestHandler {
  return (error, request, response, next) =>
    error instanceof URIError && isPageRequest(request)
      ? notFound(request, response, next)
      : next(error);
}

/**
 * The raffle that a misspelt id means: it differs in capitals, or in punctuation that a sentence or a
 * chat has added to the address.
 */
export function findMeantId(id: string, raffles: readonly ListedRaffle[]): string | undefined {
  // One pass from the end, because the text may be long and must not cause backtracking.
  const wanted = /^.*[\p{L}\p{N}_-]/su.exec(id)?.[0].toLowerCase();
  return raffles.find(({ opened }) => opened.raffleId.toLowerCase() === wanted)?.opened.raffleId;
}

/** The path of the same page for another raffle. Relative, so the request's host is not used. */
export function replaceId(request: Request, id: string): string {
  const { pathname, search } = new URL(request.url, 'http://service');
  const page = pathname.replace(/^\/raffles\/[^/]+/i, () => `/raffles/${encodeURIComponent(id)}`);
  return page + search;
}
