import * as z from 'zod/mini';
import { AskedDetail, limits, RaffleId, Randomness } from './raffles.ts';
import { hasVisibleCharacter } from './shown-text.ts';

// Bodies of requests that fix a raffle's rules. All objects are strict: an unknown member is refused.

const positive = z.int().check(z.minimum(1));

/** One line of text. A lone surrogate has no UTF-8 form and so no leaf hash (RFC 8785 section 3.2.2.2). */
function line(lengthMax: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(lengthMax),
      z.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters'),
      z.refine(hasVisibleCharacter, 'must have a visible character'),
    );
}

const withoutTags = z.refine<string>(
  (text) => !/<[a-z/!?]/i.test(text),
  'must be plain text, without HTML tags',
);

/** One line of a notice: plain text, because pages, mails and printed tickets show it. */
export const PlainLine = (lengthMax: number) => line(lengthMax).check(withoutTags);

/** Plain text that may have several lines. */
function plainText(lengthMax: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(lengthMax),
      z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, 'no control characters but tabs and line breaks'),
      z.refine(hasVisibleCharacter, 'must have a visible character'),
      withoutTags,
    );
}

/** A time, ISO 8601 in UTC, in the form of all times in the log: with milliseconds. */
const time = z.iso.datetime({ error: 'must be a time in UTC like 2027-05-31T17:00:00Z' }).check(
  z.overwrite((text) => {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : date.toISOString();
  }),
);

/** An ISO 4217 code that this program knows. */
const currency = z
  .string()
  .check(
    z.refine(
      (code) => Intl.supportedValuesOf('currency').includes(code),
      'must be a currency code like GBP or EUR',
    ),
  );

/**
 * An address of a page, as it was given. A URL parser alone would drop line breaks, and accept a lone
 * surrogate, which has no leaf hash.
 */
const webAddress = z.string().check(
  z.trim(),
  z.maxLength(limits.urlLengthMax),
  z.refine(
    (text) => /^https?:\/\/[^\s\p{C}<>"]+$/u.test(text) && URL.canParse(text),
    'must be the address of a page and begin with https:// or http://',
  ),
);

/** Notice of a new or amended raffle. All members are optional; a given notice replaces the old one. */
export const NoticeRequest = z.strictObject({
  organiser: z.exactOptional(PlainLine(limits.noticeLineLengthMax)),
  contact: z.exactOptional(PlainLine(limits.noticeLineLengthMax)),
  purpose: z.exactOptional(plainText(limits.noticeTextLengthMax)),
  price: z.exactOptional(
    z.strictObject({
      amount: z.int().check(z.minimum(0), z.maximum(limits.priceAmountMax)),
      currency,
    }),
  ),
  payment: z.exactOptional(plainText(limits.noticeTextLengthMax)),
  place: z.exactOptional(PlainLine(limits.noticeLineLengthMax)),
  drawAt: z.exactOptional(time),
  licence: z.exactOptional(PlainLine(limits.noticeLineLengthMax)),
  terms: z.exactOptional(plainText(limits.termsLengthMax)),
  picture: z.exactOptional(
    z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of an uploaded picture')),
  ),
  resultsUrl: z.exactOptional(webAddress),
  askFor: z.exactOptional(
    z.strictObject({ name: z.exactOptional(AskedDetail), phone: z.exactOptional(AskedDetail) }),
  ),
});
export type NoticeRequest = z.infer<typeof NoticeRequest>;

const title = line(limits.titleLengthMax);
const capacity = positive.check(z.maximum(limits.capacityMax));
const perPersonLimit = positive.check(z.maximum(limits.perPersonLimitMax));
const prizes = z
  .array(line(limits.prizeLengthMax))
  .check(z.minLength(1), z.maxLength(limits.prizesMax));
const reserves = z.int().check(z.minimum(0), z.maximum(limits.reservesMax));

/** Rules of a new raffle. Without `id` the service derives one from the title. */
export const CreateRaffle = z.strictObject({
  id: z.exactOptional(RaffleId),
  title,
  capacity: z._default(capacity, 100),
  perPersonLimit: z._default(perPersonLimit, 2),
  randomness: z._default(Randomness, 'local'),
  rehearsal: z._default(z.boolean(), false),
  /** The first prize first. */
  prizes: z._default(prizes, ['Prize']),
  reserves: z._default(reserves, 0),
  onePrizePerPerson: z._default(z.boolean(), false),
  opensAt: z.exactOptional(time),
  closesAt: z.exactOptional(time),
  claimBy: z.exactOptional(time),
  notice: z.exactOptional(NoticeRequest),
});
export type CreateRaffle = z.input<typeof CreateRaffle>;

/**
 * Rules to change, each with its complete new value. `null` removes an optional one. Members that
 * have the given value already are no change.
 */
export const AmendRaffle = z.strictObject({
  title: z.exactOptional(title),
  capacity: z.exactOptional(capacity),
  perPersonLimit: z.exactOptional(perPersonLimit),
  randomness: z.exactOptional(Randomness),
  prizes: z.exactOptional(prizes),
  reserves: z.exactOptional(reserves),
  onePrizePerPerson: z.exactOptional(z.nullable(z.boolean())),
  opensAt: z.exactOptional(z.nullable(time)),
  closesAt: z.exactOptional(z.nullable(time)),
  claimBy: z.exactOptional(z.nullable(time)),
  notice: z.exactOptional(z.nullable(NoticeRequest)),
});
export type AmendRaffle = z.input<typeof AmendRaffle>;
