import type { Logger } from 'pino';
import { canBeSplit } from '#proof/witness-policy.ts';
import type { Settings } from './config.ts';
import { limits } from './config/limits.ts';
import { splitPolicyText } from './doctor/start-texts.ts';
import { waitForTurn } from './http/limits/event-loop-turns.ts';
import { Sampler } from './http/limits/sampler.ts';
import type { RaffleStore } from './stores/raffle-store.ts';
import type { WitnessStore } from './stores/witness-store.ts';
import { CosignedLogs } from './witness/cosigned-logs.ts';
import { Witnesses } from './witness/witnesses.ts';

/**
 * The witnesses of the policy, if there is one; they are not asked yet. What they cosigned before is
 * shown in any case.
 */
export function createWitnesses(
  { witnessPolicy: policy, witnessIntervalSeconds }: Settings,
  { raffles, witnessStore, logger }: WitnessDependencies,
): { readonly witnesses: Witnesses; readonly cosignedLogs: CosignedLogs } {
  const sampler = new Sampler();
  if (policy !== undefined && canBeSplit(policy)) logger.warn(splitPolicyText);
  const witnesses = new Witnesses({
    policy,
    raffles,
    store: witnessStore,
    intervalMs: witnessIntervalSeconds * 1000,
    timeoutMs: limits.witnessTimeoutMs,
    concurrency: limits.witnessRequestsMax,
    pause: () => waitForTurn('witness'),
    onFailure({ raffle, witness }, cause) {
      const standsFor = sampler.take(witness);
      if (standsFor === undefined) return;
      logger.warn(
        { witness, raffle, standsFor, failure: describeFailure(cause) },
        'A witness did not cosign. It is asked again.',
      );
    },
    onAlarm({ raffle, witness }, size) {
      logger.error(
        { witness, raffle, size },
        `The witness ${witness} claims to have seen another history of this raffle: restored backup or fork. It is not asked about this raffle until it is resumed in the admin app or with raffle doctor.`,
      );
    },
  });
  return { witnesses, cosignedLogs: new CosignedLogs(witnessStore, policy) };
}

export interface WitnessDependencies {
  readonly raffles: RaffleStore;
  readonly witnessStore: WitnessStore;
  readonly logger: Logger;
}

/** What failed, without the answer's content: `fetch` puts the reason in the cause. */
function describeFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { cause: reason, message } = cause;
  return reason instanceof Error ? `${message}: ${reason.message}` : message;
}
