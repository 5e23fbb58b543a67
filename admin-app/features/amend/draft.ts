import { countMinorDigits } from '#contract/money.ts';
import { AmendRaffle } from '#contract/requests.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { requiredReserves } from '#proof/assign-prizes.ts';
import { toLocalTime, toUtcTime } from '#ui/TimeField.tsx';
import { readRules, type RuleName, type RuleValues } from '../../shared/rules.ts';

/** The form's fields as text. A price has two. */
export type Draft = Readonly<Record<RuleName | 'currency', string>>;

/** Rules that stay as they are in a form, because it has no field for them. */
const withoutField: ReadonlySet<RuleName> = new Set(['picture']);

const timeNames = ['opensAt', 'closesAt', 'drawAt', 'claimBy'] as const;
const countNames = ['capacity', 'perPersonLimit', 'reserves'] as const;
const noticeNames = [
  'organiser',
  'contact',
  'purpose',
  'price',
  'payment',
  'place',
  'drawAt',
  'licence',
  'terms',
  'resultsUrl',
  'askForName',
  'askForPhone',
] as const;

/** Rules that can change after the first sale. `closesAt` can then only be put off. */
export const amendableAfterSale: ReadonlySet<RuleName> = new Set([
  'title',
  'closesAt',
  'drawAt',
  'place',
  'contact',
  'payment',
  'licence',
  'resultsUrl',
]);

export function toDraft(rules: RuleValues): Draft {
  const { prizes, price, onePrizePerPerson } = rules;
  const digits = price === undefined ? 0 : countMinorDigits(price.currency);
  return {
    title: rules.title,
    prizes: prizes.join('\n'),
    price: price === undefined ? '' : (price.amount / 10 ** digits).toFixed(digits),
    currency: price?.currency ?? 'EUR',
    capacity: String(rules.capacity),
    perPersonLimit: String(rules.perPersonLimit),
    opensAt: toLocalTime(rules.opensAt),
    closesAt: toLocalTime(rules.closesAt),
    drawAt: toLocalTime(rules.drawAt),
    claimBy: toLocalTime(rules.claimBy),
    place: rules.place ?? '',
    organiser: rules.organiser ?? '',
    contact: rules.contact ?? '',
    purpose: rules.purpose ?? '',
    payment: rules.payment ?? '',
    licence: rules.licence ?? '',
    terms: rules.terms ?? '',
    picture: rules.picture ?? '',
    resultsUrl: rules.resultsUrl ?? '',
    askForName: rules.askForName,
    askForPhone: rules.askForPhone,
    randomness: rules.randomness,
    reserves: String(rules.reserves),
    onePrizePerPerson: onePrizePerPerson ? 'yes' : 'no',
  };
}

/** What is wrong with a field. */
export type Fault = 'text' | 'count' | 'time' | 'past' | 'order' | 'later' | 'money' | 'reserves';

export interface Amendment {
  readonly request: AmendRaffle;
  /** All rules as they would be. */
  readonly after: RuleValues;
  readonly faults: Readonly<Partial<Record<RuleName, Fault>>>;
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
  context: AmendmentContext,
): Amendment {
  const before = readRules(raffle);
  const unchanged = toDraft(before);
  const isChanged = (name: RuleName) =>
    draft[name] !== unchanged[name] || (name === 'price' && draft.currency !== unchanged.currency);
  const changed = Object.keys(before)
    .filter((name): name is RuleName => Object.hasOwn(before, name))
    .filter((name) => !withoutField.has(name) && isChanged(name));
  const read = new Map(changed.map((name) => [name, readField(name, draft)]));
  const after: RuleValues = { ...before, ...Object.fromEntries(read) };
  const parsed = AmendRaffle.safeParse(toRequest(changed, after));
  const issues = parsed.error?.issues ?? [];
  const refused = new Set(
    issues.map(({ path }) => String(path[0] === 'notice' ? path[1] : path[0])),
  );
  const faults = findFaults(read, { ...context, after, before, refused });
  return { request: parsed.data ?? {}, after, faults };
}

