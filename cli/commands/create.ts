import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { CreateRaffle } from '#contract/schemas.ts';
import { examples, parseCount, parseId, parseLimit, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';
import { giveOrder } from '../give-order.ts';
import { printRaffle } from '../raffle-facts.ts';

interface Options {
  readonly title: string;
  readonly id?: string;
  readonly capacity?: number;
  readonly perPersonLimit?: number;
  readonly randomness?: 'local' | 'drand';
  readonly rehearsal?: true;
  readonly idempotencyKey?: string;
}

export function addCreate(program: Command, toAction: ToAction): void {
  program
    .command('create')
    .description('Open a raffle.')
    .requiredOption('--title <title>', 'what people see')
    .option('--id <id>', 'its short name (default: made from the title)', parseId)
    .option('--capacity <tickets>', 'how many tickets there are (default: 100)', parseCount)
    .option('--per-person-limit <tickets>', 'how many one person may have (default: 2)', parseLimit)
    .addOption(
      new Option(
        '--randomness <kind>',
        'who decides: the service alone, or a public beacon (default: local)',
      ).choices(['local', 'drand']),
    )
    .option('--rehearsal', 'nothing in it is real: it can be filled, tried out and deleted')
    .option('--idempotency-key <key>', 'the one of an earlier try, so that only one is opened')
    .addHelpText(
      'before',
      examples(
        'raffle create --title "Spring fair" --id spring',
        'raffle create --title "Spring fair" --capacity 500 --per-person-limit 5',
        'raffle create --title "Spring fair" --randomness drand',
        'raffle create --title "Try it" --rehearsal',
      ),
    )
    .action(toAction(create));
}

async function create(context: Context, options: Options): Promise<ExitCode> {
  const { title, id, capacity, perPersonLimit, randomness, rehearsal } = options;
  const { idempotencyKey = randomUUID() } = options;
  const body = {
    ...(id === undefined ? {} : { id }),
    title,
    ...(capacity === undefined ? {} : { capacity }),
    ...(perPersonLimit === undefined ? {} : { perPersonLimit }),
    ...(randomness === undefined ? {} : { randomness }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
  };
  if (!CreateRaffle.safeParse(body).success) {
    throw new CommandFailed(exitCodes.usage, 'A title has 1 to 200 characters, all on one line.');
  }
  const client = await context.operatorClient();
  const view = await giveOrder(
    context,
    {
      doing: 'Opening the raffle',
      ifUnknown: `Ask again with the same options and --idempotency-key ${idempotencyKey}: it is opened at most once.`,
    },
    () =>
      client.call('createRaffle', { body, idempotencyKey, signal: context.surroundings.signal }),
  );
  printRaffle(context, view);
  if (view.rehearsal === true) {
    context.output.next('Fill', `raffle rehearse ${view.id} --tickets 60${context.sameOptions}`);
  }
  context.output.next('Watch', `raffle watch ${view.id}${context.sameOptions}`);
  context.output.next('Draw', `raffle draw ${view.id}${context.sameOptions}`);
  return exitCodes.done;
}
