import test from 'ava';
import { closedRaffle, drawnRaffle, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { calendarTimeOf, writeCalendar } from '../../participant-app/shared/draw-calendar.ts';

const now = new Date('2026-03-20T17:00:00.000Z');
const publishedAt = '2026-03-20T18:00:00.000Z';
const seal = { root: '', commitment: '', chainHash: '', round: 1, publishedAt };
const sealed = closedRaffle({ randomness: 'drand', seal });

const event = {
  raffleId: 'spring',
  at: publishedAt,
  version: 14,
  place: 'School hall, Hill Road',
  summary: 'Draw: Spring raffle',
  description: 'From now on the winner can be drawn.',
  url: 'https://raffle.example.org/raffles/spring/result',
  now,
};

test('the calendar has the announced time of the draw from the first day', (t) => {
  const drawAt = '2026-03-20T19:00:00.000Z';
  const raffle = raffleView({ notice: { drawAt }, closesAt: publishedAt });
  t.deepEqual(calendarTimeOf(raffle, now), { of: 'draw', at: drawAt });
  t.is(calendarTimeOf(raffle, new Date(drawAt)), undefined, 'the time has come');
});

test('while no time of the draw is announced, the calendar has the end of sales', (t) => {
  const raffle = raffleView({ closesAt: publishedAt });
  t.deepEqual(calendarTimeOf(raffle, now), { of: 'salesEnd', at: publishedAt });
  t.is(calendarTimeOf(raffleView(), now), undefined);
});

test('a sealed raffle is not drawn before its beacon, whatever is announced', (t) => {
  t.deepEqual(calendarTimeOf(sealed, now), { of: 'draw', at: publishedAt });
  const early = { ...sealed, notice: { drawAt: '2026-03-20T17:30:00.000Z' } };
  t.deepEqual(calendarTimeOf(early, now), { of: 'draw', at: publishedAt });
});

test('a drawn raffle has no time for a calendar', (t) => {
  t.is(calendarTimeOf({ ...drawnRaffle(17), notice: { drawAt: publishedAt } }, now), undefined);
});

test('the calendar file has the time in UTC and the URL of the result', (t) => {
  t.deepEqual(writeCalendar(event).split('\r\n'), [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//raffle//draw//EN',
    'BEGIN:VEVENT',
    'UID:draw-spring@raffle.example.org',
    'SEQUENCE:14',
    'DTSTAMP:20260320T170000Z',
    'DTSTART:20260320T180000Z',
    'SUMMARY:Draw: Spring raffle',
    'DESCRIPTION:From now on the winner can be drawn.',
    'LOCATION:School hall\\, Hill Road',
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
