import type { AuditBundle } from '#contract/admin-keys.ts';
import { isBundle } from '#proof/bundle.ts';
import { auditBundle } from '#proof/audit.ts';
import { notPassed } from './checks.ts';
import { resign } from './signed-log.ts';
import type { Check } from '#proof/verdict.ts';

type Loose = Record<string, unknown>;

/** A bundle whose members can be changed. */
export type Bent = Loose & { entries: { entry: Loose; order?: Loose | null }[]; keys: Loose[] };

/** Changes a bundle and signs its log anew, as only who has the log's key can. */
export function bend(bundle: AuditBundle, change: (bundle: Bent) => unknown): AuditBundle {
  const copy = structuredClone(bundle);
  change(copy as unknown as Bent);
  return resign(copy);
}

/** The names of the checks that did not pass. */
export function failed(checks: readonly Check[]): string[] {
  return notPassed(checks).map(({ name }) => name);
}

/** The explanation of a check. */
export function saysOf(checks: readonly Check[], name: string): string | undefined {
  return checks.find((check) => check.name === name)?.explanation;
}

/** An incomplete bundle cannot be checked. In a complete one a change must fail a check. */
export function isCaught(bundle: unknown): boolean {
  const checks = auditBundle(bundle);
  return isBundle(bundle)
    ? checks.some(({ outcome }) => outcome === 'failed')
    : checks.every(({ outcome }) => outcome === 'not-checked');
}

/** All checks of a bundle, in their order. */
export const checkNames =
  'bundle entries opening times amendments tickets voids capacity limit closing seal draw reveal prizes log keys signatures orders'.split(
    ' ',
  );
