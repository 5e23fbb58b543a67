import { Router, type Request, type RequestHandler } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import type { KnownBrowsers } from '../sign-in/host-cookie.ts';
import type { LiveStream } from './live-stream.ts';
import { readRaffleId } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { sendJson } from '../requests/send-json.ts';
import { writeDraw } from './draw-view.ts';
import { tagView, viewRaffle } from './views.ts';

export interface RaffleRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly stream: LiveStream;
  readonly knownBrowsers: KnownBrowsers;
}

/** The route of a raffle's view, which every page asks for again and again. */
export function showRaffleRoute({
  raffles,
}: Pick<RaffleRoutesDependencies, 'raffles'>): RequestHandler {
  return async (request, response) => {
    const raffle = requireFound(await raffles.find(readRaffleId(request)));
    const now = Date.now();
    const etag = `"${tagView(raffle, now)}"`;
    const cacheControl = 'no-cache';
    const headers = ['etag', etag];
    if (isKnown(request, etag)) {
      response.writeHead(304, ['cache-control', cacheControl, ...headers]).end();
      return;
    }
    const text = JSON.stringify(viewRaffle(raffle, now));
    sendJson(response, endpoints.showRaffle.status, text, { cacheControl, headers });
  };
}

/** Other public routes: all raffles, their live stream and their draw. */
export function raffleRoutes({
  raffles,
  cosignedLogs,
  stream,
  knownBrowsers,
}: RaffleRoutesDependencies): Router {
  const router = Router();

  router.get(endpoints.listRaffles.path, async (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.json({ raffles: (await raffles.list()).map((raffle) => viewRaffle(raffle)) });
  });

  router.get(endpoints.streamRaffle.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    await stream.join(raffle, request, response, knownBrowsers.find(request)?.persons[0]);
  });

  router.get(endpoints.showDraw.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    if (raffle.status !== 'drawn') {
      throw new HttpProblem('not-drawn', 'The prizes have not been drawn yet.');
    }
    // Claims and forfeits change the winners.
    const text = writeDraw(raffle, await cosignedLogs.viewWitnessed(raffle));
    sendJson(response, endpoints.showDraw.status, text, { cacheControl: 'no-cache' });
  });

  return router;
}

/**
 * Whether the client has this version. Express's `fresh` would be false for requests of `fetch`, which
 * adds `no-cache`.
 *
 * @see RFC 9110 section 13.1.2.
 */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match'] ?? '';
  if (known === etag) return true;
  const tags = known.split(',');
  return tags.some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/** @throws {HttpProblem} `raffle-not-found`. */
export async function requireRaffle(raffles: RaffleStore, request: Request): Promise<OpenedRaffle> {
  return requireFound(await raffles.find(readRaffleId(request)));
}

function requireFound(raffle: OpenedRaffle | undefined): OpenedRaffle {
  if (raffle !== undefined) return raffle;
  throw new HttpProblem('raffle-not-found', 'There is no raffle with this id.');
}
