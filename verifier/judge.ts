import { auditInSteps, notProven, type AuditCheck } from '#proof/audit.ts';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { auditReceipt, findReceipt, receiptNotProven } from '#proof/audit-receipt.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { sumUp as sumUpVerdicts, verdictOn, type Verdict } from '#ui/checks/words.ts';
import { inSlices } from '#ui/in-slices.ts';
import { chainsIn, gather, logNameOf, type Knowledge } from './knowledge.ts';
import type { Item } from './recognise.ts';

/** What one thing that was brought comes to. */
export interface Judgement {
  readonly name: string;
  readonly kind: Item['kind'];
  readonly verdict: Verdict;
  readonly checks: readonly AuditCheck[];
  readonly notProven: readonly string[];
  /** What has to be brought as well before anything, or everything, can be checked. */
  readonly missing?: 'readable' | 'key' | 'bundle';
  /** The newest checkpoint of a bundle, for comparing with what others hold. */
  readonly checkpoint?: string | undefined;
}

/**
 * Judges everything that was brought, each thing in the light of the others: a bundle has the key
 * and the proofs that a receipt needs; receipts and checkpoints hold a bundle to its past.
 */
export async function judge(
  items: readonly Item[],
  onProgress: (done: number) => void,
): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = [];
  for (const item of items) {
    const judged = await judgeOne(item, { items, onProgress });
    if (judged !== undefined) judgements.push({ name: item.name, kind: item.kind, ...judged });
  }
  return judgements;
}

/** What all of it comes to. Of nothing, nothing was checked. */
export function sumUp(judgements: readonly Judgement[]): Verdict {
  if (judgements.length === 0) return 'not-checked';
  return sumUpVerdicts(judgements.map(({ verdict }) => verdict));
}

type Judged = Omit<Judgement, 'name' | 'kind'>;

/** @returns undefined for what only helps to judge other things. */
async function judgeOne(
  item: Item,
  { items, onProgress }: { items: readonly Item[]; onProgress: (done: number) => void },
): Promise<Judged | undefined> {
  const known = gather(items, logNameOf(item));
  switch (item.kind) {
    case 'bundle':
      return judgeBundle(item, { known, items, onProgress });
    case 'receipt':
      return judgeReceipt(item.text, known);
    case 'fork':
      return { ...auditFork(item.value), notProven: forkNotProven };
    case 'unreadable':
      return notChecked('readable');
    case 'chain':
    case 'key':
      return items.some(({ kind }) => judgedByOthers.has(kind)) ? undefined : notChecked('bundle');
    case 'checkpoint':
      return known.log !== undefined || known.receipts.length > 0
        ? undefined
        : notChecked('bundle');
    default:
      return item satisfies never;
  }
}

const judgedByOthers: ReadonlySet<Item['kind']> = new Set<Item['kind']>(['bundle', 'receipt']);

async function judgeBundle(
  { value, log }: Item & { readonly kind: 'bundle' },
  given: {
    readonly known: Knowledge;
    readonly items: readonly Item[];
    readonly onProgress: (done: number) => void;
  },
): Promise<Judged> {
  const { key, checkpoints, receipts } = given.known;
  const logKey = key ?? log.logKey ?? '';
  const good = receipts.filter((text) => isPassed(auditReceipt(text, logKey)));
  const kept = [
    ...checkpoints.map(({ note }) => note),
    ...good.map((text) => parseReceipt(text).checkpoint),
  ];
  const chains = [quicknet, ...chainsIn(given.items)];
  const expected = { kept, chains, ...(key === undefined ? {} : { logKey: key }) };
  const checks = await inSlices(auditInSteps(value, expected), given.onProgress);
  return { verdict: verdictOn(checks), checks, notProven, checkpoint: log.checkpoint };
}

function judgeReceipt(text: string, { key, log, checkpoints }: Knowledge): Judged {
  const logKey = key ?? log?.logKey;
  if (logKey === undefined) return notChecked('key');
  const checks = auditReceipt(text, logKey);
  const told = { checks, notProven: receiptNotProven };
  if (!isPassed(checks)) return { verdict: verdictOn(checks), ...told };
  const { size } = parseCheckpoint(readNoteText(parseReceipt(text).checkpoint));
  let isComplete = true;
  for (const { note, size: other } of checkpoints) {
    const [from, to] = [Math.min(size, other), Math.max(size, other)];
    const consistency = from === to ? [] : log?.consistency(from, to);
    if (consistency === undefined) isComplete = false;
    else checks.push(...auditReceipt(text, logKey, { note, consistency }).slice(-1));
  }
  if (log !== undefined) checks.push(findReceipt(text, log));
  const verdict = verdictOn(checks);
  const isLacking = verdict === 'not-checked' || (verdict === 'valid' && !isComplete);
  return isLacking ? { verdict: 'not-checked', ...told, missing: 'bundle' } : { verdict, ...told };
}

function isPassed(checks: readonly AuditCheck[]): boolean {
  return verdictOn(checks) === 'valid';
}

function notChecked(missing: NonNullable<Judged['missing']>): Judged {
  return { verdict: 'not-checked', checks: [], notProven: [], missing };
}
