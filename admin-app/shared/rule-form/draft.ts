import type * as z from 'zod/mini';
import { countMinorDigits } from '#contract/money.ts';
import { requiredReserves } from '#proof/assign-prizes.ts';
import { toLocalTime, toUtcTime } from '#ui/TimeField.tsx';
import type { DetailNeed, RuleName, RuleValues } from '../rules.ts';
import { groupNames, groups } from './groups.ts';

/** The fields of a form for a raffle's rules, as text. A price has two. */
export type Draft = Readonly<Record<RuleName | 'currency', string>>;

const timeNames: ReadonlySet<RuleName> = new Set(['opensAt', 'closesAt', 'drawAt', 'claimBy']);
const countNames: ReadonlySet<RuleName> = new Set(['capacity', 'perPersonLimit', 'reserves']);

export function toDraft(rules: RuleValues): Draft {
  const { price, onePrizePerPerson } = rules;
  const digits = price === undefined ? 0 : countMinorDigits(price.currency);
  return {
    title: rules.title,
    prizes: rules.prizes.join('\n'),
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

/** The rules that a draft stands for, and the fields that cannot be read: they are absent or 0. */
export interface ReadDraft {
  readonly values: RuleValues;
  readonly unreadable: ReadonlySet<RuleName>;
}

export function readDraft(draft: Draft): ReadDraft {
  const unreadable = new Set<RuleName>();
  const noted = <Value>(name: RuleName, value: Value | undefined) => {
    if (value === undefined && draft[name].trim() !== '') unreadable.add(name);
    return value;
  };
  const text = (name: RuleName) => noted(name, draft[name].trim() || undefined);
  const time = (name: RuleName) => noted(name, toUtcTime(draft[name]));
  const count = (name: RuleName) => {
    const value = readWhole(draft[name].trim());
    if (value === undefined) unreadable.add(name);
    return value ?? 0;
  };
  const values: RuleValues = {
    title: draft.title.trim(),
    prizes: draft.prizes
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    price: noted('price', readPrice(draft.price.trim(), draft.currency)),
    capacity: count('capacity'),
    perPersonLimit: count('perPersonLimit'),
    opensAt: time('opensAt'),
    closesAt: time('closesAt'),
    drawAt: time('drawAt'),
    claimBy: time('claimBy'),
    place: text('place'),
    organiser: text('organiser'),
    contact: text('contact'),
    purpose: text('purpose'),
    payment: text('payment'),
    licence: text('licence'),
    terms: text('terms'),
    picture: text('picture'),
    resultsUrl: text('resultsUrl'),
    askForName: readNeed(draft.askForName),
    askForPhone: readNeed(draft.askForPhone),
    randomness: draft.randomness === 'drand' ? 'drand' : 'local',
    reserves: count('reserves'),
    onePrizePerPerson: draft.onePrizePerPerson === 'yes',
  };
  return { values, unreadable };
}

function readNeed(text: string): DetailNeed {
  return text === 'optional' || text === 'required' ? text : 'no';
}

/** A whole number as people write it, with or without grouping. */
function readWhole(text: string): number | undefined {
  const digits = text.normalize('NFKC').replaceAll(/[\s.,'’]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

function readPrice(text: string, currency: string): RuleValues['price'] {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text) ?? [];
  const digits = countMinorDigits(currency);
  if (whole === '' || fraction.length > digits) return undefined;
  return { amount: Number(whole + fraction.padEnd(digits, '0')), currency };
}

/** The members of the notice that has these rules; undefined if it has none. */
export function toNotice(rules: RuleValues): object | undefined {
  const { askForName, askForPhone } = rules;
  const { organiser, contact, purpose, price, payment, place } = rules;
  const { drawAt, licence, terms, picture, resultsUrl } = rules;
  const askFor = withoutAbsent({
    name: askForName === 'no' ? undefined : askForName,
    phone: askForPhone === 'no' ? undefined : askForPhone,
  });
  const lines = { organiser, contact, purpose, price, payment, place, drawAt, licence, terms };
  return withoutAbsent({ ...lines, picture, resultsUrl, askFor });
}

/** The present members; undefined if there is none. */
export function withoutAbsent(members: object): object | undefined {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries<unknown>(present);
}

/** What is wrong with a field. */
export type Fault = 'text' | 'count' | 'time' | 'past' | 'order' | 'later' | 'money' | 'reserves';

export type Faults = Readonly<Partial<Record<RuleName, Fault>>>;

export interface FaultContext {
  /** Why the contract refuses the request; undefined if it does not. */
  readonly error: z.core.$ZodError | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  /** The rules that are not as they were. Default: all. */
  readonly changed?: ReadonlySet<RuleName>;
}

/**
 * What the service would refuse, field by field. It has the last word.
 *
 * @param read The rules as they would be.
 */
export function findFaults(
  { values, unreadable }: ReadDraft,
  { error, now, changed = allRules }: FaultContext,
): Faults {
  const faults: Partial<Record<RuleName, Fault>> = {};
  const refused = (error?.issues ?? []).map(({ path }) => findRule(path.map(String)));
  for (const name of [...unreadable, ...refused]) {
    if (name !== undefined && changed.has(name)) faults[name] = faultKind(name);
  }
  const { opensAt, closesAt, claimBy, drawAt } = values;
  for (const [name, time] of Object.entries({ opensAt, closesAt, drawAt, claimBy })) {
    const isNew = isRule(name) && changed.has(name);
    if (isNew && isAfter(new Date(now).toISOString(), time)) faults[name] = 'past';
  }
  if (isAfter(opensAt, closesAt)) faults.closesAt ??= 'order';
  if (isAfter(opensAt, drawAt)) faults.drawAt ??= 'order';
  if (closesAt !== drawAt && isAfter(closesAt, drawAt)) faults.drawAt ??= 'order';
  if ([opensAt, closesAt, drawAt].some((time) => isAfter(time, claimBy)))
    faults.claimBy ??= 'order';
  if (values.reserves < countReserves(values)) faults.reserves ??= 'reserves';
  return faults;
}

/** The rule that a member of a request is, e.g. `['notice', 'askFor', 'name']`. */
export function findRule([first = '', second = '', third]: readonly string[]):
  RuleName | undefined {
  const name = first === 'notice' ? second : first;
  if (name === 'askFor') return third === 'phone' ? 'askForPhone' : 'askForName';
  return isRule(name) ? name : undefined;
}

const allRules: ReadonlySet<RuleName> = new Set(
  groupNames.flatMap((group): readonly RuleName[] => groups[group]),
);

export function isRule(name: string): name is RuleName {
  return [...allRules].some((each) => each === name);
}

/** The smallest number of reserves. */
export function countReserves({ prizes, perPersonLimit, onePrizePerPerson }: RuleValues): number {
  const only = onePrizePerPerson ? { onePrizePerPerson } : {};
  return requiredReserves({ prizes, perPersonLimit, ...only });
}

/** The fault of a value that the contract refuses. */
export function faultKind(name: RuleName): Fault {
  if (countNames.has(name)) return 'count';
  if (timeNames.has(name)) return 'time';
  return name === 'price' ? 'money' : 'text';
}

/** Whether the first time is not before the second; false unless both are times. */
export function isAfter(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one >= other;
}
