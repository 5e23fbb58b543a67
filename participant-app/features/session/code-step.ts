import * as z from 'zod/mini';
import { storageItem, type StorageItem } from '#ui/storage.ts';

/** A code was mailed to this address, and has not been entered yet. */
const CodeStep = z.object({
  email: z.string(),
  /** Unix milliseconds. */
  sentAt: z.number(),
});
type CodeStep = z.infer<typeof CodeStep>;

const lifetimeMs = 10 * 60 * 1000;

/** Stored in this tab, so that a reload while waiting for the mail returns to the code. */
export const codeStep: StorageItem<CodeStep> = storageItem({
  where: 'sessionStorage',
  name: 'raffle-code-step',
  read(value) {
    const step = CodeStep.safeParse(value).data;
    if (step === undefined) return undefined;
    const ageMs = Date.now() - step.sentAt;
    return ageMs >= 0 && ageMs < lifetimeMs ? step : undefined;
  },
});
