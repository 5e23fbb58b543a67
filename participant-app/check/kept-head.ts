import { keep, type Kept } from '#ui/storage.ts';
import type { KeptHead } from './comparison.ts';

/** Where this browser keeps the log of a raffle as it saw it last. */
export function keptHead({
  serviceUrl,
  raffleId,
}: {
  readonly serviceUrl: string;
  readonly raffleId: string;
}): Kept<KeptHead> {
  return keep({
    where: 'localStorage',
    name: `raffle-checkpoint ${new URL(serviceUrl).origin} ${raffleId}`,
    read: readHead,
  });
}

function readHead(value: unknown): KeptHead | undefined {
  const { logKey, note, seenAt, before } = value as Partial<KeptHead>;
  const texts = [logKey, note, seenAt, ...(before ? [before.note, before.seenAt] : [])];
  return texts.every((text) => typeof text === 'string') ? (value as KeptHead) : undefined;
}
