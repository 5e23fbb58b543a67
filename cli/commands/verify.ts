import type { Command } from 'commander';
import { auditReceipt, receiptNotProven, type OtherCheckpoint } from '#proof/audit-receipt.ts';
import { toBase64, utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { parseCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { readBundle } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { notChecked, readText } from '../known-options.ts';
import type { PublicBundle } from '../public-log.ts';
import { tellVerdict } from '../verdict.ts';

interface Options {
  readonly log?: string;
  readonly logKey?: string;
  readonly checkpoint?: string;
}

/** Where the key and the consistency proof come from. */
interface LogSource {
  key(): Promise<string>;
  consistency(from: number, to: number): Promise<readonly string[]>;
}

export function addVerify(program: Command, toAction: ToAction): void {
  program
    .command('verify')
    .description('Check a receipt: that its ticket is in the log, for good.')
    .argument('<receipt>', 'a file, <raffle>-<number>.tlog-proof')
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
      ),
    )
    .action(toAction(verify));
}

async function verify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const text = await readText(context, file);
  const own = read(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  const source =
    options.log === undefined ? online(context, own) : await kept(context, options.log);
  const logKey = options.logKey ?? (await source.key());
  const other = await findOther(context, { own, source, file: options.checkpoint });
  return tellVerdict(context, auditReceipt(text, logKey, other), receiptNotProven);
}

async function findOther(
  context: Context,
  given: { own: Checkpoint | undefined; source: LogSource; file: string | undefined },
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
function online(context: Context, own: Checkpoint | undefined): LogSource {
  const { signal } = context.surroundings;
  const id = /\/raffles\/([\w-]+)$/.exec(own?.origin ?? '')?.[1];
  const params = () => {
    if (id !== undefined) return { id };
    throw notChecked('The receipt does not say which raffle it is about. Give --log-key or --log.');
  };
  return {
    async key() {
      const lines = await context
        .client({ isLong: true })
        .text('showLog', { params: params(), signal });
      return keyIn(lines.split('\n')[0]);
    },
    async consistency(from, to) {
      const query = { from, to };
      const call = { params: params(), query, signal };
      return (await context.client().call('showConsistency', call)).consistency;
    },
  };
}

/** Recomputes proofs from a log that was kept. */
async function kept(context: Context, file: string): Promise<LogSource> {
  const { bundle } = await readBundle(context, file);
  const lines = read(() => linesOf(bundle)) ?? [];
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  return {
    key: async () => keyIn(lines[0]),
    async consistency(from, to) {
      if (to <= tree.size) return tree.consistencyProof(from, to).map(toBase64);
      throw notChecked(`The log in ${file} has ${tree.size} entries; ${to} are needed.`);
    },
  };
}

/** The leaves, which an operator's bundle has as entries. */
function linesOf(bundle: unknown): readonly string[] {
  const { lines, entries } = bundle as Partial<PublicBundle & { entries: { entry: Json }[] }>;
  return lines?.map(String) ?? entries!.map(({ entry }) => canonicalJson(entry));
}

function keyIn(line: string | undefined): string {
  const { logKey } = (read(() => JSON.parse(line ?? '') as unknown) ?? {}) as { logKey?: unknown };
  if (typeof logKey === 'string') return logKey;
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
