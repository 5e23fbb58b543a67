import { readdirSync } from 'node:fs';
import { limits } from '../../config/limits.ts';
import type { ConnectionLimits } from '../limits/connection-limiter.ts';

/**
 * The number of connections that leaves enough file descriptors for journals, new raffles and mail.
 * Each connection counts twice, because it may be sending a file.
 *
 * @param filesMax The process's limit of file descriptors.
 * @param filesOpen The file descriptors in use now.
 */
export function connectionsWithin(filesMax: number, filesOpen: number): number {
  const reserved = Math.max(limits.reservedFilesMin, Math.floor(filesMax / 8));
  const free = Math.floor((filesMax - filesOpen - reserved) / 2);
  return Math.max(1, Math.min(free, limits.connectionsMax));
}

/**
 * The connections that one listener accepts, in total and per network. Behind a proxy every
 * connection comes from the proxy, so only the total applies.
 *
 * @param part The listener's fraction of the process's connections, at most 1.
 */
export function connectionLimits({
  proxyHops,
  part,
}: {
  readonly proxyHops: number;
  readonly part: number;
}): ConnectionLimits {
  const whole = connectionsWithin(readFilesMax(), countFilesOpen());
  const max = Math.max(1, Math.floor(whole * part));
  const half = Math.ceil(max / 2);
  const perNetworkMax = Math.min(limits.connectionsPerNetworkMax, half);
  return { max, perNetworkMax: proxyHops > 0 ? max : perNetworkMax };
}

/** Node raises the soft limit to the hard one at start. Windows has no such limit. */
function readFilesMax(): number {
  // Node 20.13 and 22.0 or later. Without it the report resolves the host names of all peers.
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork?: boolean };
  report.excludeNetwork = true;
  // With its own stack trace, which needs the source map of the whole program, a report takes 30 ms.
  const noStack = { name: '', message: '', stack: '' };
  const { userLimits } = report.getReport(noStack) as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } };
  };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.MAX_SAFE_INTEGER;
}

function countFilesOpen(): number {
  try {
    return readdirSync('/dev/fd').length;
  } catch {
    return 0;
  }
}
