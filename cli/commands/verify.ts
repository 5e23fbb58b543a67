import type { Command } from 'commander';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import { auditFork, forkNotProven, isForkEvidence } from '#proof/audit-fork.ts';
import { auditReceipt, voidNotProven, type OtherCheckpoint } from '#proof/audit-receipt.ts';
import { auditReceiptWitnesses, receiptNotProvenWith } from '#proof/audit-receipt-witnesses.ts';
import { compareLog, findReceipt, findSaleOutcome } from '#proof/audit-sale.ts';
import { collectBundle } from '#proof/bundle.ts';
import { parseCheckpoint, raffleOf, type Checkpoint } from '#proof/checkpoint.ts';
import { readSavedLog, readLogKey, type SavedLog } from '#proof/saved-log.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { signedPartOf } from '#proof/saved-evidence.ts';
import { readNoteText, parseVerifierKey } from '#proof/signed-note.ts';
import { verdictOf, type Check } from '#proof/verdict.ts';
import { readBundle } from '../audit-source.ts';
import { checking, printReport, type LaterOutcome } from '../check-report.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { notCheckedError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';
import {
  policyHelp,
  readCheckpoint,
  readPolicy,
  readTextFile,
  requireKey,
} from '../known-options.ts';

interface Options {
  readonly log?: string;
  readonly logKey?: string;
  readonly checkpoint?: string;
  readonly policy?: string;
}

/** Where the log's key and consistency proofs come from: the service, or a saved log. */
interface ProofSource {
  key(): Promise<string>;
  /** The log, in which the receipt's ticket is looked up; or why there is none. */
  log(logKey: string): Promise<SavedLog | string>;
  consistency(from: number, to: number): Promise<readonly string[]>;
}

export function addVerify(program: Command, toAction: ToAction): void {
  program
    .command('verify')
    .description(
      'Check a receipt (whether its ticket is in the log, and was voided later) or evidence that a page saved.',
    )
    .argument(
      '<file>',
      'a receipt (<raffle>-<number>.tlog-proof) or evidence saved by a raffle’s page',
    )
    .option('--log-key <key>', 'the log’s verifier key, if you know it')
    .option('--log <file>', 'a log saved with "raffle audit --save", to work offline')
    .option('--checkpoint <file>', 'another checkpoint, to compare the log with')
    .option('--policy <file>', policyHelp)
    .addHelpText(
      'before',
      examples(
        'raffle verify spring-57.tlog-proof',
        'raffle verify spring-57.tlog-proof --log ./spring.json',
        'raffle verify spring-57.tlog-proof --checkpoint ./closing.checkpoint',
        'raffle verify spring-57.tlog-proof --policy ./witnesses.policy',
        'raffle verify spring-57.evidence.json',
        'raffle verify spring.raffle-fork.json',
      ),
    )
    .action(toAction(checking(verify)));
}

async function verify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const content = await readTextFile(context, file);
  const saved = tryParse<unknown>(() => JSON.parse(content));
  if (isForkEvidence(saved)) {
    return printReport(context, { checks: auditFork(saved), notProven: forkNotProven });
  }
  const text = signedPartOf(content);
  requireKey(options.logKey);
  const policy = await readPolicy(context, options.policy);
  const notProven = receiptNotProvenWith(policy);
  const own = tryParse(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  if (own === undefined) {
    throw notCheckedError(
      `${file} is not a receipt and not evidence, or a part of it is missing. A checkpoint is for "raffle audit --checkpoint".`,
    );
  }
  const source =
    options.log === undefined
      ? serviceSource(context, own)
      : await savedSource(context, options.log, own);
  const logKey = options.logKey ?? (await source.key());
  const other = await readOther(context, { own, source, file: options.checkpoint });
  const checks = auditReceipt(text, logKey, other);
  if (verdictOf(checks) !== 'passed') return printReport(context, { checks, notProven });
  const log = await source.log(logKey);
  const { later, checks: compared } = lookUpSale(text, logKey, log);
  const others = other === undefined ? [] : [other.note];
  const isSameLog = typeof log !== 'string' && verdictOf(compared) === 'passed';
  const known = isSameLog ? { others, log } : { others };
  const witnessed =
    policy === undefined ? [] : [auditReceiptWitnesses(text, { policy, logKey }, known)];
  return printReport(context, {
    checks: [...checks, ...compared, ...witnessed],
    notProven:
      later.kind === 'not-checked'
        ? notProven
        : notProven.filter((limit) => limit !== voidNotProven),
    later,
  });
}

