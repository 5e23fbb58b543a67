import { ruleNames, type EntryOf, type Rules, isOfKind } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { requireConsistentRules } from './audit-opening.ts';
import { replay, ReplayedState } from './audit-replay.ts';
import { at, membersOf, ownMember, show } from './audit-values.ts';
import { tryCanonicalJson } from './canonical-json.ts';
import type { Explanation } from './make-check.ts';

/** What may change after the first sale; `closesAt` only if there is one, and only to a later time. */
const changeableAfterSale = new Set(['title', 'notice', 'closesAt']);
/** The members of a notice that are final at the first sale. */
const finalInNotice = ['price', 'purpose', 'organiser', 'terms', 'askFor'] as const;

/**
 * Checks that amendments changed only what could still change, and that the rules fitted together
 * after each. What changed after the first sale is listed with its old value.
 */
export function examineAmendments(log: Log): Explanation {
  const changes: string[] = [];
  let count = 0;
  for (const [record, { rules, hasSale }] of replay(log)) {
    if (!isOfKind(record, 'raffle-amended')) continue;
    const { place, entry } = record;
    count += 1;
    const names = ruleNames.filter((name) => ownMember(entry, name) !== undefined);
    if (names.length === 0) throw at(place, 'it changes nothing.');
    for (const name of names) requireChange(place, name, [rules, entry]);
    if (names.includes('chainHash') !== names.includes('randomness')) {
      throw at(place, 'chainHash and randomness only change together.');
    }
    if (hasSale) requireStillOpen(place, names, [rules, entry]);
    const after = new ReplayedState(log);
    after.rules = rules;
    after.apply(record);
    requireConsistentRules(place, after.rules, entry);
    if (hasSale) changes.push(...names.map((name) => describeChange(place, name, [rules, entry])));
  }
  if (count === 0) return { notApplicable: 'The rules were not amended.' };
  const amended =
    count === 1 ? 'The rules were amended once' : `The rules were amended ${count} times`;
  if (changes.length === 0) return `${amended}, before the first sale.`;
  return `${amended}. After the first sale changed: ${changes.join('; ')}.`;
}

type Change = readonly [before: Rules, entry: EntryOf<'raffle-amended'>];

function requireChange(place: number, name: string, [before, entry]: Change): void {
  const [old, now] = [ownMember(before, name), ownMember(entry, name)];
  if (isSame(old, now ?? undefined)) throw at(place, `its ${name} is what it was.`);
}

function requireStillOpen(place: number, names: readonly string[], [before, entry]: Change): void {
  const final = names.find((name) => !changeableAfterSale.has(name));
  if (final !== undefined) throw at(place, `it changes ${final} after the first sale.`);
  if (names.includes('notice')) {
    const part = finalInNotice.find((name) => !isSame(before.notice?.[name], entry.notice?.[name]));
    if (part !== undefined) throw at(place, `it changes notice.${part} after the first sale.`);
  }
  if (!names.includes('closesAt')) return;
  const { closesAt } = entry;
  if (before.closesAt !== undefined && typeof closesAt === 'string' && closesAt > before.closesAt) {
    return;
  }
  throw at(
    place,
    `after the first sale it changes closesAt from ${show(before.closesAt)} to ${show(closesAt)}.`,
  );
}

function describeChange(place: number, name: string, [before, entry]: Change): string {
  const [old, now] = [ownMember(before, name), ownMember(entry, name)];
  const [was, is] = [membersOf(old), membersOf(now)];
  const parts = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes =
    name === 'notice'
      ? parts
          .filter((part) => !isSame(was[part], is[part]))
          .map((part) => `notice.${part} from ${show(was[part])} to ${show(is[part])}`)
      : [`${name} from ${show(old)} to ${show(now)}`];
  return `entries[${place}] ${changes.join(', ')}`;
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return tryCanonicalJson(left) === tryCanonicalJson(right);
}
