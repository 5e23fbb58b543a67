import * as z from 'zod/mini';
import { storageItem, type StorageItem } from '#ui/storage.ts';

const SeenNote = z.object({
  /** The signed checkpoint, verbatim. */
  note: z.string(),
  /** When this browser saw it first, by this device's clock. ISO 8601. */
  seenAt: z.string(),
});
export type SeenNote = z.infer<typeof SeenNote>;

/** The newest checkpoint that this browser accepted. A later log must extend it. */
const TrustedCheckpoint = z.object({
  ...SeenNote.shape,
  /** The log's verifier key as this browser first saw it. */
  logKey: z.string(),
  /** The checkpoint before. After the draw: that of the closing, if it was seen before the draw. */
  before: z.optional(SeenNote),
});
export type TrustedCheckpoint = z.infer<typeof TrustedCheckpoint>;

/** The trusted checkpoint of a raffle in this browser, whichever account is signed in. */
export function trustedCheckpoint({
  serviceUrl,
  raffleId,
}: {
  readonly serviceUrl: string;
  readonly raffleId: string;
}): StorageItem<TrustedCheckpoint> {
  return storageItem({
    where: 'localStorage',
    name: `raffle-checkpoint ${new URL(serviceUrl).origin} ${raffleId}`,
    read: (value) => TrustedCheckpoint.safeParse(value).data,
  });
}
