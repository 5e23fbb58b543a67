import type { AuditCheck } from './audit.ts';
import { Violation } from './audit-values.ts';
import { CheckSteps } from './check-steps.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { compareCheckpoints, type Finding } from './compare-checkpoints.ts';
import { readForkEvidence, type ForkEvidence } from './fork-evidence.ts';
import { readLogKey } from './kept-log.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** What no evidence of a fork can show; to be told wherever a verdict is told. */
export const forkNotProven: readonly string[] = [
  'Who did it, or that it was meant: an old copy put back after a fault looks the same. Ask the operator.',
  'When and where it was seen: times, order and address are the word of who saved the file.',
  'That the key is the raffle’s: take it from where you trust it, best from before you bought.',
];

/** What evidence comes to. */
export interface ForkAudit {
  /** `not-checked`: what is wrong rests on the word of who saved the file; anybody could make one. */
  readonly verdict: 'valid' | 'not-valid' | 'not-checked';
  readonly checks: readonly AuditCheck[];
}

/**
 * Checks evidence that somebody saved: whether one key really signed two logs that do not fit.
 *
 * @param evidence A parsed file, or anything at all: nothing is thrown.
 * @returns The checks as far as they could be made. `valid`: the two fit, nothing is wrong with the
 *   log. `not-valid`: the log’s key alone can have signed what is in the file.
 * @see forkNotProven for what that does not mean.
 */
export function auditFork(evidence: unknown): ForkAudit {
  const steps = new CheckSteps();
  const { checks } = steps;
  const read = steps.take('key', () => readKey(evidence));
  if (read === undefined) return undecided(checks);
  const earlier = steps.take('earlier', () => open(read.evidence.earlier.note, read.key));
  const later = steps.take('later', () => openLater(read.evidence, read.key));
  if (earlier === undefined || later === undefined) return undecided(checks);
  const finding = compareCheckpoints(earlier, later, read.evidence);
  steps.take('grown', () => tell(finding, earlier, later));
  const verdict = verdicts[finding];
  return verdict === 'not-checked' ? undecided(checks) : { verdict, checks };
}

/** Nothing is found out: what did not pass could not be checked. */
function undecided(checks: readonly AuditCheck[]): ForkAudit {
  return {
    verdict: 'not-checked',
    checks: checks.map((each) => (each.passed ? each : { ...each, notChecked: true })),
  };
}

const verdicts: Readonly<Record<Finding, ForkAudit['verdict']>> = {
  same: 'valid',
  grown: 'valid',
  shorter: 'not-checked',
  'not-grown': 'not-checked',
  rewritten: 'not-valid',
};

function readKey(value: unknown): [{ evidence: ForkEvidence; key: VerifierKey }, string] {
  const evidence = readForkEvidence(value);
  const key = parseVerifierKey(evidence.logKey);
  return [{ evidence, key }, `The log is ${key.name}, seen at ${evidence.url}.`];
}

function open(note: string, key: VerifierKey): [Checkpoint, string] {
  const checkpoint = openCheckpoint(note, key);
  return [checkpoint, `The log’s key signed it when it had ${checkpoint.size} entries.`];
}

function openLater({ later, firstEntry }: ForkEvidence, key: VerifierKey): [Checkpoint, string] {
  const other = readLogKey(firstEntry);
  if (other === undefined) return open(later.note, key);
  const [{ size }] = open(later.note, parseVerifierKey(other));
  throw new Violation(
    `Another key signed it, over ${size} entries: ${other}. Whose that is this file cannot show; ask the service for the first entry of its log.`,
  );
}

function tell(finding: Finding, earlier: Checkpoint, later: Checkpoint): [true, string] {
  const says = sentences[finding](earlier.size, later.size);
  if (verdicts[finding] === 'valid') return [true, says];
  throw new Violation(says);
}

const sentences: Readonly<Record<Finding, (earlier: number, later: number) => string>> = {
  same: (size) => `Both checkpoints sign the same ${size} entries.`,
  grown: (earlier, later) =>
    `The log of ${later} entries holds the ${earlier} before, in their places, unchanged.`,
  shorter: (earlier, later) =>
    `The log had ${earlier} entries, and later only ${later}. Both are signed; which was shown first is the word of who saved this.`,
  rewritten: (earlier, later) =>
    `The ${later} entries of the later log do not begin with the ${earlier} of the earlier one, and both are signed. That alone is the proof.`,
  'not-grown': (earlier, later) =>
    `What the service gave does not show that the log of ${later} entries is the log of ${earlier}, grown. The ${later} entries themselves would decide it.`,
};
