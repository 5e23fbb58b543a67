import {
  asList,
  asObject,
  isObject,
  isOptionalText,
  isString,
  isText,
  readMembers,
  Violation,
} from './audit-values.ts';

/** The name by which saved evidence is recognised. */
export const forkFormat = 'raffle-fork-evidence/1';

/** A checkpoint, and when somebody saw it. */
export interface SeenCheckpoint {
  /** Verbatim, signature included. @see C2SP tlog-checkpoint, signed-note. */
  readonly note: string;
  /** ISO 8601, by the clock of who saw it. */
  readonly seenAt: string;
}

/**
 * Two checkpoints of one log that somebody saw, and that do not fit each other.
 *
 * @see RFC 9162 section 2.1.4 for when two fit.
 */
export interface ForkEvidence {
  readonly format: typeof forkFormat;
  readonly raffle: string;
  /** Where it was seen. */
  readonly url: string;
  /** The log's verifier key, as it was when the earlier checkpoint was seen. @see C2SP signed-note. */
  readonly logKey: string;
  readonly earlier: SeenCheckpoint;
  readonly later: SeenCheckpoint;
  /** The consistency proof that was given, hashes in base64. @see RFC 9162 section 2.1.4.1. */
  readonly consistency?: readonly string[];
  /** The leaves that were shown under the later checkpoint. */
  readonly lines?: readonly string[];
  /** The log's first entry as it was shown with the later checkpoint, where it names another key. */
  readonly firstEntry?: string;
}

const members = {
  format: isText,
  raffle: isText,
  url: isString,
  logKey: isText,
  earlier: isObject,
  later: isObject,
  consistency: isOptionalTexts,
  lines: isOptionalTexts,
  firstEntry: isOptionalText,
} as const;
const seenMembers = { note: isText, seenAt: isString } as const;

/** Whether a parsed file says that it is evidence of a fork. */
export function isForkEvidence(value: unknown): boolean {
  return (value as { format?: unknown } | null | undefined)?.format === forkFormat;
}

/**
 * Reads saved evidence strictly.
 *
 * @throws {Violation} names the member that is missing, wrong or too many.
 */
export function readForkEvidence(value: unknown): ForkEvidence {
  const read = readMembers(value, 'The evidence', members);
  if (read.format !== forkFormat) throw new Violation(`The evidence is not a ${forkFormat}.`);
  readMembers(asObject(read.earlier, 'earlier'), 'earlier', seenMembers);
  readMembers(asObject(read.later, 'later'), 'later', seenMembers);
  return value as ForkEvidence;
}

function isOptionalTexts(value: unknown): value is readonly string[] | undefined {
  return value === undefined || (Array.isArray(value) && asList(value, '').every(isText));
}
