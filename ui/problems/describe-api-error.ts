import type { ProblemCode } from '#contract/problem-details.ts';
import { createCatalogues } from '../catalogues.ts';
import { isOutcomeUnknown, type ApiError, type ListedErrorCode } from './api-error.ts';
import { english } from './en.ts';

/** Problems of operators' requests alone. Their sentences are in the admin app. */
export type OperatorErrorCode = Extract<
  ProblemCode,
  | 'beacon-pending'
  | 'clock-unchecked'
  | 'clock-wrong'
  | 'invitation-expired'
  | 'invitation-unknown'
  | 'invitation-used'
  | 'key-enrolled'
  | 'key-not-found'
  | 'key-revoked'
  | 'key-unknown'
  | 'last-admin-key'
  | 'no-admin-key'
  | 'no-tickets-sold'
  | 'not-a-rehearsal'
  | 'prize-claimed'
  | 'prize-not-held'
  | 'raffle-exists'
  | 'role-insufficient'
  | 'rule-final'
  | 'signature-invalid'
  | 'signature-missing'
  | 'signature-replayed'
  | 'signature-stale'
  | 'ticket-not-valid'
  | 'ticket-paid'
>;

/** What happened and what to do. `{wait}` is replaced by a duration, `{once}` by that sentence. */
export interface Sentence {
  readonly title: string;
  readonly next: string;
}

/** Whether a failed request changed anything, in a sentence. */
export interface Outcomes {
  readonly untaken: string;
  readonly unknown: string;
}

export type OperatorSentences = Readonly<Record<OperatorErrorCode, Sentence>>;

export interface Sentences {
  readonly problems: Readonly<Record<Exclude<ListedErrorCode, OperatorErrorCode>, Sentence>> &
    Partial<OperatorSentences>;
  readonly purchase: Outcomes;
  readonly change: Outcomes;
  /** For `{wait}`, if the service named no time. */
  readonly aMoment: string;
  /** For `{once}`, after a request that changes something: a repetition has no second effect. */
  readonly once: string;
}

/**
 * The sentences of API errors. Each app adds those of its other languages; the admin app also those
 * of operators' requests.
 */
export const problemSentences = createCatalogues<Sentences>({ en: () => english });

export interface DescribedApiError {
  readonly title: string;
  /** Whether something was taken, and what to do. */
  readonly text: string;
}

export interface DescribeOptions {
  readonly locale: string;
  /** The kind of request. */
  readonly asked: 'purchase' | 'change' | 'look';
  /** Whether the change may have been made all the same. Default: by the code. */
  readonly isUnknown?: boolean;
}

/** Describes an API error in the user's language. */
export function describeApiError(
  { code, retryAfterSeconds }: ApiError,
  options: DescribeOptions,
): DescribedApiError {
  const { locale, asked, isUnknown = isOutcomeUnknown(code) } = options;
  const sentences = problemSentences.messagesFor(locale);
  const listed = new Map<string, Sentence>(Object.entries(sentences.problems));
  const { title, next } = listed.get(code) ?? sentences.problems.internal;
  const wait =
    retryAfterSeconds === undefined ? sentences.aMoment : formatWait(retryAfterSeconds, locale);
  const outcome = asked === 'look' ? '' : sentences[asked][isUnknown ? 'unknown' : 'untaken'];
  const todo = next
    .replace('{wait}', wait)
    .replace('{once}', asked === 'look' ? '' : sentences.once);
  return { title, text: `${outcome} ${todo}`.trim() };
}

/** Seconds up to a minute and a half, then whole minutes, rounded up. */
function formatWait(seconds: number, locale: string): string {
  const isLong = seconds > 90;
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isLong ? 'minute' : 'second',
    unitDisplay: 'long',
  });
  return format.format(isLong ? Math.ceil(seconds / 60) : seconds);
}
