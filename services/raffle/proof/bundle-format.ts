import { NotChecked, show } from './audit-values.ts';

/** The name by which an operator's bundle is recognised. */
export const bundleFormat = 'raffle-audit-bundle/1';
/** The name by which a bundle is recognised that anybody can make of what the service shows. */
export const publicFormat = 'raffle-public-log/1';

/** What a bundle of each kind is about. Without a checkpoint it can be read, and is not valid. */
const parts: ReadonlyMap<unknown, readonly string[]> = new Map([
  [bundleFormat, ['raffle', 'entries', 'keys']],
  [publicFormat, ['raffle', 'lines']],
]);

/** Whether it is a bundle of either kind and all there, whatever its parts say. */
export function isBundle(value: unknown): value is Record<string, unknown> {
  return whyNone(value) === undefined;
}

/** @throws {NotChecked} it is no bundle, or a part is missing: it says nothing about any raffle. */
export function requireBundle(value: unknown): asserts value is Record<string, unknown> {
  const why = whyNone(value);
  if (why !== undefined) throw new NotChecked(why);
}

function whyNone(value: unknown): string | undefined {
  const bundle = (value ?? {}) as Record<string, unknown>;
  const wanted = parts.get(bundle['format']);
  if (wanted === undefined) {
    return `It is no bundle: its format is ${show(bundle['format'])}, not "${bundleFormat}" or "${publicFormat}".`;
  }
  const missing = wanted.find((name) => bundle[name] === undefined);
  return missing === undefined ? undefined : `The bundle is torn: its ${missing} is missing.`;
}
