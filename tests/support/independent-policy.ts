import type { Entry } from './independent-entries.ts';
import { refuse } from './independent-log.ts';
import { cosignedAt, readWitness, type ReadWitness } from './independent-witness.ts';

// Written from docs/verifying.md alone, as the files beside it.

/** Whether these witnesses are enough. */
type Rule = (names: ReadonlySet<string>) => boolean;

/** The witnesses of a policy and its quorum; undefined for `quorum none`. */
function readPolicy(text: string) {
  const witnesses = new Map<string, ReadWitness>();
  const rules = new Map<string, Rule>();
  let quorum: Rule | undefined;
  for (const line of text.split('\n')) {
    const [keyword, name = '', ...rest] = line.trim().split(/[ \t]+/);
    if (keyword === 'witness') {
      witnesses.set(name, readWitness(rest[0] ?? ''));
      rules.set(name, (names) => names.has(name));
    } else if (keyword === 'group') {
      const [count = '', ...members] = rest;
      const parts = members.map((each) => rules.get(each) ?? refuse('member of a group'));
      const needed = { all: parts.length, any: 1 }[count] ?? Number(count);
      rules.set(name, (names) => parts.filter((isMet) => isMet(names)).length >= needed);
    } else if (keyword === 'quorum') quorum = rules.get(name);
  }
  return { witnesses, quorum };
}

/**
 * Whether a quorum has cosigned the log up to its last step, and a sealed closing before its beacon.
 *
 * @param notes Checkpoints of this log, whose signatures and roots were checked.
 */
export function isSeenInTime(
  notes: readonly string[],
  entries: readonly Entry[],
  policy: string,
): boolean {
  const { witnesses, quorum } = readPolicy(policy);
  if (quorum === undefined) return true;
  const isSeen = (covering: number, before = Number.POSITIVE_INFINITY): boolean => {
    const names = new Set<string>();
    for (const note of notes.filter((each) => Number(each.split('\n')[1]) >= covering)) {
      for (const [name, key] of witnesses) {
        if (cosignedAt(note, key).some((time) => time < before)) names.add(name);
      }
    }
    return quorum(names);
  };
  const sizeOf = (type: string) => 1 + entries.findIndex((entry) => entry['type'] === type);
  const steps = ['raffle-drawn', 'raffle-cancelled', 'raffle-closed'].map(sizeOf);
  const closing = sizeOf('raffle-closed');
  const seal = entries[closing - 1]?.['seal'] as { publishedAt: string } | undefined;
  const isInTime = seal === undefined || isSeen(closing, Date.parse(seal.publishedAt) / 1000);
  return isInTime && isSeen(steps.find((size) => size > 0) ?? 1);
}
