import { rulesAsOf } from './as-of.ts';
import type { ListedRaffle } from './raffle.ts';
import type { RaffleRules } from './rules.ts';

/** Rules that may change after the first sale, in the order in which people are told. */
const changeable = [
  'title',
  'closesAt',
  'drawAt',
  'place',
  'contact',
  'payment',
  'licence',
  'picture',
  'resultsUrl',
] as const;
export type ChangedRule = (typeof changeable)[number];

/** `before` and `after` are missing where the rule has no value. */
export interface RuleChange {
  readonly rule: ChangedRule;
  readonly before?: string;
  readonly after?: string;
}

/** The differences between two rules of a raffle, among those that may change after the first sale. */
export function findChanges(before: RaffleRules, after: RaffleRules): RuleChange[] {
  return changeable.flatMap((rule) => {
    const [old, now] = [readRule(before, rule), readRule(after, rule)];
    if (old === now) return [];
    return [
      {
        rule,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

/** The rules that are different now than at the first sale, voided or not. */
export function findChangesSinceSale(raffle: ListedRaffle): RuleChange[] {
  const { rules, amendments, pool } = raffle;
  if (amendments.length === 0) return [];
  const { firstIndex } = pool;
  return firstIndex === undefined ? [] : findChanges(rulesAsOf(raffle, firstIndex).rules, rules);
}

function readRule(rules: RaffleRules, rule: ChangedRule): string | undefined {
  return rule === 'title' || rule === 'closesAt' ? rules[rule] : rules.notice?.[rule];
}
