import type { KeptHead, SeenNote } from './comparison.ts';
import { openUnder } from './open-under.ts';

/**
 * Whether this browser saw the sealed closing before its beacon was published, by this device's
 * clock. Then the closing was not written after its beacon, to fit it.
 *
 * @param lines Of a log that was found valid, and to be the one that the kept checkpoints sign.
 */
export function sawClosing(
  { logKey, before, ...last }: KeptHead,
  lines: readonly string[],
): boolean {
  // Nothing but the draw comes after it.
  const place = lines.length - (readClosing(lines.at(-1)) === undefined ? 2 : 1);
  const publishedAt = Date.parse(readClosing(lines[place])?.seal?.publishedAt ?? '');
  const isInTime = ({ note, seenAt }: SeenNote) =>
    Date.parse(seenAt) < publishedAt && (openUnder(note, logKey)?.size ?? 0) > place;
  return [last, ...(before === undefined ? [] : [before])].some(isInTime);
}

function readClosing(line = 'null') {
  const entry = JSON.parse(line) as { type?: string; seal?: { publishedAt: string } } | null;
  return entry?.type === 'raffle-closed' ? entry : undefined;
}
