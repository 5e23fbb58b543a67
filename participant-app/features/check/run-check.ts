import * as z from 'zod/mini';
import type { LogSource } from '#contract/log-source.ts';
import { auditInSteps, notProvenWith } from '#proof/audit.ts';
import { auditReceipt } from '#proof/audit-receipt.ts';
import { findReceipt } from '#proof/audit-sale.ts';
import { isBehind, readSavedLog } from '#proof/saved-log.ts';
import { collectBundle, type PublicBundle } from '#proof/bundle.ts';
import { normalizeText } from '#proof/read-text.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { verdictOf, type Check } from '#proof/verdict.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import type { CheckRunTools } from '#ui/check-run/use-check.ts';
import { inSlices } from '#ui/in-slices.ts';
import type { TrustedCheckpoint, SeenNote } from '../../shared/trusted-checkpoint.ts';
import { tryVerifyCheckpoint } from '../../shared/verify-checkpoint.ts';

export interface CheckOptions extends CheckRunTools {
  readonly raffleId: string;
  readonly source: LogSource;
  /** The trusted checkpoint of this browser. */
  readonly trusted: TrustedCheckpoint | undefined;
  /** The `.tlog-proof` texts of the receipts in this browser. */
  readonly receipts: readonly string[];
  /** The witnesses that the user trusts. */
  readonly policy?: WitnessPolicy | undefined;
  /** Milliseconds until a log that seems shorter is fetched again: a replica may lag. */
  readonly againAfterMs: number;
}

/** What was checked, and the results. */
export interface Checked {
  readonly bundle: PublicBundle;
  readonly checks: readonly Check[];
  readonly notProven: readonly string[];
  readonly entryCount: number;
  /** Milliseconds, without the downloads. */
  readonly durationMs: number;
  /** Number of entries at the trusted checkpoint; undefined without one. */
  readonly trustedSize: number | undefined;
  /** This browser saw the sealed closing before its beacon was published, by this device's clock. */
  readonly isClosingWitnessed: boolean;
  /** Number of receipts that are not valid by themselves. */
  readonly unusableCount: number;
}

/**
 * Fetches everything public of a raffle and recomputes it: the checks of
 * `raffle audit`, and one for each receipt.
 *
 * @throws {ProblemReply | ServiceUnreachable} if the log cannot be fetched; nothing is checked then.
 */
export async function runCheck(options: CheckOptions): Promise<Checked> {
  const { raffleId, source, policy, onProgress, signal } = options;
  const trusted = verifyTrusted(options.trusted);
  // What the service sends is not older than the request.
  const fetchedAtMs = Date.now();
  const first = await collectBundle(raffleId, source);
  const logKey = trusted?.logKey ?? readSavedLog(first).logKey ?? '';
  const receipts = options.receipts.map(normalizeText).filter((text) => isGood(text, logKey));
  const notes = [
    ...(trusted === undefined ? [] : [trusted.note]),
    ...(trusted?.before === undefined ? [] : [trusted.before.note]),
    ...receipts.map((text) => parseReceipt(text).checkpoint),
  ];
  const bundle = isBehind(first, notes) ? await collectAgain(options) : first;
  signal.throwIfAborted();
  const begin = performance.now();
  const log = readSavedLog(bundle);
  const known = {
    raffle: raffleId,
    isCurrent: true,
    fetchedAtMs,
    saved: notes,
    ...(policy === undefined ? {} : { policy }),
    ...(trusted === undefined ? {} : { logKey: trusted.logKey }),
  };
  const checks = await inSlices(auditInSteps(bundle, known), onProgress, signal);
  return {
    bundle,
    checks: [...checks, ...receipts.map((text) => findReceipt(text, log))],
    notProven: notProvenWith(policy),
    entryCount: bundle.lines.length,
    durationMs: performance.now() - begin,
    trustedSize: trusted?.size,
    isClosingWitnessed:
      trusted !== undefined &&
      verdictOf(checks) === 'passed' &&
      closingWitnessed(trusted, bundle.lines),
    unusableCount: options.receipts.length - receipts.length,
  };
}

async function collectAgain({ raffleId, source, againAfterMs, signal }: CheckOptions) {
  await new Promise((resolve) => setTimeout(resolve, againAfterMs));
  signal.throwIfAborted();
  return collectBundle(raffleId, source);
}

/** A stored checkpoint that does not verify is treated as missing. */
function verifyTrusted(trusted: TrustedCheckpoint | undefined) {
  const checkpoint =
    trusted === undefined ? undefined : tryVerifyCheckpoint(trusted.note, trusted.logKey);
  if (trusted === undefined || checkpoint === undefined) return undefined;
  const { before, ...rest } = trusted;
  const isGoodBefore =
    before !== undefined && tryVerifyCheckpoint(before.note, trusted.logKey) !== undefined;
  return { ...rest, ...(isGoodBefore ? { before } : {}), size: checkpoint.size };
}

/** A receipt that is not valid by itself says nothing about the log. */
function isGood(text: string, logKey: string): boolean {
  return verdictOf(auditReceipt(text, logKey)) === 'passed';
}

/** What is read of a closing entry. */
const Closing = z.object({
  type: z.literal('raffle-closed'),
  seal: z.optional(z.object({ publishedAt: z.string() })),
});

/**
 * Whether this browser saw the sealed closing before its beacon was published, by this device's
 * clock. If so, the closing was not written afterwards to fit the beacon.
 *
 * @param lines Entries of a valid log that the trusted checkpoints sign.
 */
export function closingWitnessed(
  { logKey, before, ...last }: TrustedCheckpoint,
  lines: readonly string[],
): boolean {
  // Only the draw comes after the closing.
  const place = lines.length - (readClosing(lines.at(-1)) === undefined ? 2 : 1);
  const publishedAt = Date.parse(readClosing(lines[place])?.seal?.publishedAt ?? '');
  const isInTime = ({ note, seenAt }: SeenNote) =>
    Date.parse(seenAt) < publishedAt && (tryVerifyCheckpoint(note, logKey)?.size ?? 0) > place;
  return [last, ...(before === undefined ? [] : [before])].some(isInTime);
}

function readClosing(line = 'null') {
  return Closing.safeParse(JSON.parse(line)).data;
}
