import { AmendRaffle } from '#contract/raffle-requests.ts';
import type { RaffleView } from '#contract/raffles.ts';
import {
  findFaults,
  isAfter,
  isRule,
  readDraft,
  toDraft,
  toNotice,
  type Draft,
  type Faults,
} from '../../shared/rule-form/draft.ts';
import { readRules, type RuleName, type RuleValues } from '../../shared/rules.ts';

/** Rules that can change after the first sale. `closesAt` can then only be put off. */
export const amendableAfterSale: ReadonlySet<RuleName> = new Set([
  'title',
  'picture',
  'closesAt',
  'drawAt',
  'place',
  'contact',
  'payment',
  'licence',
  'resultsUrl',
]);

/** Rules that are no members of the notice. */
const ownRules: ReadonlySet<RuleName> = new Set([
  'title',
  'prizes',
  'capacity',
  'perPersonLimit',
  'opensAt',
  'closesAt',
  'claimBy',
  'randomness',
  'reserves',
  'onePrizePerPerson',
]);

export interface Amendment {
  readonly request: AmendRaffle;
  /** All rules as they would be. */
  readonly after: RuleValues;
  readonly faults: Faults;
}

export interface AmendmentContext {
  /** Whether a ticket was ever sold. */
  readonly isSold: boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Reads the changes to a raffle from the form. */
export function toAmendment(
  draft: Draft,
  raffle: RaffleView,
  { isSold, now }: AmendmentContext,
): Amendment {
  const before = readRules(raffle);
  const changed = findChanged(draft, toDraft(before));
  const { values, unreadable } = readDraft(draft);
  // Of what did not change the raffle has the exact value: a field has times to the minute only.
  const read = Object.entries(values).filter(([name]) => isRule(name) && changed.has(name));
  const after: RuleValues = { ...before, ...Object.fromEntries(read) };
  const { data, error } = AmendRaffle.safeParse(toRequest(changed, after));
  const faults = findFaults({ values: after, unreadable }, { error, now, changed });
  const isPutOff = after.closesAt === before.closesAt || isAfter(after.closesAt, before.closesAt);
  return {
    request: data ?? {},
    after,
    faults: isSold && !isPutOff ? { closesAt: 'later', ...faults } : faults,
  };
}

function findChanged(draft: Draft, unchanged: Draft): ReadonlySet<RuleName> {
  const names = Object.keys(unchanged).filter(
    (name) => isField(name) && draft[name] !== unchanged[name],
  );
  return new Set(names.map((name) => (name === 'currency' ? 'price' : name)).filter(isRule));
}

function isField(name: string): name is keyof Draft {
  return name === 'currency' || isRule(name);
}

/** The changed rules as a request; a notice is given as a whole. */
function toRequest(changed: ReadonlySet<RuleName>, after: RuleValues): object {
  const names = [...changed];
  const rules = names
    .filter((name) => ownRules.has(name))
    .map((name) => [name, after[name] === false ? null : (after[name] ?? null)]);
  const isNoticeChanged = names.some((name) => !ownRules.has(name));
  return {
    ...Object.fromEntries(rules),
    ...(isNoticeChanged ? { notice: toNotice(after) ?? null } : {}),
  };
}
