import { isOfKind } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { replay, ReplayedState } from './audit-replay.ts';
import { at } from './audit-values.ts';

/** How long after `closesAt` a service may take to close sales. */
const closingDelayMsMax = 60_000;

/**
 * Checks that no entry is older than the one before it, that tickets were sold only in the announced
 * time, and that nothing but the closing came at or after `closesAt` while sales were open.
 *
 * @param fetchedAtMs When the log was fetched from the service, by the auditor's clock; Unix time.
 *   Absent for a saved log, which can be older than its scheduled closing.
 */
export function examineTimes(log: Log, fetchedAtMs?: number): string {
  let before = log.opened.entry.at;
  for (const [record, { rules, hasEnded }] of replay(log)) {
    const { place, kind } = record;
    const time = record.entry.at;
    if (time < before)
      throw at(place, `its time ${time} is before the entry before it, ${before}.`);
    before = time;
    const { opensAt, closesAt } = rules;
    if (kind === 'ticket-sold' && opensAt !== undefined && time < opensAt) {
      throw at(place, `a ticket is sold at ${time}; sales begin at ${opensAt}.`);
    }
    const isDue = isOfKind(record, 'raffle-closed') && record.entry.cause === 'schedule';
    if (hasEnded || isDue || closesAt === undefined || time < closesAt) continue;
    throw at(place, `it is of ${time}, and sales should have closed at ${closesAt}.`);
  }
  return describeTimes(log, fetchedAtMs);
}

function describeTimes(log: Log, fetchedAtMs: number | undefined): string {
  const end = new ReplayedState(log);
  for (const record of log.records.slice(1)) end.apply(record);
  const { opensAt, closesAt } = end.rules;
  const start = 'No entry is older than the one before it.';
  const from = opensAt === undefined ? '' : ` No ticket was sold before ${opensAt}.`;
  if (closesAt === undefined) return `${start}${from}`;
  if (!end.hasEnded) {
    const lateMs = (fetchedAtMs ?? -Infinity) - Date.parse(closesAt);
    if (lateMs <= closingDelayMsMax) return `${start}${from} Sales end at ${closesAt}.`;
    const late = Math.floor(lateMs / 1000);
    throw at(
      log.records.length,
      `the closing of ${closesAt} is missing, ${late} s later by your clock.`,
    );
  }
  const [closing] = log.closed;
  if (closing === undefined) return `${start}${from}`;
  const lateMs = Date.parse(closing.entry.at) - Date.parse(closesAt);
  const by =
    closing.entry.cause === 'schedule' ? `, ${lateMs / 1000} s after the announced time` : '';
  return `${start}${from} Sales closed at ${closing.entry.at}${by}; announced was ${closesAt}.`;
}
