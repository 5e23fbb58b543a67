import type { RaffleView } from '#contract/raffles.ts';

/** A time of a raffle for a calendar. */
export interface CalendarTime {
  readonly of: 'draw' | 'salesEnd';
  /** ISO 8601. */
  readonly at: string;
}

/**
 * When the draw of a raffle is: at the announced time, but not before a sealed draw can take place.
 * While no time is known, when its sales end.
 *
 * @returns undefined if there is no future time.
 */
export function calendarTimeOf(raffle: RaffleView, now: Date): CalendarTime | undefined {
  const { status, notice, closesAt } = raffle;
  if (status === 'drawn' || status === 'cancelled') return undefined;
  const sealedUntil = status === 'closed' ? raffle.seal?.publishedAt : undefined;
  const [draw] = [notice?.drawAt, sealedUntil]
    .filter((time) => time !== undefined)
    .toSorted((one, other) => Date.parse(other) - Date.parse(one));
  const isFuture = (at: string | undefined) => at !== undefined && new Date(at) > now;
  if (draw !== undefined) return isFuture(draw) ? { of: 'draw', at: draw } : undefined;
  if (closesAt === undefined || !isFuture(closesAt)) return undefined;
  return { of: 'salesEnd', at: closesAt };
}

export interface DrawEvent {
  readonly raffleId: string;
  /** ISO 8601. */
  readonly at: string;
  /** Number of log entries. A later file replaces an earlier one in the calendar. */
  readonly version: number;
  readonly place?: string;
  readonly summary: string;
  readonly description: string;
  /** The page of the result. */
  readonly url: string;
  readonly now: Date;
}

/** Writes the draw as a calendar file. @see RFC 5545 */
export function writeCalendar(event: DrawEvent): string {
  const { raffleId, at, version, place, summary, description, url, now } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//raffle//draw//EN',
    'BEGIN:VEVENT',
    `UID:draw-${raffleId}@${new URL(url).host}`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${toBasicTime(now)}`,
    `DTSTART:${toBasicTime(new Date(at))}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    ...(place === undefined ? [] : [`LOCATION:${escapeText(place)}`]),
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
