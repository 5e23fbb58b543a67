import type { RaffleView } from '#contract/schemas.ts';

/**
 * When the draw can take place at the earliest. Only a sealed raffle has such a time, and only
 * once it is closed; for every other one nobody knows, so nothing is said.
 *
 * @returns ISO 8601; undefined where there is no time to come.
 */
export function drawTimeOf({ status, seal }: RaffleView, now: Date): string | undefined {
  const isAhead = status === 'closed' && seal !== undefined && new Date(seal.publishedAt) > now;
  return isAhead ? seal.publishedAt : undefined;
}

export interface DrawEvent {
  readonly raffleId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly summary: string;
  readonly description: string;
  /** Where the result will be. */
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

/** A line is at most 75 bytes; what is longer goes on after a space, and no character is cut. */
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
