import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import type { Checkpoint } from '#proof/checkpoint.ts';
import { compareCheckpoints } from '#proof/compare-checkpoints.ts';
import { forkFormat, type ForkEvidence } from '#proof/audit-fork.ts';
import { readLogKey } from '#proof/saved-log.ts';
import type { TrustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import type { Comparison } from './comparison.ts';
import { fetchFirstCheckpoint, tryVerifyCheckpoint } from '../../shared/verify-checkpoint.ts';

export interface CompareOptions {
  readonly raffleId: string;
  /** The URL of the raffle's page, for the evidence. */
  readonly url: string;
  readonly source: LogSource;
  /** Milliseconds until a log that seems shorter is fetched again: a replica may lag. */
  readonly againAfterMs: number;
}

/**
 * Compares the log that a service shows with the trusted checkpoint of this browser. Only a
 * signature or a proof decides; without an answer the result is `unchecked`.
 */
export async function compareLog(
  trusted: TrustedCheckpoint | undefined,
  options: CompareOptions,
): Promise<Comparison> {
  try {
    // A stored checkpoint that does not verify is treated as missing.
    const earlier =
      trusted === undefined ? undefined : tryVerifyCheckpoint(trusted.note, trusted.logKey);
    if (trusted === undefined || earlier === undefined) {
      const head = await fetchFirstCheckpoint(options.source);
      return head === undefined ? unsigned : { status: 'first', head };
    }
    return await compareWith({ ...trusted, checkpoint: earlier }, options);
  } catch (error) {
    if (error instanceof ProblemReply || error instanceof ServiceUnreachable) {
      return { status: 'unchecked', why: 'no-answer' };
    }
    throw error;
  }
}

interface VerifiedCheckpoint extends TrustedCheckpoint {
  readonly checkpoint: Checkpoint;
}

async function compareWith(
  trusted: VerifiedCheckpoint,
  options: CompareOptions,
): Promise<Comparison> {
  const { source, againAfterMs } = options;
  const { checkpoint: earlier } = trusted;
  let note = await source.checkpoint();
  let later = tryVerifyCheckpoint(note, trusted.logKey);
  if (later !== undefined && later.size < earlier.size) {
    await new Promise((resolve) => setTimeout(resolve, againAfterMs));
    note = await source.checkpoint();
    later = tryVerifyCheckpoint(note, trusted.logKey);
  }
  const seen = { ...trusted, later: { note, seenAt: now() } };
  if (later === undefined) return compareKeys(seen, options);
  const [from, to] = [earlier.size, later.size];
  const given = from < to ? { consistency: await source.consistency(from, to) } : {};
  let finding = compareCheckpoints(earlier, later, given);
  let evidence: ForkEvidence = { ...toEvidence(seen, options), ...given };
  if (finding === 'not-grown') {
    // The proof itself may be faulty. The entries decide, if they can be fetched.
    const lines = await source.lines(to).catch(() => undefined);
    finding = compareCheckpoints(earlier, later, { ...given, lines });
    if (finding === 'rewritten' && lines !== undefined) evidence = { ...evidence, lines };
  }
  if (finding === 'same') return { status: 'same', size: to };
  if (finding === 'grown') {
    const { logKey, note: noteBefore, seenAt } = trusted;
    const before = { note: noteBefore, seenAt };
    return { status: 'grown', from, to, head: { logKey, ...seen.later, before } };
  }
  return { status: 'fork', finding, from, to, evidence };
}

interface Seen extends VerifiedCheckpoint {
  readonly later: ForkEvidence['later'];
}

/** For a checkpoint that the trusted key has not signed: does the log name another key now? */
async function compareKeys(seen: Seen, options: CompareOptions): Promise<Comparison> {
  const [firstEntry = ''] = await options.source.lines(1);
  const logKey = readLogKey(firstEntry);
  if (logKey === undefined || logKey === seen.logKey) return unsigned;
  const later = tryVerifyCheckpoint(seen.later.note, logKey);
  if (later === undefined) return unsigned;
  const evidence = { ...toEvidence(seen, options), firstEntry };
  const { size: from } = seen.checkpoint;
  return { status: 'fork', finding: 'other-key', from, to: later.size, evidence };
}

const unsigned = { status: 'unchecked', why: 'unsigned' } as const;

function toEvidence(seen: Seen, { raffleId, url }: CompareOptions): ForkEvidence {
  const { logKey, note, seenAt, later } = seen;
  return { format: forkFormat, raffle: raffleId, url, logKey, earlier: { note, seenAt }, later };
}

function now(): string {
  return new Date().toISOString();
}
