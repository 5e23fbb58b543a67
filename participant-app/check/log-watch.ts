import type { Kept } from '#ui/storage.ts';
import { compareLog, type CompareOptions } from './compare-log.ts';
import type { Growth, KeptHead } from './comparison.ts';

/** Looks at a log again and again during one visit. */
export interface LogWatch {
  /** @returns undefined while there is nothing to tell: nothing was kept from an earlier visit. */
  look(): Promise<Growth | undefined>;
}

export interface WatchOptions extends CompareOptions {
  readonly kept: Kept<KeptHead>;
  /** Nothing was kept when this visit began. */
  readonly isFirstVisit: boolean;
}

/** What fits is kept for the next look. What does not fit leaves what was kept as it is. */
export function watchLog({ kept, ...options }: WatchOptions): LogWatch {
  let { isFirstVisit } = options;
  let since: number | undefined;
  return {
    async look() {
      const found = await compareLog(kept.load(), options);
      if (found.kind === 'first' || found.kind === 'grown') kept.save(found.head);
      if (found.kind === 'fork') return found;
      if (found.kind === 'first') isFirstVisit = true;
      if (isFirstVisit || found.kind === 'first') return undefined;
      if (found.kind === 'unchecked') return found;
      const to = found.kind === 'same' ? found.size : found.to;
      since ??= found.kind === 'same' ? found.size : found.from;
      return since === to ? { kind: 'same', size: to } : { kind: 'grown', from: since, to };
    },
  };
}
