import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import type { Checkpoint } from '#proof/checkpoint.ts';
import { compareCheckpoints } from '#proof/compare-checkpoints.ts';
import { forkFormat, type ForkEvidence } from '#proof/fork-evidence.ts';
import { readLogKey } from '#proof/kept-log.ts';
import type { Comparison, KeptHead } from './comparison.ts';
import { openUnder } from './open-under.ts';

export interface CompareOptions {
  readonly raffleId: string;
  /** Where the raffle is seen; it goes into the evidence. */
  readonly url: string;
  readonly source: LogSource;
  /** A log that seems shorter is asked for again after this: some copy may be a moment behind. */
  readonly againAfterMs: number;
}

/**
 * Compares the log that a service shows with what this browser kept of it. A signature or a proof
 * decides; no answer decides nothing.
 */
export async function compareLog(
  kept: KeptHead | undefined,
  options: CompareOptions,
): Promise<Comparison> {
  try {
    // What is in a browser's storage may be anything: what does not open was never kept.
    const earlier = kept === undefined ? undefined : openUnder(kept.note, kept.logKey);
    if (kept === undefined || earlier === undefined) return await seeFirst(options);
    return await compareWith({ ...kept, checkpoint: earlier }, options);
  } catch (error) {
    if (error instanceof ProblemReply || error instanceof ServiceUnreachable) {
      return { kind: 'unchecked', why: 'no-answer' };
    }
    throw error;
  }
}

interface OpenedHead extends KeptHead {
  readonly checkpoint: Checkpoint;
}

/** Looks at a log of which nothing was kept. */
export async function seeFirst({ source }: Pick<CompareOptions, 'source'>): Promise<Comparison> {
  const note = await source.checkpoint();
  const logKey = readLogKey((await source.lines(1))[0]);
  if (logKey === undefined || openUnder(note, logKey) === undefined) return unsigned;
  return { kind: 'first', head: { logKey, note, seenAt: now() } };
}

async function compareWith(kept: OpenedHead, options: CompareOptions): Promise<Comparison> {
  const { source, againAfterMs } = options;
  const { checkpoint: earlier } = kept;
  let note = await source.checkpoint();
  let later = openUnder(note, kept.logKey);
  if (later !== undefined && later.size < earlier.size) {
    await new Promise((resolve) => setTimeout(resolve, againAfterMs));
    note = await source.checkpoint();
    later = openUnder(note, kept.logKey);
  }
  const seen = { ...kept, later: { note, seenAt: now() } };
  if (later === undefined) return lookAtKey(seen, options);
  const [from, to] = [earlier.size, later.size];
  const given = from < to ? { consistency: await source.consistency(from, to) } : {};
  let finding = compareCheckpoints(earlier, later, given);
  let evidence: ForkEvidence = { ...toEvidence(seen, options), ...given };
  if (finding === 'not-grown') {
    // A proof that fails may be a faulty proof. The entries themselves decide, where they come.
    const lines = await source.lines(to).catch(() => undefined);
    finding = compareCheckpoints(earlier, later, { ...given, lines });
    if (finding === 'rewritten' && lines !== undefined) evidence = { ...evidence, lines };
  }
  if (finding === 'same') return { kind: 'same', size: to };
  if (finding === 'grown') {
    const { logKey, note: noteBefore, seenAt } = kept;
    const before = { note: noteBefore, seenAt };
    return { kind: 'grown', from, to, head: { logKey, ...seen.later, before } };
  }
  return { kind: 'fork', finding, from, to, evidence };
}

interface Seen extends OpenedHead {
  readonly later: ForkEvidence['later'];
}

/** The checkpoint is not signed by the key that was kept: whether the log names another one now. */
async function lookAtKey(seen: Seen, options: CompareOptions): Promise<Comparison> {
  const [firstEntry = ''] = await options.source.lines(1);
  const logKey = readLogKey(firstEntry);
  if (logKey === undefined || logKey === seen.logKey) return unsigned;
  const later = openUnder(seen.later.note, logKey);
  if (later === undefined) return unsigned;
  const evidence = { ...toEvidence(seen, options), firstEntry };
  const { size: from } = seen.checkpoint;
  return { kind: 'fork', finding: 'other-key', from, to: later.size, evidence };
}

const unsigned = { kind: 'unchecked', why: 'unsigned' } as const;

function toEvidence(seen: Seen, { raffleId, url }: CompareOptions): ForkEvidence {
  const { logKey, note, seenAt, later } = seen;
  return { format: forkFormat, raffle: raffleId, url, logKey, earlier: { note, seenAt }, later };
}

function now(): string {
  return new Date().toISOString();
}
