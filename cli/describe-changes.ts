import type { AmendRaffle } from '#contract/raffle-requests.ts';
import type { Notice, RaffleView } from '#contract/raffles.ts';
import { formatMoney } from '#contract/money.ts';
import { describeTime } from './times.ts';

/** A rule with its value before and after an amendment, in words. */
export interface Change {
  readonly rule: string;
  readonly before: string;
  readonly after: string;
}

const absent = '(none)';

/** Describes the rules that an amendment changes, each member of the notice as a rule of its own. */
export function describeChanges(view: RaffleView, amendment: AmendRaffle): Change[] {
  const { notice, ...rules } = amendment;
  const prizes = view.prizes.map(({ title }) => title);
  const current: Readonly<Record<string, unknown>> = { ...view, prizes };
  const changes = Object.entries(rules).map(([rule, value]) =>
    toChange(rule, current[rule], value),
  );
  const notices =
    notice === undefined ? [] : describeNoticeChanges({ ...view.notice }, { ...notice });
  return [...changes, ...notices].filter(({ before, after }) => before !== after);
}

function describeNoticeChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].map((name) => ({
    ...toChange(name, before[name], after[name]),
    rule: `notice ${describeRuleName(name)}`,
  }));
}

function toChange(name: string, before: unknown, after: unknown): Change {
  return {
    rule: describeRuleName(name),
    before: describeRule(name, before),
    after: describeRule(name, after),
  };
}

/** The value of a rule or of a member of the notice in words. */
export function describeRule(name: string, value: unknown): string {
  if (value === undefined || value === null || value === false) return absent;
  if (Array.isArray(value)) return value.map((each, index) => `${index + 1}. ${each}`).join('; ');
  if (typeof value === 'string') return /(?:At|claimBy)$/.test(name) ? describeTime(value) : value;
  if (isPrice(value)) return formatMoney(value, 'en');
  if (typeof value === 'object') {
    return (
      Object.entries(value)
        .map(([key, each]) => `${key} ${each}`)
        .join(', ') || absent
    );
  }
  return value === true ? 'yes' : JSON.stringify(value);
}

function isPrice(value: unknown): value is NonNullable<Notice['price']> {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

/** For example `one prize per person`. */
export function describeRuleName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
