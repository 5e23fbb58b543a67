import { Router, type Response } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { AuditBundle, AuditKey } from '#contract/admin-keys.ts';
import type { Entry, ParticipantSale } from '../../domain/entries.ts';
import { publicPart } from '../../domain/public-part.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { requireLog } from '../raffles/log-routes.ts';
import { viewAuditKey } from '../raffles/views.ts';
import { readRaffleId } from '../requests/read-request.ts';
import { entriesPerChunk, sendInChunks } from '../requests/send-in-chunks.ts';
import type { Operators } from './operators.ts';

export interface AuditRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly admin: AdminStore;
  readonly operators: Operators;
}

/** The operators' route for the audit bundle. */
export function auditRoutes({ raffles, admin, operators }: AuditRoutesDependencies): Router {
  const router = Router();

  router.get(
    endpoints.fetchAudit.path,
    operators.reads(async (_operator, request, response) => {
      const raffle = readRaffleId(request);
      const { size, checkpoint } = await requireLog(raffles, request);
      const entries = (await raffles.readEntries(raffle)).slice(0, size);
      const keys = (await admin.listKeys()).map(viewAuditKey);
      await sendAuditBundle(response, { raffle, keys, entries, checkpoints: [checkpoint] });
    }),
  );

  return router;
}

interface BundleContents {
  readonly raffle: string;
  readonly keys: readonly AuditKey[];
  readonly entries: readonly Entry[];
  readonly checkpoints: readonly string[];
}

/** Sends the audit bundle. */
async function sendAuditBundle(response: Response, contents: BundleContents): Promise<void> {
  response.type('application/json');
  await sendInChunks(response, writeBundle(contents));
}

function* writeBundle({ raffle, keys, entries, checkpoints }: BundleContents): Generator<string> {
  const format: AuditBundle['format'] = 'raffle-audit-bundle/2';
  const head = JSON.stringify({ format, raffle, keys, checkpoints });
  yield `${head.slice(0, -1)},"entries":[`;
  const findOrder = orderFinder();
  for (let start = 0; start < entries.length; start += entriesPerChunk) {
    const lines = entries.slice(start, start + entriesPerChunk).map((entry, place) =>
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
