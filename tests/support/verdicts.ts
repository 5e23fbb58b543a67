import { auditBundle } from '#proof/audit.ts';
import type { Chain, Reveal, Seal } from './independent-draw.ts';
import { judge } from './independent-verifier.ts';
import type { Lie } from './public-lies.ts';
import { sealedChain, sealedLogKey } from './sealed-log.ts';
import { verdictOf } from '#proof/verdict.ts';
import { notPassed } from './checks.ts';

export interface Draw {
  readonly order: readonly { readonly index: number }[];
  readonly seal: Seal;
  readonly reveal: Reveal;
}

export const logKey = sealedLogKey.verifierKey;

export const chains = [JSON.parse(sealedChain.info) as Chain];

/** The lies about which the two verdicts differ. */
export function disagreements(lies: readonly Lie[]): string[] {
  return lies.flatMap(({ name, bundle }) => {
    const found = judge(bundle, chains);
    const checks = auditBundle(bundle, { chains: [sealedChain] });
    const expected = { passed: 'valid', failed: 'not-valid', 'not-checked': 'not-checked' };
    const isSame =
      (typeof found === 'string' ? found : 'not-valid') === expected[verdictOf(checks)];
    return isSame ? [] : [`${name}: ${String(found)}, but ${JSON.stringify(notPassed(checks))}`];
  });
}
