import { createClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import type { Timings } from '../timings.ts';
import { watchLog, type LogWatch, type WatchOptions } from './log-watch.ts';

export interface WatchServiceOptions extends Pick<
  WatchOptions,
  'kept' | 'isFirstVisit' | 'raffleId'
> {
  readonly serviceUrl: string;
  readonly timings: Timings;
}

/** Watches the log that a service shows to anybody; nobody is signed in for it. */
export function watchService({ serviceUrl, timings, ...options }: WatchServiceOptions): LogWatch {
  const { raffleId } = options;
  const client = createClient({ baseUrl: serviceUrl, timeoutMs: timings.timeoutMs });
  return watchLog({
    ...options,
    url: new URL(`/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href,
    source: askForLog(client, raffleId),
    againAfterMs: timings.pollMs,
  });
}
