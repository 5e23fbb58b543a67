import type { Command } from 'commander';
import { askForLog } from '#contract/log-source.ts';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { auditReceipt, receiptNotProven, type OtherCheckpoint } from '#proof/audit-receipt.ts';
import { parseCheckpoint, raffleOf, type Checkpoint } from '#proof/checkpoint.ts';
import { isForkEvidence } from '#proof/fork-evidence.ts';
import { readKeptLog, readLogKey } from '#proof/kept-log.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import { readBundle } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { notChecked } from '../failures.ts';
import { readCheckpoint, readText, requireKey } from '../known-options.ts';
import { tellVerdict } from '../verdict.ts';

interface Options {
  readonly log?: string;
  readonly logKey?: string;
  readonly checkpoint?: string;
}

/** Where the key and the consistency proof come from. */
interface ProofSource {
  key(): Promise<string>;
  consistency(from: number, to: number): Promise<readonly string[]>;
}

export function addVerify(program: Command, toAction: ToAction): void {
  program
    .command('verify')
    .description('Check a receipt (that its ticket is in the log, for good) or evidence of a fork.')
    .argument('<file>', 'a receipt, <raffle>-<number>.tlog-proof, or what a page saved of a fork')
    .option('--log-key <key>', 'the log’s verifier key, as you know it')
    .option(
      '--log <file>',
      'a log kept with "raffle audit --save": key and proofs without a network',
    )
    .option('--checkpoint <file>', 'another checkpoint, which must be of the same log')
    .addHelpText(
      'before',
      examples(
        'raffle verify spring-57.tlog-proof',
        'raffle verify spring-57.tlog-proof --log ./spring.json',
        'raffle verify spring-57.tlog-proof --checkpoint ./closing.checkpoint',
        'raffle verify spring.raffle-fork.json',
      ),
    )
    .action(toAction(verify));
}

async function verify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const text = await readText(context, file);
  const saved = read(() => JSON.parse(text) as unknown);
  if (isForkEvidence(saved)) {
    return tellVerdict(context, { ...auditFork(saved), notProven: forkNotProven });
  }
  requireKey(options.logKey);
  const own = read(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  if (own === undefined) {
    throw notChecked(`${file} is neither a receipt nor evidence of a fork, or it is torn.`);
  }
  const source =
    options.log === undefined ? online(context, own) : await kept(context, options.log, own);
  const logKey = options.logKey ?? (await source.key());
  const other = await findOther(context, { own, source, file: options.checkpoint });
  const checks = auditReceipt(text, logKey, other);
  return tellVerdict(context, { checks, notProven: receiptNotProven });
}

async function findOther(
  context: Context,
  given: { own: Checkpoint; source: ProofSource; file: string | undefined },
): Promise<OtherCheckpoint | undefined> {
  const { own, source, file } = given;
  if (file === undefined) return undefined;
  const { note, checkpoint: other } = await readCheckpoint(context, file);
  if (raffleOf(own.origin) !== raffleOf(other.origin)) {
    throw notChecked(
      `--checkpoint ${file}: it is about ${other.origin}, the receipt about ${own.origin}.`,
    );
  }
  if (own.size === other.size) return { note, consistency: [] };
  const from = Math.min(own.size, other.size);
  const to = Math.max(own.size, other.size);
  return { note, consistency: await source.consistency(from, to) };
}

/** Asks the service for the receipt's raffle. What it answers proves itself, but for the key. */
function online(context: Context, own: Checkpoint): ProofSource {
  const { signal } = context.surroundings;
  const id = raffleOf(own.origin);
  const log = () => {
    if (id !== undefined) return askForLog(context.client(), id, signal);
    throw notChecked('The receipt does not say which raffle it is about. Give --log-key or --log.');
  };
  return {
    key: async () => keyOf(own, readLogKey((await log().lines(1))[0]), `The log at ${context.url}`),
    consistency: (from, to) => log().consistency(from, to),
  };
}

/** Recomputes proofs from a log that was kept. */
async function kept(context: Context, file: string, own: Checkpoint): Promise<ProofSource> {
  const { bundle } = await readBundle(context, file);
  const log = readKeptLog(bundle);
  const logKey = keyOf(own, log.logKey, `The log in ${file}`);
  return {
    key: async () => logKey,
    async consistency(from, to) {
      const proof = log.consistency(from, to);
      if (proof !== undefined) return proof;
      throw notChecked(`The log in ${file} has ${log.size} entries; ${to} are needed.`);
    },
  };
}

/** A key that was found, not given, is good for receipts of its own log only. */
function keyOf(own: Checkpoint, logKey: string | undefined, where: string): string {
  const name = read(() => parseVerifierKey(logKey ?? '').name);
  if (logKey === undefined || name === undefined) {
    throw notChecked(`${where} does not carry its key in its first entry. Give it with --log-key.`);
  }
  if (name === own.origin) return logKey;
  throw notChecked(
    `${where} is ${name}; the receipt is about another one, ${own.origin}. Take the key or the log from there (--url, --log, --log-key).`,
  );
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
