import test from 'ava';
import {
  closedRaffle,
  drawnRaffle,
  raffleView,
} from '../../../participant-app/gallery/fixtures.ts';
import {
  drawTimeOf,
  writeCalendar,
} from '../../../participant-app/features/receipts/draw-calendar.ts';

const now = new Date('2026-03-20T17:00:00.000Z');
const publishedAt = '2026-03-20T18:00:00.000Z';
const seal = { root: '', commitment: '', chainHash: '', round: 1, publishedAt };
const sealed = closedRaffle({ randomness: 'drand', seal });

const event = {
  raffleId: 'spring',
  at: publishedAt,
  summary: 'Draw: Spring raffle',
  description: 'From now on the winner can be drawn.',
  url: 'https://raffle.example.org/raffles/spring/result',
  now,
};

test('only a sealed raffle waiting for its beacon has a draw time for a calendar', (t) => {
  t.is(drawTimeOf(sealed, now), publishedAt);
  t.is(drawTimeOf(sealed, new Date(publishedAt)), undefined, 'the time has come');
  for (const raffle of [
    raffleView(),
    raffleView({ randomness: 'drand' }),
    closedRaffle(),
    { ...drawnRaffle(17), seal },
  ]) {
    t.is(drawTimeOf(raffle, now), undefined, raffle.status);
  }
});

test('the calendar file has the time in UTC and the URL of the result', (t) => {
  t.deepEqual(writeCalendar(event).split('\r\n'), [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//raffle//draw//EN',
    'BEGIN:VEVENT',
    'UID:draw-spring@raffle.example.org',
    'DTSTAMP:20260320T170000Z',
    'DTSTART:20260320T180000Z',
    'SUMMARY:Draw: Spring raffle',
    'DESCRIPTION:From now on the winner can be drawn.',
    'URL:https://raffle.example.org/raffles/spring/result',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

/** Unfolds and unescapes a line as a calendar program does. @see RFC 5545 sections 3.1 and 3.3.11 */
function readText(file: string, name: string): string {
  const line = file
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .find((each) => each.startsWith(`${name}:`))!;
  return line
    .slice(name.length + 1)
    .replaceAll(/\\(.)/g, (_, mark: string) => (mark === 'n' ? '\n' : mark));
}

test('titles are escaped, and long lines are folded between characters', (t) => {
  for (const title of [
    'Wine; cheese, and \\ more',
    'BEGIN:VEVENT\nSUMMARY:other',
    'ß'.repeat(200),
    '🎟'.repeat(100),
  ]) {
    const file = writeCalendar({ ...event, summary: title });
    t.is(readText(file, 'SUMMARY'), title);
    for (const line of file.split('\r\n')) t.true(Buffer.byteLength(line) <= 75, line);
    t.is(file.match(/^BEGIN:VEVENT/gm)?.length, 1);
  }
});
