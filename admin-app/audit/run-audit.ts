import type { RaffleClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import type { AuditBundle } from '#contract/schemas.ts';
import { auditInSteps, notProven } from '#proof/audit.ts';
import { collectBundle, type PublicBundle } from '#proof/public-bundle.ts';
import type { CheckResult } from '#ui/check-run/CheckRun.tsx';
import type { CheckRunTools } from '#ui/check-run/use-check.ts';
import { inSlices } from '#ui/in-slices.ts';

export interface AuditOptions extends CheckRunTools {
  readonly raffleId: string;
  readonly client: RaffleClient;
  /** An operator gets the orders and keys as well; anybody else gets what anybody can see. */
  readonly isOperator: boolean;
}

export interface Audited extends CheckResult {
  readonly bundle: AuditBundle | PublicBundle;
}

/**
 * What `raffle audit` does, in a page.
 *
 * @throws {ProblemReply | ServiceUnreachable} nothing was checked.
 */
export async function runAudit(options: AuditOptions): Promise<Audited> {
  const { raffleId, onProgress, signal } = options;
  const bundle = await fetchBundle(options);
  signal.throwIfAborted();
  const begin = performance.now();
  const checks = await inSlices(auditInSteps(bundle, { raffle: raffleId }), onProgress, signal);
  const { length: entryCount } = 'lines' in bundle ? bundle.lines : bundle.entries;
  return { bundle, checks, notProven, entryCount, durationMs: performance.now() - begin };
}

async function fetchBundle({ raffleId, client, isOperator, signal }: AuditOptions) {
  return isOperator
    ? client.call('fetchAudit', { params: { id: raffleId }, signal })
    : collectBundle(raffleId, askForLog(client, raffleId, signal));
}
