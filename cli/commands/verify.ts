import type { Command } from 'commander';
import { askForLog } from '#contract/log-source.ts';
import { auditFork, forkNotProven } from '#proof/audit-fork.ts';
import { auditReceipt, receiptNotProven, type OtherCheckpoint } from '#proof/audit-receipt.ts';
import { parseCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { isForkEvidence } from '#proof/fork-evidence.ts';
import { readKeptLog, readLogKey } from '#proof/kept-log.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { readBundle } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { notChecked, readText } from '../known-options.ts';
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
  const own = read(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  const source =
    options.log === undefined ? online(context, own) : await kept(context, options.log);
  const logKey = options.logKey ?? (await source.key());
  const other = await findOther(context, { own, source, file: options.checkpoint });
  const checks = auditReceipt(text, logKey, other);
  return tellVerdict(context, { checks, notProven: receiptNotProven });
}

async function findOther(
  context: Context,
  given: { own: Checkpoint | undefined; source: ProofSource; file: string | undefined },
): Promise<OtherCheckpoint | undefined> {
  const { own, source, file } = given;
  if (file === undefined) return undefined;
  const note = await readText(context, file);
  const other = read(() => parseCheckpoint(readNoteText(note)));
  if (own === undefined || other === undefined || own.size === other.size) {
    return { note, consistency: [] };
  }
  const [from, to] = [own.size, other.size].toSorted((left, right) => left - right) as [
    number,
    number,
  ];
  return { note, consistency: await source.consistency(from, to) };
}

/** Asks the service the receipt is from. What it answers proves itself, but for the key. */
function online(context: Context, own: Checkpoint | undefined): ProofSource {
  const { signal } = context.surroundings;
  const id = /\/raffles\/([\w-]+)$/.exec(own?.origin ?? '')?.[1];
  const log = () => {
    if (id !== undefined) return askForLog(context.client(), id, signal);
    throw notChecked('The receipt does not say which raffle it is about. Give --log-key or --log.');
  };
  return {
    key: async () => requireKey(readLogKey((await log().lines(1))[0])),
    consistency: (from, to) => log().consistency(from, to),
  };
}

/** Recomputes proofs from a log that was kept. */
async function kept(context: Context, file: string): Promise<ProofSource> {
  const { bundle } = await readBundle(context, file);
  const log = readKeptLog(bundle);
  return {
    key: async () => requireKey(log.logKey),
    async consistency(from, to) {
      const proof = log.consistency(from, to);
      if (proof !== undefined) return proof;
      throw notChecked(`The log in ${file} has ${log.size} entries; ${to} are needed.`);
    },
  };
}

function requireKey(logKey: string | undefined): string {
  if (logKey !== undefined) return logKey;
  throw notChecked('The log’s first entry does not carry its key. Give it with --log-key.');
}

/** What cannot be read is for the checks to tell. */
function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
