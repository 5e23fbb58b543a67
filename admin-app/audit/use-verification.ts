import { useEffect, useRef, useState } from 'react';
import { askForLog } from '#contract/log-source.ts';
import type { AuditBundle } from '#contract/schemas.ts';
import { auditInSteps, type AuditCheck } from '#proof/audit.ts';
import { collectBundle, type PublicBundle } from '#proof/public-bundle.ts';
import { inSlices } from '#ui/in-slices.ts';
import { toTrouble, type Trouble } from '#ui/problems/trouble.ts';
import { useService } from '../service.tsx';

export type VerificationState =
  | { readonly phase: 'idle' | 'fetching' }
  | { readonly phase: 'checking'; readonly done: number }
  | { readonly phase: 'checked'; readonly bundle: Bundle; readonly checks: readonly AuditCheck[] }
  | { readonly phase: 'failed'; readonly trouble: Trouble };

/** What was checked: with who ordered what, or what anybody can see. */
export type Bundle = AuditBundle | PublicBundle;

/**
 * Verifies a raffle on demand, as `raffle audit` does and with its code: an operator's bundle where
 * there is a key, else what anybody can fetch. Whoever leaves ends it.
 */
export function useVerification(raffleId: string, isOperator: boolean) {
  const { patientClient } = useService();
  const [state, setState] = useState<VerificationState>({ phase: 'idle' });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const verify = async (signal: AbortSignal, onProgress: (done: number) => void) => {
    const bundle = isOperator
      ? await patientClient.call('fetchAudit', { params: { id: raffleId }, signal })
      : await collectBundle(raffleId, askForLog(patientClient, raffleId, signal));
    const steps = auditInSteps(bundle, { raffle: raffleId });
    return { bundle, checks: await inSlices(steps, onProgress, signal) };
  };

  const start = () => {
    stop.current.abort();
    const { signal } = (stop.current = new AbortController());
    const tell = (next: VerificationState) => {
      if (!signal.aborted) setState(next);
    };
    tell({ phase: 'fetching' });
    verify(signal, (done) => tell({ phase: 'checking', done })).then(
      (verified) => tell({ phase: 'checked', ...verified }),
      (error: unknown) => tell({ phase: 'failed', trouble: toTrouble(error) }),
    );
  };
  return { state, start };
}
