import type { LogSource } from '#contract/log-source.ts';
import { toBase64, utf8 } from '#proof/bytes.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { forkFormat, type ForkEvidence } from '#proof/audit-fork.ts';
import { sealedLog, sealedLogKey } from './sealed-log.ts';

/** A log as a service shows it, correct or forged. Change `show` to show another. */
export interface ShownLog extends LogSource {
  show(lines: readonly string[]): void;
  /** Requests, in order. */
  readonly asked: string[];
}

/** Shows any lines, signed with this key. */
export function showLog(
  key: { signHead(head: TreeHead): string },
  first: readonly string[],
): ShownLog {
  let shown = first;
  const asked: string[] = [];
  const tree = () => {
    const tree = new MerkleTree();
    for (const line of shown) tree.append(utf8(line));
    return tree;
  };
  return {
    asked,
    show(lines) {
      shown = lines;
    },
    async checkpoint(size: number = tree().size) {
      asked.push(size === tree().size ? 'checkpoint' : `checkpoint ${size}`);
      return key.signHead({ size, root: tree().root(size) });
    },
    async lines(size) {
      asked.push(`lines ${size}`);
      return shown.slice(0, size);
    },
    async consistency(from, to) {
      asked.push(`consistency ${from} ${to}`);
      return tree().consistencyProof(from, to).map(toBase64);
    },
    draw: async () => undefined,
  };
}

/** The original log, and one in which an early sale has another holder. */
export const { lines } = sealedLog();
export const rewritten = lines.map((line, place) =>
  place === 2
    ? canonicalJson({ ...(JSON.parse(line) as Record<string, Json>), holder: 'eve' })
    : line,
);

/** Evidence of two states of a log, in the order in which they were seen. */
export async function evidenceOf(
  earlier: readonly string[],
  later: readonly string[],
  more: Partial<ForkEvidence> = {},
): Promise<ForkEvidence> {
  const checkpoint = (log: readonly string[]) => showLog(sealedLogKey, log).checkpoint();
  return {
    format: forkFormat,
    raffle: 'spring',
    url: 'https://raffle.example/raffles/spring',
    logKey: sealedLogKey.verifierKey,
    earlier: { note: await checkpoint(earlier), seenAt: '2026-03-05T12:00:00.000Z' },
    later: { note: await checkpoint(later), seenAt: '2026-03-06T12:00:00.000Z' },
    ...more,
  };
}

/** The consistency proof of a correct log of these lines. */
export function growthOf(log: readonly string[], from: number): Promise<readonly string[]> {
  return showLog(sealedLogKey, log).consistency(from, log.length);
}
