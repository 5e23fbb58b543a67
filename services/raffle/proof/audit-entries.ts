import { reservesMax } from './assign-prizes.ts';
import type { Log, LogRecord } from './audit-log.ts';
import {
  exactly,
  isCount,
  isHash,
  isObject,
  isPositive,
  isString,
  isText,
  isTime,
  isTrue,
  listOf,
  oneOf,
  optional,
  removable,
  type Members,
  type Read,
} from './value-guards.ts';

const prizesMax = 20;
const termsLengthMax = 4000;

const isSchema = (value: unknown): value is 2 => value === 2;
const isReserves = (value: unknown): value is number => isCount(value) && value <= reservesMax;
const isPrize = (value: unknown): value is string => isString(value) && value.trim() !== '';
const isPrizes = listOf(isPrize, { min: 1, max: prizesMax });
const isRandomness = oneOf('local', 'drand');
const isCurrency = (value: unknown): value is string => isString(value) && /^[A-Z]{3}$/.test(value);
const isTerms = (value: unknown): value is string =>
  isText(value) && value.length <= termsLengthMax;
const isAskedDetail = optional(oneOf('required', 'optional'));

const isNotice = exactly({
  organiser: optional(isText),
  contact: optional(isText),
  purpose: optional(isText),
  price: optional(exactly({ amount: isCount, currency: isCurrency })),
  payment: optional(isText),
  place: optional(isText),
  drawAt: optional(isTime),
  licence: optional(isText),
  terms: optional(isTerms),
  picture: optional(isHash),
  resultsUrl: optional(isText),
  askFor: optional(exactly({ name: isAskedDetail, phone: isAskedDetail })),
});

/** The rules as an opening states them. */
const ruleMembers = {
  title: isText,
  capacity: isPositive,
  perPersonLimit: isPositive,
  randomness: isRandomness,
  chainHash: optional(isHash),
  prizes: isPrizes,
  reserves: isReserves,
  onePrizePerPerson: optional(isTrue),
  opensAt: optional(isTime),
  closesAt: optional(isTime),
  claimBy: optional(isTime),
  notice: optional(isNotice),
} as const satisfies Members;

/** The rules that an amendment changes; `null` removes one. */
const changeMembers = {
  title: optional(isText),
  capacity: optional(isPositive),
  perPersonLimit: optional(isPositive),
  randomness: optional(isRandomness),
  chainHash: removable(isHash),
  prizes: optional(isPrizes),
  reserves: optional(isReserves),
  onePrizePerPerson: removable(isTrue),
  opensAt: removable(isTime),
  closesAt: removable(isTime),
  claimBy: removable(isTime),
  notice: removable(isNotice),
} as const satisfies Members;

const isDrawnTicket = exactly({
  index: isCount,
  ticketNumber: isPositive,
  holder: isText,
  sale: isPositive,
});

/** The members of an entry besides `type`, by type. @see docs/verifying.md, "Entries". */
export const entryMembers = {
  'raffle-opened': {
    schema: isSchema,
    raffle: isText,
    ...ruleMembers,
    rehearsal: optional(isTrue),
    logKey: isText,
    at: isTime,
  },
  'raffle-amended': { ...changeMembers, at: isTime },
  'ticket-sold': { number: isPositive, holder: isText, desk: optional(isTrue), at: isTime },
  'ticket-voided': {
    number: isPositive,
    reason: oneOf('refunded', 'unpaid', 'mistake', 'ineligible'),
    at: isTime,
  },
  'raffle-closed': {
    ticketCount: isCount,
    cause: oneOf('order', 'schedule', 'draw'),
    seal: optional(isObject),
    at: isTime,
  },
  'raffle-drawn': {
    ticketCount: isPositive,
    order: listOf(isDrawnTicket, { min: 1 }),
    reveal: optional(isObject),
    at: isTime,
  },
  'prize-claimed': { prize: isPositive, ticketNumber: isPositive, at: isTime },
  'prize-forfeited': {
    prize: isPositive,
    ticketNumber: isPositive,
    reason: oneOf('unclaimed', 'declined', 'ineligible'),
    at: isTime,
  },
  'raffle-cancelled': { reason: isText, at: isTime },
} as const satisfies Readonly<Record<string, Members>>;

/** The type of an entry. */
export type Kind = keyof typeof entryMembers;
/** The members of an entry of one type. */
export type EntryOf<K extends Kind> = Read<(typeof entryMembers)[K]>;
/** What the opening and its amendments fix. */
export type Rules = Read<typeof ruleMembers>;
/** The names of the rules. */
export const ruleNames: readonly string[] = Object.keys(ruleMembers);

export function isKind(value: unknown): value is Kind {
  return isString(value) && Object.hasOwn(entryMembers, value);
}

/** Whether an entry has this type. */
export function isOfKind<K extends Kind>(record: LogRecord, kind: K): record is LogRecord<K> {
  return record.kind === kind;
}

/** The entries of one type, in log order. */
export function recordsOf<K extends Kind>({ records }: Pick<Log, 'records'>, kind: K) {
  return records.filter((record): record is LogRecord<K> => isOfKind(record, kind));
}
