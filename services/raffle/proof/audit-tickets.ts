import { isOfKind, recordsOf } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { replay } from './audit-replay.ts';
import { at, countTickets, show } from './audit-values.ts';
import { FreeNumbers } from './free-numbers.ts';
import type { Explanation } from './make-check.ts';

/** Checks that each sale took the lowest free number. */
export function examineTickets(log: Log): Explanation {
  const free = new FreeNumbers();
  let count = 0;
  for (const [record] of replay(log)) {
    if (isOfKind(record, 'ticket-voided')) free.add(record.entry.number);
    if (!isOfKind(record, 'ticket-sold')) continue;
    const due = free.takeLowest();
    const { place, entry } = record;
    if (entry.number !== due) {
      throw at(place, `ticket ${entry.number} stands where ticket ${due} is due.`);
    }
    count += 1;
  }
  if (count === 0) return { notApplicable: 'No ticket was sold.' };
  return `Each of ${count} sales took the lowest free number.`;
}

/** Checks that only valid tickets were voided, and counts the reasons, which are the operator's word. */
export function examineVoids(log: Log): Explanation {
  const reasons = new Map<string, number>();
  let count = 0;
  for (const [record, { valid }] of replay(log)) {
    if (!isOfKind(record, 'ticket-voided')) continue;
    const { place, entry } = record;
    if (!valid.has(entry.number)) throw at(place, `ticket ${entry.number} is not valid.`);
    reasons.set(entry.reason, (reasons.get(entry.reason) ?? 0) + 1);
    count += 1;
  }
  if (count === 0) return { notApplicable: 'No ticket was voided.' };
  const each = [...reasons].map(([reason, number]) => `${number} ${reason}`).join(', ');
  return `${countTickets(count)} ${count === 1 ? 'was' : 'were'} voided while valid: ${each}. The reasons are the operator’s word.`;
}

/** Checks that there were never more valid tickets than the capacity. */
export function examineCapacity(log: Log): string {
  const { capacity } = log.opened.entry;
  let last = { capacity, count: 0 };
  for (const [record, { rules, valid }] of replay(log)) {
    last = { capacity: rules.capacity, count: valid.size };
    if (!isOfKind(record, 'ticket-sold')) continue;
    last.count += valid.has(record.entry.number) ? 0 : 1;
    if (last.count > rules.capacity || record.entry.number > rules.capacity) {
      throw at(record.place, `one ticket more than the capacity of ${rules.capacity}.`);
    }
  }
  return `${last.count} of ${countTickets(last.capacity)} sold.`;
}

/** Checks that no holder had more valid tickets than the limit per person. */
export function examineLimit(log: Log): Explanation {
  const held = new Map<string, number>();
  let limit = log.opened.entry.perPersonLimit;
  for (const [record, { rules, valid }] of replay(log)) {
    limit = rules.perPersonLimit;
    if (isOfKind(record, 'ticket-voided')) {
      const holder = valid.get(record.entry.number)?.entry.holder ?? '';
      held.set(holder, (held.get(holder) ?? 0) - 1);
    }
    if (!isOfKind(record, 'ticket-sold')) continue;
    const { holder } = record.entry;
    const count = (held.get(holder) ?? 0) + 1;
    if (count > limit) {
      throw at(record.place, `holder ${show(holder)} has ${count} tickets; ${limit} are allowed.`);
    }
    held.set(holder, count);
  }
  if (held.size === 0) return { notApplicable: 'No ticket was sold.' };
  const holders = held.size === 1 ? '1 holder' : `${held.size} holders`;
  const atDesk = recordsOf(log, 'ticket-sold').filter(({ entry }) => entry.desk).length;
  return `None of ${holders} has more than ${countTickets(limit)}.${describeDesk(atDesk)}`;
}

function describeDesk(count: number): string {
  if (count === 0) return '';
  return ` ${countTickets(count)} ${count === 1 ? 'was' : 'were'} sold at the desk: without an e-mail address each such sale has a holder of its own, so the limit binds that sale only.`;
}
