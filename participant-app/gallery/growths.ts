import { forkFormat } from '#proof/fork-evidence.ts';
import type { Fork } from '../check/comparison.ts';
import { receiptLogKey } from './receipts.ts';

/** A log that does not fit what was seen of it before. Its evidence is only there to be saved. */
export function forked(finding: Fork['finding'], from = 103, to = 240): Fork {
  const note = 'raffle.example.org/raffles/spring\n…';
  return {
    kind: 'fork',
    finding,
    from,
    to,
    evidence: {
      format: forkFormat,
      raffle: 'spring',
      url: 'https://raffle.example.org/raffles/spring',
      logKey: receiptLogKey,
      earlier: { note, seenAt: '2026-03-05T12:00:00.000Z' },
      later: { note, seenAt: '2026-03-06T12:00:00.000Z' },
    },
  };
}
