import { InvalidArgumentError } from 'commander';

const form =
  /^(?<date>\d{4}-\d\d-\d\d)[T ](?<hour>\d\d:\d\d)(?<second>:\d\d)?(?:\.0+)? ?(?<zone>Z|[+-]\d\d:\d\d)?$/i;

/**
 * Reads a time: with a zone (`2027-05-29T17:00Z`, `2027-05-29 17:00+01:00`), or without one in the
 * zone of this computer.
 *
 * @returns ISO 8601 in UTC, with milliseconds.
 */
export function parseTime(text: string): string {
  const parts = form.exec(text.trim())?.groups;
  if (parts === undefined) throw refuse('Enter a date and a time');
  const { date = '', hour = '', second = ':00', zone } = parts;
  const wall = `${date}T${hour}${second}`;
  const time = new Date(`${wall}${zone?.toUpperCase() ?? ''}`);
  if (Number.isNaN(time.getTime())) throw refuse('Enter a date and a time');
  // A parser makes 2 March of 30 February, and moves an hour that a change of clocks leaves out.
  const shown =
    zone === undefined ? wallClock(time) : new Date(`${wall}Z`).toISOString().slice(0, wall.length);
  if (shown !== wall)
    throw refuse(`${text} does not exist in ${zone ?? localZone()}. Enter a time`);
  return time.toISOString();
}

function refuse(what: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${what} like "2027-05-29 17:00" (your local time) or 2027-05-29T17:00+01:00.`,
  );
}

/** A time by the clock of this computer, without its zone. */
function wallClock(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}

function localZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}

/** A time by the clock of this computer with its zone, and in UTC. */
export function describeTime(iso: string): string {
  const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });
  return `${local.format(new Date(iso))} (${iso})`;
}
