import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { endpoints } from '#contract/endpoints.ts';
import type { PageSubject } from '#contract/page-title.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { RaffleId, type RaffleView } from '#contract/raffles.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { readable } from '../requests/cross-origin.ts';
import type { Brand } from '../../config/brand.ts';
import { brandRoutes } from './brand.ts';
import { builtAssets } from './built-files.ts';
import { FirstContent } from './first-content.ts';
import { renderPage } from './plain-pages.ts';
import {
  findMeantId,
  isPageRequest,
  prefersHtml,
  replaceId,
  sendPlainNotFound,
} from './not-found-pages.ts';
import { PageWriter } from './page-writer.ts';
import { readCount } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { viewRaffle } from '../raffles/views.ts';

export interface PageRoutesDependencies {
  /** Folder of the built page: `index.html` and `assets/`. */
  readonly pageDir: string;
  readonly raffles: RaffleStore;
  readonly embedOrigins: readonly string[];
  /** The one origin that may frame a raffle's page, as a preview. */
  readonly adminUrl: string;
  readonly publicUrl: string;
  /** The built renderer of first contents. */
  readonly firstContentDir: string;
  readonly brand: Brand;
  readonly logger: Logger;
  /** The built gallery; undefined in production, which does not serve it. */
  readonly galleryDir: string | undefined;
}

export interface Pages {
  readonly router: Router;
  /** Sends browsers the page for unknown addresses. */
  readonly notFound: RequestHandler;
}

/** The participant app's pages. If they are not built, `/` redirects to the documentation. */
export function createPages(dependencies: PageRoutesDependencies): Pages {
  const { pageDir, embedOrigins, galleryDir, brand, publicUrl } = dependencies;
  const router = Router();
  if (!existsSync(join(pageDir, 'index.html'))) {
    router.get('/', (_request, response) => response.redirect('/docs'));
    return { router, notFound: sendPlainNotFound };
  }
  const writer = new PageWriter({
    file: join(pageDir, 'index.html'),
    publicUrl,
    firstContent: new FirstContent(dependencies),
    brand,
  });
  router.use(brandRoutes(brand));
  const headers = pageHeaders();
  const sendPage =
    (kind: 'check-receipt' | 'sign-in' | 'not-found' | 'other', status = 200): RequestHandler =>
    async (request, response) =>
      writer.send({ kind }, { request, response, status });
  /** The page of a raffle. A misspelt id (capitals, trailing punctuation) is redirected. */
  const sendRafflePage =
    (subjectOf: (raffle: RaffleView, request: Request) => PageSubject): RequestHandler =>
    async (request, response, next) => {
      const id = String(request.params['id']);
      const raffle = await dependencies.raffles.find(id);
      if (raffle !== undefined) {
        const subject = subjectOf(viewRaffle(raffle), request);
        return writer.send(subject, { request, response, status: 200 });
      }
      const meant = findMeantId(id, await dependencies.raffles.list());
      if (meant !== undefined) {
        response.set('cache-control', 'no-cache');
        return response.redirect(302, replaceId(request, meant));
      }
      return prefersHtml(request)
        ? writer.send({ kind: 'not-found' }, { request, response, status: 404 })
        : next(new HttpProblem('raffle-not-found', 'There is no raffle with this id.'));
    };
  router.get('/', headers, async (request, response) => {
    // Rehearsals are not listed, and a single raffle is shown itself.
    const raffles = await dependencies.raffles.list();
    const listed = raffles.filter(({ opened }) => opened.rehearsal !== true);
    const [only] = listed;
    const subject: PageSubject =
      only !== undefined && listed.length === 1
        ? { kind: 'raffle', raffle: viewRaffle(only) }
        : { kind: 'raffles' };
    const newestFirst = listed.toReversed().map((raffle) => viewRaffle(raffle));
    await writer.send(subject, { request, response, status: 200, listed: newestFirst });
  });
  router.get('/r/:id', (request, response) => {
    const { search } = new URL(request.url, publicUrl);
    response.redirect(rafflePath(request.params.id) + search);
  });
  router.get('/receipt', headers, sendPage('check-receipt'));
  const ofRaffle = sendRafflePage((raffle) => ({ kind: 'raffle', raffle }));
  router.get('/raffles/:id', headers, previewHeaders(dependencies), ofRaffle);
  for (const kind of ['result', 'receipts', 'poster'] as const) {
    const send = sendRafflePage((raffle) => ({ kind, raffle }));
    router.get(`/raffles/:id/${kind}`, headers, send);
  }
  router.get('/raffles/:id/tickets/:number/receipt', headers, sendRafflePage(ofTicket));
  router.get('/raffles/:id/claims/:token', headers, secretAddress, ofRaffle);
  if (galleryDir !== undefined && existsSync(join(galleryDir, 'index.html'))) {
    router.get('/gallery', headers, (_request, response) => {
      response.set('cache-control', 'no-cache');
      response.sendFile('index.html', { root: galleryDir, cacheControl: false });
    });
    router.use('/gallery/assets', builtAssets(join(galleryDir, 'assets')));
  }
  router.get('/offline-worker.js', pageHeaders(), (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.sendFile('offline-worker.js', { root: pageDir, cacheControl: false });
  });
  router.get('/sign-in/popup', pageHeaders(), popupHeaders(embedOrigins), sendPage('sign-in'));
  router.use('/assets', builtAssets(join(pageDir, 'assets')));
  const lost = Router().use(headers, sendPage('not-found', 404));
  return {
    router,
    notFound: (request, response, next) =>
      isPageRequest(request) ? lost(request, response, next) : next(),
  };
}

/** The address is the permission, so no other site may learn it, and no search engine may list it. */
const secretAddress: RequestHandler = (_request, response, next) => {
  response.set({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  next();
};

function ofTicket(raffle: RaffleView, request: Request): PageSubject {
  const number = readCount(request.params['number']);
  return number === undefined ? { kind: 'not-found' } : { kind: 'receipt', raffle, number };
}

interface FramePolicy {
  /** The addresses that the page may connect to. */
  readonly connect: readonly string[];
  /** The origins that may show the page in a frame. */
  readonly frames: string;
}

/** Pages must not be framed: a framing site could cover the Buy button. Embedding loads a module instead. */
function pageHeaders(
  { connect, frames }: FramePolicy = { connect: ["'self'"], frames: "'none'" },
): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: connect,
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: [frames],
    },
  });
}

/**
 * Lets the admin app show a raffle's page in a frame, restricted to public endpoints: the frame has no
 * session and cannot buy. A browser that does not send `Sec-Fetch-Dest: iframe` gets a page that must
 * not be framed.
 */
function previewHeaders({ adminUrl, publicUrl }: PageRoutesDependencies): RequestHandler {
  return (request, response, next) => {
    response.vary('Sec-Fetch-Dest');
    const id = RaffleId.safeParse(request.params['id']);
    if (request.get('sec-fetch-dest') !== 'iframe' || !id.success) return next();
    const connect = readable.map(
      (name) => publicUrl + endpoints[name].path.replace(':id', id.data),
    );
    response.removeHeader('x-frame-options');
    pageHeaders({ connect, frames: adminUrl })(request, response, next);
  };
}

/** Refuses sites that are not listed, and lets the pop-up window message its opener. */
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