/** Finds what became of the ticket of a valid receipt. Only a log that passes its checks can tell. */
function lookUpSale(
  text: string,
  logKey: string,
  log: SavedLog | string,
): { readonly later: LaterOutcome; readonly checks: readonly Check[] } {
  if (typeof log === 'string') return { later: { kind: 'not-checked', why: log }, checks: [] };
  const checks = [compareLog(text, log, logKey), findReceipt(text, log)];
  const later: LaterOutcome =
    verdictOf(checks) === 'passed'
      ? findSaleOutcome(log, parseReceipt(text).index)
      : { kind: 'not-checked', why: 'The log does not show it.' };
  return { later, checks };
}

async function readOther(
  context: Context,
  given: { own: Checkpoint; source: ProofSource; file: string | undefined },
): Promise<OtherCheckpoint | undefined> {
  const { own, source, file } = given;
  if (file === undefined) return undefined;
  const { note, checkpoint: other } = await readCheckpoint(context, file);
  if (raffleOf(own.origin) !== raffleOf(other.origin)) {
    throw notCheckedError(
      `--checkpoint ${file} is about ${other.origin}; the receipt is about ${own.origin}.`,
    );
  }
  if (own.size === other.size) return { note, consistency: [] };
  const from = Math.min(own.size, other.size);
  const to = Math.max(own.size, other.size);
  return { note, consistency: await source.consistency(from, to) };
}

/** Fetches from the service. The receipt verifies its answers, except for the key. */
function serviceSource(context: Context, own: Checkpoint): ProofSource {
  const { signal } = context.environment;
  const id = raffleOf(own.origin);
  const open = () => {
    if (id !== undefined) return createLogSource(context.client(), id, signal);
    throw notCheckedError('The receipt does not name its raffle. Add --log-key or --log.');
  };
  return {
    key: async () =>
      keyOf(own, readLogKey((await open().lines(1))[0]), `The log at ${context.url}`),
    consistency: (from, to) => open().consistency(from, to),
    async log(logKey) {
      if (id === undefined) return 'The receipt does not name its raffle.';
      try {
        const log = readSavedLog(await collectBundle(id, open()));
        if (log.logKey === logKey) return log;
        return `The log at ${context.url} is another one. Name the service with --url.`;
      } catch (error) {
        if (!(error instanceof ProblemReply || error instanceof ServiceUnreachable)) throw error;
        return `The log could not be read at ${context.url}. Name the service with --url, or a saved log with --log.`;
      }
    },
  };
}

/** Computes proofs from a saved log. */
async function savedSource(context: Context, file: string, own: Checkpoint): Promise<ProofSource> {
  const { bundle } = await readBundle(context, file);
  const log = readSavedLog(bundle);
  const logKey = keyOf(own, log.logKey, `The log in ${file}`);
  return {
    log: async () => log,
    key: async () => logKey,
    async consistency(from, to) {
      const proof = log.consistency(from, to);
      if (proof !== undefined) return proof;
      throw notCheckedError(
        `The log in ${file} has ${countOf(log.size, 'entry', 'entries')}; ${to} are needed.`,
      );
    },
  };
}

/** A key that the user did not name is accepted only for receipts of its own log. */
function keyOf(own: Checkpoint, logKey: string | undefined, where: string): string {
  const name = tryParse(() => parseVerifierKey(logKey ?? '').name);
  if (logKey === undefined || name === undefined) {
    throw notCheckedError(`${where} has no key in its first entry. Add --log-key.`);
  }
  if (name === own.origin) return logKey;
  throw notCheckedError(
    `${where} is ${name}; the receipt is about another log, ${own.origin}. Use the key or the log from there (--url, --log, --log-key).`,
  );
}

function tryParse<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
