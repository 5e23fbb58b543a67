import { auditInSteps, notProvenWith } from '#proof/audit.ts';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { auditReceipt, voidNotProven } from '#proof/audit-receipt.ts';
import { auditReceiptWitnesses, receiptNotProvenWith } from '#proof/audit-receipt-witnesses.ts';
import { compareLog, findReceipt, findSaleOutcome } from '#proof/audit-sale.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { sumUp, verdictOf, type Check, type Verdict } from '#proof/verdict.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { inSlices } from '#ui/in-slices.ts';
import { logNameOf, selectLogItems, type Item, type LogItems } from './items.ts';

/** The result for one item. */
export interface ItemReport {
  readonly name: string;
  readonly kind: Item['kind'];
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly notProven: readonly string[];
  /** What the user must add before everything can be checked, or why nothing was checked. */
  readonly missing?: 'readable' | 'key' | 'bundle' | 'program';
  /** When the ticket of a receipt was voided, ISO 8601; the receipt is valid nevertheless. */
  readonly voidedAt?: string;
  /** Whether no log was there to say what became of the ticket of a valid receipt. */
  readonly isLaterUnknown?: true;
  /** The newest checkpoint of a bundle, to compare with other people's. */
  readonly checkpoint?: string | undefined;
}

type Findings = Omit<ItemReport, 'name' | 'kind' | 'verdict'>;

/**
 * Verifies every item with the help of the others. A bundle has the key and the proofs that receipts
 * need; receipts and checkpoints show whether the log of a bundle was rewritten.
 *
 * @returns One report for each item that can be verified by itself.
 */
export async function verifyItems(
  items: readonly Item[],
  onProgress: (done: number) => void,
): Promise<readonly ItemReport[]> {
  const reports: ItemReport[] = [];
  for (const item of items) {
    // An error of this program says nothing about the raffle.
    const findings = await verifyItem(item, items, onProgress).catch(() => needs('program'));
    if (findings === undefined) continue;
    const { name, kind } = item;
    reports.push({ name, kind, verdict: verdictOf(findings.checks), ...findings });
  }
  return reports;
}

/** The verdict on all items. */
export function sumUpReports(reports: readonly ItemReport[]): Verdict {
  return sumUp(reports.map(({ verdict }) => verdict));
}

/** @returns Undefined for an item that only helps to verify others. */
async function verifyItem(
  item: Item,
  items: readonly Item[],
  onProgress: (done: number) => void,
): Promise<Findings | undefined> {
  const related = selectLogItems(items, logNameOf(item));
  switch (item.kind) {
    case 'bundle':
      return verifyBundle(item, { related, items, onProgress });
    case 'receipt':
      return verifyReceipt(item.text, related, policyOf(items));
    case 'fork':
      return { checks: auditFork(item.value), notProven: forkNotProven };
    case 'unreadable':
      return needs('readable');
    case 'chain':
    case 'key':
    case 'policy':
      return items.some(({ kind }) => kind === 'bundle' || kind === 'receipt')
        ? undefined
        : needs('bundle');
    case 'checkpoint':
      return related.log !== undefined || related.receipts.length > 0 ? undefined : needs('bundle');
    default:
      return item satisfies never;
  }
}

/** The witnesses that the user trusts. If several policies were added, the last one counts. */
function policyOf(items: readonly Item[]): WitnessPolicy | undefined {
  return items.findLast((item) => item.kind === 'policy')?.policy;
}

async function verifyBundle(
  { value, log }: Item & { readonly kind: 'bundle' },
  given: {
    readonly related: LogItems;
    readonly items: readonly Item[];
    readonly onProgress: (done: number) => void;
  },
): Promise<Findings> {
  const { key, checkpoints, receipts } = given.related;
  const logKey = key ?? log.logKey ?? '';
  const good = receipts.filter((text) => verdictOf(auditReceipt(text, logKey)) === 'passed');
  const saved = [
    ...checkpoints.map(({ note }) => note),
    ...good.map((text) => parseReceipt(text).checkpoint),
  ];
  const added = given.items.flatMap((item) => (item.kind === 'chain' ? [item.chain] : []));
  const chains = [quicknet, ...added];
  const policy = policyOf(given.items);
  const expected = {
    saved,
    chains,
    ...(key === undefined ? {} : { logKey: key }),
    ...(policy === undefined ? {} : { policy }),
  };
  const checks = await inSlices(auditInSteps(value, expected), given.onProgress);
  return { checks, notProven: notProvenWith(policy), checkpoint: log.checkpoint };
}

function verifyReceipt(
  text: string,
  { key, log, checkpoints }: LogItems,
  policy: WitnessPolicy | undefined,
): Findings {
  const logKey = key ?? log?.logKey;
  if (logKey === undefined) return needs('key');
  const checks = auditReceipt(text, logKey);
  const notProven = receiptNotProvenWith(policy);
  const findings = { checks, notProven };
  if (verdictOf(checks) !== 'passed') return findings;
  const others: string[] = [];
  const { size } = parseCheckpoint(readNoteText(parseReceipt(text).checkpoint));
  for (const { note, size: other } of checkpoints) {
    const [from, to] = [Math.min(size, other), Math.max(size, other)];
    const consistency = from === to ? [] : log?.consistency(from, to);
    const compared =
      consistency === undefined
        ? [notCompared(other)]
        : auditReceipt(text, logKey, { note, consistency }).slice(-1);
    checks.push(...compared);
    if (verdictOf(compared) === 'passed') others.push(note);
  }
  const found = log === undefined ? undefined : findReceipt(text, log);
  if (found !== undefined) checks.push(found);
  if (policy !== undefined) {
    const isSameLog = log !== undefined && verdictOf([compareLog(text, log, logKey)]) === 'passed';
    const known = { others, log: isSameLog ? log : undefined };
    checks.push(auditReceiptWitnesses(text, { policy, logKey }, known));
  }
  if (log === undefined) return withMissing({ ...findings, isLaterUnknown: true });
  if (found?.outcome !== 'passed') return withMissing(findings);
  const outcome = findSaleOutcome(log, parseReceipt(text).index);
  const limits = notProven.filter((limit) => limit !== voidNotProven);
  const voided = outcome.kind === 'voided' ? { voidedAt: outcome.at } : {};
  return withMissing({ ...findings, notProven: limits, ...voided });
}

/** A check of cosignatures says itself what is missing. */
function withMissing(findings: Findings): Findings {
  const others = findings.checks.filter(({ name }) => name !== 'witnesses');
  return verdictOf(others) === 'not-checked' ? { ...findings, missing: 'bundle' } : findings;
}

function notCompared(size: number): Check {
  return {
    name: 'grown',
    outcome: 'not-checked',
    explanation: `The checkpoint of ${size} entries cannot be compared without a bundle that reaches as far.`,
  };
}

function needs(missing: NonNullable<Findings['missing']>): Findings {
  return { checks: [], notProven: [], missing };
}
