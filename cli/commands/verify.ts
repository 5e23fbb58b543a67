import type { Command } from 'commander';
import { createLogSource } from '#contract/log-source.ts';
import { auditFork, forkNotProven, isForkEvidence } from '#proof/audit-fork.ts';
import {
  auditReceipt,
  findReceipt,
  receiptNotProven,
  type OtherCheckpoint,
} from '#proof/audit-receipt.ts';
import { parseCheckpoint, raffleOf, type Checkpoint } from '#proof/checkpoint.ts';
import { readSavedLog, readLogKey, type SavedLog } from '#proof/saved-log.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText, parseVerifierKey } from '#proof/signed-note.ts';
import { readBundle } from '../audit-source.ts';
import { checking, printReport } from '../check-report.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { notCheckedError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';
import { readCheckpoint, readTextFile, requireKey } from '../known-options.ts';

interface Options {
  readonly log?: string;
  readonly logKey?: string;
  readonly checkpoint?: string;
}

/** Where the log's key and consistency proofs come from: the service, or a saved log. */
interface ProofSource {
  /** A saved log, in which the receipt's ticket is also looked up. */
  readonly log?: SavedLog;
  key(): Promise<string>;
  consistency(from: number, to: number): Promise<readonly string[]>;
}

export function addVerify(program: Command, toAction: ToAction): void {
  program
    .command('verify')
    .description('Check a receipt (whether its ticket is in the log) or saved evidence of a fork.')
    .argument(
      '<file>',
      'a receipt (<raffle>-<number>.tlog-proof) or evidence saved by a raffle’s page',
    )
    .option('--log-key <key>', 'the log’s verifier key, if you know it')
    .option('--log <file>', 'a log saved with "raffle audit --save", to work offline')
    .option('--checkpoint <file>', 'another checkpoint, to compare the log with')
    .addHelpText(
      'before',
      examples(
        'raffle verify spring-57.tlog-proof',
        'raffle verify spring-57.tlog-proof --log ./spring.json',
        'raffle verify spring-57.tlog-proof --checkpoint ./closing.checkpoint',
        'raffle verify spring.raffle-fork.json',
      ),
    )
    .action(toAction(checking(verify)));
}

async function verify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const text = await readTextFile(context, file);
  const saved = tryParse<unknown>(() => JSON.parse(text));
  if (isForkEvidence(saved)) {
    return printReport(context, { checks: auditFork(saved), notProven: forkNotProven });
  }
  requireKey(options.logKey);
  const own = tryParse(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  if (own === undefined) {
    throw notCheckedError(
      `${file} is not a receipt and not evidence of a fork, or a part of it is missing.`,
    );
  }
  const source =
    options.log === undefined
      ? serviceSource(context, own)
      : await savedSource(context, options.log, own);
  const logKey = options.logKey ?? (await source.key());
  const other = await readOther(context, { own, source, file: options.checkpoint });
  const found = source.log === undefined ? [] : [findReceipt(text, source.log)];
  const checks = [...auditReceipt(text, logKey, other), ...found];
  return printReport(context, { checks, notProven: receiptNotProven });
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
  const log = () => {
    if (id !== undefined) return createLogSource(context.client(), id, signal);
    throw notCheckedError('The receipt does not name its raffle. Add --log-key or --log.');
  };
  return {
    key: async () => keyOf(own, readLogKey((await log().lines(1))[0]), `The log at ${context.url}`),
    consistency: (from, to) => log().consistency(from, to),
  };
}

/** Computes proofs from a saved log. */
async function savedSource(context: Context, file: string, own: Checkpoint): Promise<ProofSource> {
  const { bundle } = await readBundle(context, file);
  const log = readSavedLog(bundle);
  const logKey = keyOf(own, log.logKey, `The log in ${file}`);
  return {
    log,
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
