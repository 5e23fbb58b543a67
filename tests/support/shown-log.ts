import type { LogSource } from '#contract/log-source.ts';
import { toBase64, utf8 } from '#proof/bytes.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';

/** What a service shows as the log of a raffle, honest or not. Change `show`, and it shows another. */
export interface ShownLog extends LogSource {
  show(lines: readonly string[]): void;
  /** What was asked for, in order. */
  readonly asked: string[];
}

/** Shows any lines, signed by whoever has this key. */
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
    async checkpoint() {
      asked.push('checkpoint');
      return key.signHead({ size: tree().size, root: tree().root() });
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
