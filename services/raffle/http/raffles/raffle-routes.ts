import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { KnownBrowsers } from '../sign-in/host-cookie.ts';
import type { LiveStream } from './live-stream.ts';
import { readRaffleId } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { viewDraw } from './draw-view.ts';
import { tagView, viewRaffle } from './views.ts';

export interface RaffleRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly stream: LiveStream;
  readonly knownBrowsers: KnownBrowsers;
}

/** Public routes: raffles, their live stream and their draw. */
export function raffleRoutes({ raffles, stream, knownBrowsers }: RaffleRoutesDependencies): Router {
  const router = Router();

  router.get(endpoints.listRaffles.path, async (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.json({ raffles: (await raffles.list()).map((raffle) => viewRaffle(raffle)) });
  });

  router.get(endpoints.showRaffle.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    const now = Date.now();
    const etag = `"${tagView(raffle, now)}"`;
    response.set({ 'cache-control': 'no-cache', etag });
    if (isKnown(request, etag)) response.status(304).end();
    else response.json(viewRaffle(raffle, now));
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
    response.set('cache-control', 'no-cache').json(viewDraw(raffle));
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
  const tags = (request.get('if-none-match') ?? '').split(',');
  return tags.some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/** @throws {HttpProblem} `raffle-not-found`. */
export async function requireRaffle(raffles: RaffleStore, request: Request): Promise<OpenedRaffle> {
  const raffle = await raffles.find(readRaffleId(request));
  if (raffle !== undefined) return raffle;
  throw new HttpProblem('raffle-not-found', 'There is no raffle with this id.');
}
