import {
  countEntries,
  isObject,
  isString,
  isText,
  listOf,
  membersOf,
  optional,
  readMembers,
} from './audit-values.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { compareCheckpoints, type Finding } from './compare-checkpoints.ts';
import { CheckSteps } from './make-check.ts';
import { NotChecked, Violation } from './proof-error.ts';
import { readLogKey } from './saved-log.ts';
import { parseVerifierKey, type VerifierKey } from './signed-note.ts';
import type { Check } from './verdict.ts';

/** The format of saved evidence. */
export const forkFormat = 'raffle-fork-evidence/1';

/** A checkpoint, and when it was seen. */
export interface SeenCheckpoint {
  /** The signed checkpoint, verbatim. @see C2SP tlog-checkpoint, signed-note. */
  readonly note: string;
  /** ISO 8601, by the clock of the person who saw it. */
  readonly seenAt: string;
}

/**
 * Two checkpoints of one log that are not consistent, as a page saves them.
 *
 * @see RFC 9162 section 2.1.4 for consistency.
 */
export interface ForkEvidence {
  readonly format: typeof forkFormat;
  readonly raffle: string;
  /** The address where it was seen. */
  readonly url: string;
  /** The log's verifier key when the earlier checkpoint was seen. @see C2SP signed-note. */
  readonly logKey: string;
  readonly earlier: SeenCheckpoint;
  readonly later: SeenCheckpoint;
  /** The service's consistency proof, hashes in base64. @see RFC 9162 section 2.1.4.1. */
  readonly consistency?: readonly string[] | undefined;
  /** The leaves that were shown with the later checkpoint. */
  readonly lines?: readonly string[] | undefined;
  /** The log's first entry as shown with the later checkpoint, if it has another key. */
  readonly firstEntry?: string | undefined;
}

/** What evidence of a fork cannot prove. Show it with every verdict on evidence. */
export const forkNotProven: readonly string[] = [
  'Who did it, or that it was deliberate: restoring an old backup after a fault looks the same. Ask the operator.',
  'When and where it was seen: times, order and address are the word of the person who saved the file.',
  'That the key belongs to the raffle: get it from a source that you trust, ideally before you buy.',
];

const evidenceMembers = {
  format: isText,
  raffle: isText,
  url: isString,
  logKey: isText,
  earlier: isObject,
  later: isObject,
  consistency: optional(listOf(isText)),
  lines: optional(listOf(isText)),
  firstEntry: optional(isText),
} as const;
const seenMembers = { note: isText, seenAt: isString } as const;

/** Whether a parsed file claims to be evidence of a fork. */
export function isForkEvidence(value: unknown): boolean {
  return membersOf(value)['format'] === forkFormat;
}

/** @throws {Violation} Names the member that is missing, wrong or unknown. */
function readForkEvidence(value: unknown): ForkEvidence {
  const read = readMembers(value, 'The evidence', evidenceMembers);
  if (read.format !== forkFormat) throw new Violation(`The evidence is not a ${forkFormat}.`);
  return {
    ...read,
    format: forkFormat,
    earlier: readMembers(read.earlier, 'earlier', seenMembers),
    later: readMembers(read.later, 'later', seenMembers),
  };
}

/**
 * Checks saved evidence of a fork: whether one key signed two logs that contradict each other.
 *
 * @param evidence A parsed file, or any other value: nothing is thrown.
 * @returns The checks, up to the first that did not pass. `verdictOf` sums them up: `passed`, the two
 *   checkpoints are consistent; `failed`, only the holder of the log's key can have made the file;
 *   `not-checked`, the file does not prove anything, because anyone could have made it.
 * @see forkNotProven for what the result does not show.
 */
export function auditFork(evidence: unknown): Check[] {
  const steps = new CheckSteps();
  const read = steps.take('key', () => readKey(evidence));
  if (read === undefined) return withoutFailures(steps.checks);
  const earlier = steps.take('earlier', () => open(read.evidence.earlier.note, read.key));
  const later = steps.take('later', () => openLater(read.evidence, read.key));
  if (earlier === undefined || later === undefined) return withoutFailures(steps.checks);
  steps.take('grown', () => {
    const finding = compareCheckpoints(earlier, later, read.evidence);
    return [finding, describeFinding(finding, earlier, later)];
  });
  return steps.checks;
}

/** A file that cannot be read, or was not signed, proves nothing against the raffle. */
function withoutFailures(checks: readonly Check[]): Check[] {
  return checks.map((each) =>
    each.outcome === 'failed' ? { ...each, outcome: 'not-checked' } : each,
  );
}

function readKey(value: unknown): [{ evidence: ForkEvidence; key: VerifierKey }, string] {
  const evidence = readForkEvidence(value);
  const key = parseVerifierKey(evidence.logKey);
  return [{ evidence, key }, `The log is ${key.name}, seen at ${evidence.url}.`];
}

function open(note: string, key: VerifierKey): [Checkpoint, string] {
  const checkpoint = openCheckpoint(note, key);
  return [checkpoint, `The log’s key signed it when the log had ${countEntries(checkpoint.size)}.`];
}

function openLater({ later, firstEntry }: ForkEvidence, key: VerifierKey): [Checkpoint, string] {
  const other = readLogKey(firstEntry);
  if (other === undefined) return open(later.note, key);
  const [{ size }] = open(later.note, parseVerifierKey(other));
  throw new Violation(
    `Another key signed it, over ${countEntries(size)}: ${other}. The file cannot show whose key that is; fetch the first entry of the service’s log.`,
  );
}

/**
 * @throws {Violation} `rewritten`: the two signatures alone are the proof.
 * @throws {NotChecked} `shorter` and `not-grown` rest on the word of the person who saved the file.
 */
function describeFinding(finding: Finding, earlier: Checkpoint, later: Checkpoint): string {
  const sentence = sentences[finding](earlier.size, later.size);
  if (finding === 'rewritten') throw new Violation(sentence);
  if (finding === 'shorter' || finding === 'not-grown') throw new NotChecked(sentence);
  return sentence;
}

const sentences: Readonly<Record<Finding, (earlier: number, later: number) => string>> = {
  same: (size) => `Both checkpoints sign the same ${countEntries(size)}.`,
  grown: (earlier, later) =>
    `The log of ${countEntries(later)} begins with the log of ${countEntries(earlier)}, unchanged.`,
  shorter: (earlier, later) =>
    `The log had ${countEntries(earlier)}, and later only ${later}. Both are signed; which was seen first is the word of the person who saved this.`,
  rewritten: (earlier, later) =>
    `The later log of ${countEntries(later)} does not begin with the earlier log of ${countEntries(earlier)}, and both are signed. This alone is the proof.`,
  'not-grown': (earlier, later) =>
    `The service’s proof does not show that the log of ${countEntries(later)} begins with the log of ${countEntries(earlier)}. The ${later} entries themselves would decide it.`,
};
