import { createClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import type { StorageItem } from '#ui/storage.ts';
import { raffleUrl } from '../../shared/raffle-place.ts';
import type { Timings } from '../../shared/timings.ts';
import type { TrustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import { compareLog, type CompareOptions } from './compare-log.ts';
import type { LogConsistency } from './comparison.ts';

/** Compares a log repeatedly during one visit. */
export interface LogWatch {
  /** @returns undefined without a checkpoint from an earlier visit. */
  look(): Promise<LogConsistency | undefined>;
}

export interface WatchOptions extends CompareOptions {
  readonly trusted: StorageItem<TrustedCheckpoint>;
  /** No checkpoint was stored when this visit began. */
  readonly isFirstVisit: boolean;
}

/** Stores each checkpoint that extends the trusted one. A fork never replaces it. */
export function watchLog({ trusted, ...options }: WatchOptions): LogWatch {
  let { isFirstVisit } = options;
  let since: number | undefined;
  return {
    async look() {
      const found = await compareLog(trusted.load(), options);
      if (found.status === 'first' || found.status === 'grown') trusted.save(found.head);
      if (found.status === 'fork') return found;
      if (found.status === 'first') isFirstVisit = true;
      if (isFirstVisit || found.status === 'first') return undefined;
      if (found.status === 'unchecked') return found;
      const to = found.status === 'same' ? found.size : found.to;
      since ??= found.status === 'same' ? found.size : found.from;
      return since === to ? { status: 'same', size: to } : { status: 'grown', from: since, to };
    },
  };
}

export interface WatchServiceOptions extends Pick<
  WatchOptions,
  'trusted' | 'isFirstVisit' | 'raffleId'
> {
  readonly serviceUrl: string;
  readonly timings: Timings;
}

/** Watches the log that a service shows to the public, without the viewer's session. */
export function watchService({ serviceUrl, timings, ...options }: WatchServiceOptions): LogWatch {
  const { raffleId } = options;
  const client = createClient({ baseUrl: serviceUrl, timeoutMs: timings.timeoutMs });
  return watchLog({
    ...options,
    url: raffleUrl({ serviceUrl, raffleId }),
    source: createLogSource(client, raffleId),
    againAfterMs: timings.pollMs,
  });
}
