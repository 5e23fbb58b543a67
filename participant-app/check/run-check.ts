import type { LogSource } from '#contract/log-source.ts';
import { auditInSteps, notProven, type AuditCheck } from '#proof/audit.ts';
import { auditReceipt, findReceipt } from '#proof/audit-receipt.ts';
import { isBehind, readKeptLog } from '#proof/kept-log.ts';
import { collectBundle, type PublicBundle } from '#proof/public-bundle.ts';
import { parseReceipt } from '#proof/receipt.ts';
import type { CheckRunTools } from '#ui/check-run/use-check.ts';
import { verdictOn } from '#ui/checks/words.ts';
import { inSlices } from '#ui/in-slices.ts';
import type { KeptHead } from './comparison.ts';
import { openUnder } from './open-under.ts';
import { sawClosing } from './saw-closing.ts';

export interface CheckOptions extends CheckRunTools {
  readonly raffleId: string;
  readonly source: LogSource;
  /** What this browser kept of the log. */
  readonly kept: KeptHead | undefined;
  /** The receipts in this browser, as they came. */
  readonly receipts: readonly string[];
  /** A log that seems shorter is asked for again after this: some copy may be a moment behind. */
  readonly againAfterMs: number;
}

/** Everything that was checked, and what came of it. */
export interface Checked {
  readonly bundle: PublicBundle;
  readonly checks: readonly AuditCheck[];
  readonly notProven: readonly string[];
  readonly entryCount: number;
  /** How long it took without the network, in milliseconds. */
  readonly durationMs: number;
  /** How many entries were kept from earlier; undefined where nothing was. */
  readonly keptSize: number | undefined;
  /** This browser saw the sealed closing before its beacon was published, by this device's clock. */
  readonly sawClosingInTime: boolean;
  /** How many receipts could not be used. */
  readonly unusableCount: number;
}

/**
 * Fetches everything that anybody can see of a raffle and recomputes it: the checks of
 * `raffle audit`, and one for each receipt.
 *
 * @throws {ProblemReply | ServiceUnreachable} nothing was checked.
 */
export async function runCheck(options: CheckOptions): Promise<Checked> {
  const { raffleId, source, onProgress, signal } = options;
  const kept = openKept(options.kept);
  const first = await collectBundle(raffleId, source);
  const logKey = kept?.logKey ?? readKeptLog(first).logKey ?? '';
  const receipts = options.receipts.filter((text) => isGood(text, logKey));
  const notes = [
    ...(kept === undefined ? [] : [kept.note]),
    ...(kept?.before === undefined ? [] : [kept.before.note]),
    ...receipts.map((text) => parseReceipt(text).checkpoint),
  ];
  const bundle = isBehind(first, notes) ? await collectAgain(options) : first;
  signal.throwIfAborted();
  const begin = performance.now();
  const log = readKeptLog(bundle);
  const known = {
    raffle: raffleId,
    isCurrent: true,
    kept: notes,
    ...(kept === undefined ? {} : { logKey: kept.logKey }),
  };
  const checks = await inSlices(auditInSteps(bundle, known), onProgress, signal);
  return {
    bundle,
    checks: [...checks, ...receipts.map((text) => findReceipt(text, log))],
    notProven,
    entryCount: bundle.lines.length,
    durationMs: performance.now() - begin,
    keptSize: kept?.size,
    sawClosingInTime:
      kept !== undefined && verdictOn(checks) === 'valid' && sawClosing(kept, bundle.lines),
    unusableCount: options.receipts.length - receipts.length,
  };
}

async function collectAgain({ raffleId, source, againAfterMs, signal }: CheckOptions) {
  await new Promise((resolve) => setTimeout(resolve, againAfterMs));
  signal.throwIfAborted();
  return collectBundle(raffleId, source);
}

/** What does not open was never kept. */
function openKept(kept: KeptHead | undefined) {
  const checkpoint = kept === undefined ? undefined : openUnder(kept.note, kept.logKey);
  if (kept === undefined || checkpoint === undefined) return undefined;
  const { before, ...rest } = kept;
  const isGoodBefore = before !== undefined && openUnder(before.note, kept.logKey) !== undefined;
  return { ...rest, ...(isGoodBefore ? { before } : {}), size: checkpoint.size };
}

/** A receipt that does not hold by itself says nothing about the log. */
function isGood(text: string, logKey: string): boolean {
  return verdictOn(auditReceipt(text, logKey)) === 'valid';
}
