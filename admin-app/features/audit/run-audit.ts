import type { RaffleClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import type { AuditBundle } from '#contract/admin-keys.ts';
import { auditInSteps, notProvenWith } from '#proof/audit.ts';
import { collectBundle, type PublicBundle } from '#proof/bundle.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import type { CheckResult } from '#ui/check-run/CheckRun.tsx';
import type { CheckRunTools } from '#ui/check-run/use-check.ts';
import { inSlices } from '#ui/in-slices.ts';

export interface AuditOptions extends CheckRunTools {
  readonly raffleId: string;
  readonly client: RaffleClient;
  /** An operator's bundle has the operators' signatures and keys; without a key, it has the public log. */
  readonly isOperator: boolean;
  /** The witnesses that the user trusts. */
  readonly policy: WitnessPolicy | undefined;
}

export interface Audited extends CheckResult {
  readonly bundle: AuditBundle | PublicBundle;
}

/**
 * Fetches the bundle of a raffle and checks it, as `raffle audit` does.
 *
 * @throws {ProblemReply | ServiceUnreachable} The bundle could not be fetched.
 */
export async function runAudit(options: AuditOptions): Promise<Audited> {
  const { raffleId, policy, onProgress, signal } = options;
  // What the service sends is not older than the request.
  const fetchedAtMs = Date.now();
  const bundle = await fetchBundle(options);
  signal.throwIfAborted();
  const begin = performance.now();
  const checks = await inSlices(
    auditInSteps(bundle, {
      raffle: raffleId,
      fetchedAtMs,
      ...(policy === undefined ? {} : { policy }),
    }),
    onProgress,
    signal,
  );
  const { length: entryCount } = 'lines' in bundle ? bundle.lines : bundle.entries;
  return {
    bundle,
    checks,
    notProven: notProvenWith(policy),
    entryCount,
    durationMs: performance.now() - begin,
  };
}

async function fetchBundle({ raffleId, client, isOperator, signal }: AuditOptions) {
  return isOperator
    ? client.call('fetchAudit', { params: { id: raffleId }, signal })
    : collectBundle(raffleId, createLogSource(client, raffleId, signal));
}
