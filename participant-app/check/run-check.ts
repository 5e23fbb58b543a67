import type { LogSource } from '#contract/log-source.ts';
import { auditInSteps, notProven, type AuditCheck } from '#proof/audit.ts';
import { auditReceipt, findReceipt } from '#proof/audit-receipt.ts';
import { readKeptLog } from '#proof/kept-log.ts';
import { collectBundle, type PublicBundle } from '#proof/public-bundle.ts';
import { parseReceipt } from '#proof/receipt.ts';
import type { CheckRunTools } from '#ui/check-run/use-check.ts';
import { inSlices } from '#ui/in-slices.ts';
import type { KeptHead } from './comparison.ts';
import { openUnder } from './open-under.ts';

export interface CheckOptions extends CheckRunTools {
  readonly raffleId: string;
  readonly source: LogSource;
  /** What this browser kept of the log. */
  readonly kept: KeptHead | undefined;
  /** The receipts in this browser, as they came. */
  readonly receipts: readonly string[];
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
  const bundle = await collectBundle(raffleId, source);
  signal.throwIfAborted();
  const begin = performance.now();
  const kept = openKept(options.kept);
  const log = readKeptLog(bundle);
  const logKey = kept?.logKey ?? log.logKey ?? '';
  const receipts = options.receipts.filter((text) => isGood(text, logKey));
  const known = {
    raffle: raffleId,
    kept: [
      ...(kept === undefined ? [] : [kept.note]),
      ...receipts.map((text) => parseReceipt(text).checkpoint),
    ],
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
    unusableCount: options.receipts.length - receipts.length,
  };
}

/** What does not open was never kept. */
function openKept(kept: KeptHead | undefined) {
  const checkpoint = kept === undefined ? undefined : openUnder(kept.note, kept.logKey);
  return kept === undefined || checkpoint === undefined
    ? undefined
    : { ...kept, size: checkpoint.size };
}

/** A receipt that does not hold by itself says nothing about the log. */
function isGood(text: string, logKey: string): boolean {
  return auditReceipt(text, logKey).every(({ passed }) => passed);
}