/** The value of a field. `null`, which no rule has, stands for a text that cannot be read. */
function readField(name: RuleName, draft: Draft): unknown {
  const text = draft[name].trim();
  if (name === 'prizes') return text.split(/\s*\n\s*/).filter((line) => line !== '');
  if (name === 'onePrizePerPerson') return text === 'yes';
  if (isOneOf(countNames, name)) return /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (text === '') return undefined;
  if (isOneOf(timeNames, name)) return toUtcTime(text) ?? null;
  return name === 'price' ? readPrice(text, draft.currency) : text;
}

function readPrice(text: string, currency: string): RuleValues['price'] | null {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text) ?? [];
  const digits = countMinorDigits(currency);
  if (whole === '' || fraction.length > digits) return null;
  return { amount: Number(whole + fraction.padEnd(digits, '0')), currency };
}

/** The changed rules as a request; a notice is given as a whole. */
function toRequest(changed: readonly RuleName[], after: RuleValues): object {
  const isNotice = (name: RuleName) => isOneOf(noticeNames, name);
  const rules = changed
    .filter((name) => !isNotice(name))
    .map((name) => [name, after[name] === false ? null : (after[name] ?? null)]);
  if (!changed.some(isNotice)) return Object.fromEntries(rules);
  const { askForName, askForPhone } = after;
  const askFor = {
    ...(askForName === 'no' ? {} : { name: askForName }),
    ...(askForPhone === 'no' ? {} : { phone: askForPhone }),
  };
  const members = noticeNames
    .filter((name) => name !== 'askForName' && name !== 'askForPhone')
    .map((name) => [name, after[name]])
    .filter(([, value]) => value !== undefined);
  const notice = {
    ...Object.fromEntries(members),
    ...(after.picture === undefined ? {} : { picture: after.picture }),
    ...(Object.keys(askFor).length === 0 ? {} : { askFor }),
  };
  return {
    ...Object.fromEntries(rules),
    notice: Object.keys(notice).length === 0 ? null : notice,
  };
}

interface FaultContext extends AmendmentContext, Pick<Amendment, 'after'> {
  readonly before: RuleValues;
  /** Members that the contract does not accept. */
  readonly refused: ReadonlySet<string>;
}

/** What the service would refuse, field by field. It has the last word. */
function findFaults(
  read: ReadonlyMap<RuleName, unknown>,
  { after, before, refused, isSold, now }: FaultContext,
): Amendment['faults'] {
  const faults: Partial<Record<RuleName, Fault>> = {};
  for (const [name, value] of read) {
    if (value === null || refused.has(name)) faults[name] = faultKind(name);
    else if (isOneOf(timeNames, name) && isAfter(new Date(now).toISOString(), after[name])) {
      faults[name] = 'past';
    }
  }
  const { opensAt, closesAt, claimBy, drawAt } = after;
  if (isAfter(opensAt, closesAt)) faults.closesAt ??= 'order';
  if (isAfter(opensAt, drawAt)) faults.drawAt ??= 'order';
  if (isAfter(closesAt ?? opensAt, claimBy)) faults.claimBy ??= 'order';
  const isPutOff = closesAt === before.closesAt || isAfter(closesAt, before.closesAt);
  if (isSold && !isPutOff) faults.closesAt ??= 'later';
  if (after.reserves < requiredReserves(toPrizeRules(after))) faults.reserves ??= 'reserves';
  return faults;
}

/** For the smallest number of reserves. */
export function toPrizeRules({ prizes, perPersonLimit, onePrizePerPerson }: RuleValues) {
  return { prizes, perPersonLimit, ...(onePrizePerPerson ? { onePrizePerPerson } : {}) };
}

function faultKind(name: RuleName): Fault {
  if (isOneOf(countNames, name)) return 'count';
  if (isOneOf(timeNames, name)) return 'time';
  return name === 'price' ? 'money' : 'text';
}

/** Whether the first time is not before the second; false unless both are times. */
function isAfter(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one >= other;
}

function isOneOf<Name extends RuleName>(names: readonly Name[], name: RuleName): name is Name {
  return names.some((each) => each === name);
}
