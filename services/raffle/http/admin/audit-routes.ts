import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { AuditBundle, AuditKey } from '#contract/admin-keys.ts';
import type { Entry, ParticipantSale } from '../../domain/entries.ts';
import { publicPart } from '../../domain/public-part.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { PublicLog, RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { requireLog } from '../raffles/log-routes.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { viewAuditKey } from '../raffles/views.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { readRaffleId } from '../requests/read-request.ts';
import { entriesPerChunk, sendInChunks } from '../requests/send-in-chunks.ts';
import type { Operators } from './operators.ts';

export interface AuditRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly admin: AdminStore;
  readonly operators: Operators;
}

/** The operators' route for the audit bundle. */
export function auditRoutes({
  raffles,
  cosignedLogs,
  admin,
  operators,
}: AuditRoutesDependencies): Router {
  const router = Router();

  router.get(
    endpoints.fetchAudit.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = readRaffleId(request);
      const log = await requireLog(raffles, request);
      const checkpoints = await listCheckpoints(await requireRaffle(raffles, request), log);
      const keys = (await admin.listKeys()).map(viewAuditKey);
      const head = { raffle, keys, checkpoints };
      response.type('application/json');
      await sendInChunks(response, writeBundle(head, raffles, log.size));
    }),
  );

  /** Those of opening, closing and draw, as far as a batch ends there, and the newest one. */
  async function listCheckpoints(raffle: OpenedRaffle, log: PublicLog): Promise<string[]> {
    const closed = 'closedIndex' in raffle ? [raffle.closedIndex + 1] : [];
    const drawn = 'drawnIndex' in raffle ? [raffle.drawnIndex + 1] : [];
    const sizes = [1, ...closed, ...drawn].filter((size) => size < log.size);
    const checkpoints: string[] = [];
    for (const size of [...sizes, log.size]) {
      const checkpoint = await log.checkpointOf(size);
      if (checkpoint === undefined) continue;
      checkpoints.push(await cosignedLogs.cosign(raffle.opened.raffleId, size, checkpoint));
    }
    return checkpoints;
  }

  return router;
}

/** What the bundle has beside its entries. */
interface BundleHead {
  readonly raffle: string;
  readonly keys: readonly AuditKey[];
  readonly checkpoints: readonly string[];
}

/** @param size Number of entries. */
async function* writeBundle(
  { raffle, keys, checkpoints }: BundleHead,
  raffles: Pick<RaffleStore, 'readEntries'>,
  size: number,
): AsyncGenerator<string> {
  const format: AuditBundle['format'] = 'raffle-audit-bundle/2';
  const head = JSON.stringify({ format, raffle, keys, checkpoints });
  yield `${head.slice(0, -1)},"entries":[`;
  const findOrder = orderFinder();
  for (let start = 0; start < size; start += entriesPerChunk) {
    const end = Math.min(start + entriesPerChunk, size);
    const entries = await raffles.readEntries(raffle, start, end);
    if (entries.length < end - start) {
      throw new HttpProblem('raffle-not-found', 'The rehearsal was deleted meanwhile.');
    }
    const lines = entries.map((entry, place) =>
      JSON.stringify({
        entry: publicPart(entry),
        ...(isParticipantSale(entry) ? {} : { order: findOrder(entry, start + place) }),
      }),
    );
    yield (start === 0 ? '' : ',') + lines.join(',');
  }
  yield ']}';
}

/**
 * Finds what stands for the request that caused an entry. One request can cause many entries with a
 * long body, so only its first entry has the signature, and the others that entry's log index.
 */
function orderFinder() {
  let latest: { readonly base: string; readonly index: number } | undefined;
  return ({ operatorSignature }: Exclude<Entry, ParticipantSale>, index: number) => {
    if (operatorSignature === null) return null;
    if (operatorSignature.base === latest?.base) return latest.index;
    latest = { base: operatorSignature.base, index };
    return operatorSignature;
  };
}

function isParticipantSale(entry: Entry): entry is ParticipantSale {
  return entry.type === 'ticket-sold' && entry.desk !== true;
}
