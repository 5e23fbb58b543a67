import type { Response } from 'express';
import type { AuditKey, AuditBundle } from '#contract/schemas.ts';
import { publicPart, type Entry } from '../domain/entries.ts';
import { entriesPerPiece, sendInPieces } from './send-in-pieces.ts';

export interface BundleParts {
  readonly raffle: string;
  readonly keys: readonly AuditKey[];
  readonly entries: readonly Entry[];
  readonly checkpoints: readonly string[];
}

/** Sends everything that `raffle audit` needs. */
export async function sendAuditBundle(response: Response, parts: BundleParts): Promise<void> {
  response.type('application/json');
  await sendInPieces(response, writeBundle(parts));
}

function* writeBundle({ raffle, keys, entries, checkpoints }: BundleParts): Generator<string> {
  const format: AuditBundle['format'] = 'raffle-audit-bundle/1';
  const head = JSON.stringify({ format, raffle, keys, checkpoints });
  yield `${head.slice(0, -1)},"entries":[`;
  for (let start = 0; start < entries.length; start += entriesPerPiece) {
    const lines = entries.slice(start, start + entriesPerPiece).map((entry) =>
      JSON.stringify({
        entry: publicPart(entry),
        ...(entry.type === 'ticket-sold' ? {} : { order: entry.order }),
      }),
    );
    yield (start === 0 ? '' : ',') + lines.join(',');
  }
  yield ']}';
}
