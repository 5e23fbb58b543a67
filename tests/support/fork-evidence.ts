import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { forkFormat, type ForkEvidence } from '#proof/fork-evidence.ts';
import { sealedLog, sealedLogKey } from './sealed-log.ts';
import { showLog } from './shown-log.ts';

/** The log as it was first shown; and with one sale in its beginning given to somebody else. */
export const { lines } = sealedLog();
export const rewritten = lines.map((line, place) =>
  place === 2
    ? canonicalJson({ ...(JSON.parse(line) as Record<string, Json>), holder: 'eve' })
    : line,
);

/** Evidence of two states of a log, in the order in which they were seen. */
export async function evidenceOf(
  earlier: readonly string[],
  later: readonly string[],
  more: Partial<ForkEvidence> = {},
): Promise<ForkEvidence> {
  const checkpoint = (log: readonly string[]) => showLog(sealedLogKey, log).checkpoint();
  return {
    format: forkFormat,
    raffle: 'spring',
    url: 'https://raffle.example/raffles/spring',
    logKey: sealedLogKey.verifierKey,
    earlier: { note: await checkpoint(earlier), seenAt: '2026-03-05T12:00:00.000Z' },
    later: { note: await checkpoint(later), seenAt: '2026-03-06T12:00:00.000Z' },
    ...more,
  };
}

/** The proof that an honest log of these lines grew. */
export function growthOf(log: readonly string[], from: number): Promise<readonly string[]> {
  return showLog(sealedLogKey, log).consistency(from, log.length);
}
