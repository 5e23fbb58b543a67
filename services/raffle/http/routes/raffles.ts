import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { LiveStream } from '../live-stream.ts';
import { readRaffleId } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { viewDraw, viewRaffle } from '../views.ts';

export interface RaffleRoutesParts {
  readonly raffles: RaffleStore;
  readonly stream: LiveStream;
}

/** What anybody may see. */
export function raffleRoutes({ raffles, stream }: RaffleRoutesParts): Router {
  const router = Router();

  router.get(endpoints.listRaffles.path, async (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.json({ raffles: (await raffles.list()).map(viewRaffle) });
  });

  router.get(endpoints.showRaffle.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    const etag = `"${raffle.version}"`;
    response.set({ 'cache-control': 'no-cache', etag });
    if (isKnown(request, etag)) response.status(304).end();
    else response.json(viewRaffle(raffle));
  });

  router.get(endpoints.streamRaffle.path, async (request, response) => {
    await stream.join(await requireRaffle(raffles, request), request, response);
  });

  router.get(endpoints.showDraw.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    if (raffle.status !== 'drawn') {
      throw new Refused('not-drawn', 'The winner has not been drawn yet.');
    }
    response.json(viewDraw(raffle));
  });

  return router;
}

/**
 * Whether the caller has this version. Express would not look where `fetch` adds its no-cache.
 *
 * @see RFC 9110 section 13.1.2.
 */
function isKnown(request: Request, etag: string): boolean {
  const tags = (request.get('if-none-match') ?? '').split(',');
  return tags.some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/** @throws {Refused} `raffle-not-found`. */
export async function requireRaffle(raffles: RaffleStore, request: Request): Promise<OpenedRaffle> {
  const raffle = await raffles.read(readRaffleId(request));
  if (raffle !== undefined) return raffle;
  throw new Refused('raffle-not-found', 'There is no raffle with this id.');
}
