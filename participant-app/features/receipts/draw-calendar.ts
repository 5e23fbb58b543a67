import type { RaffleView } from '#contract/raffles.ts';

/**
 * The earliest time of the draw. It is known only for a sealed raffle whose sales have ended.
 *
 * @returns ISO 8601; undefined if there is no future time.
 */
export function drawTimeOf(raffle: RaffleView, now: Date): string | undefined {
  if (raffle.status !== 'closed' || raffle.seal === undefined) return undefined;
  const { publishedAt } = raffle.seal;
  return new Date(publishedAt) > now ? publishedAt : undefined;
}

export interface DrawEvent {
  readonly raffleId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly summary: string;
  readonly description: string;
  /** The page of the result. */
  readonly url: string;
  readonly now: Date;
}

/** Writes the draw as a calendar file. @see RFC 5545 */
export function writeCalendar(event: DrawEvent): string {
  const { raffleId, at, summary, description, url, now } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//raffle//draw//EN',
    'BEGIN:VEVENT',
    `UID:draw-${raffleId}@${new URL(url).host}`,
    `DTSTAMP:${toBasicTime(now)}`,
    `DTSTART:${toBasicTime(new Date(at))}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** `20260320T170000Z`: to the second, in UTC. */
function toBasicTime(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

const lineBytesMax = 75;

/** Folds a line after at most 75 bytes, between characters. A continuation starts with a space. */
function foldLine(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > lineBytesMax) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}
