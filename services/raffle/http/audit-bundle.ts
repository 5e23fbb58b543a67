import { once } from 'node:events';
import type { Response } from 'express';
import type { AdminKey, AuditBundle } from '#contract/schemas.ts';
import { publicPart, type Entry } from '../domain/entries.ts';

const entriesPerChunk = 1_000;

export interface BundleParts {
  readonly raffle: string;
  readonly keys: readonly AdminKey[];
  readonly entries: readonly Entry[];
}

/** Sends a bundle piece by piece, so that a long log neither fills the memory nor stops the sales. */
export async function sendAuditBundle(response: Response, parts: BundleParts): Promise<void> {
  const { raffle, keys, entries } = parts;
  const format: AuditBundle['format'] = 'raffle-audit-bundle/1';
  response.type('application/json');
  response.write(`${JSON.stringify({ format, raffle, keys }).slice(0, -1)},"entries":[`);
  for (let start = 0; start < entries.length; start += entriesPerChunk) {
    const lines = entries.slice(start, start + entriesPerChunk).map((entry) =>
      JSON.stringify({
        entry: publicPart(entry),
        ...(entry.type === 'ticket-sold' ? {} : { order: entry.order }),
      }),
    );
    const isFlowing = response.write((start === 0 ? '' : ',') + lines.join(','));
    if (!isFlowing) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return;
  }
  response.end(']}');
}
