import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { uploadPicture } from '../picture.ts';
import { addRuleOptions, parseTitle, readRules, type RuleOptions } from '../rule-options.ts';
import { runMutation } from '../run-mutation.ts';

interface Options extends RuleOptions {
  readonly title: string;
  readonly id?: string;
  readonly rehearsal?: true;
  readonly idempotencyKey?: string;
}

export function addCreate(program: Command, toAction: ToAction): void {
  const command = program
    .command('create')
    .description('Create a raffle and open its sales.')
    .requiredOption('--title <title>', 'the title that participants see', parseTitle)
    .option('--id <id>', 'a short name (default: made from the title)', parseId);
  addRuleOptions(command, { isNew: true })
    .option('--rehearsal', 'nothing in it is real: it can be filled, tried out and deleted')
    .option(
      '--idempotency-key <key>',
      'the key of an earlier attempt, so that only one raffle is created',
    )
    .addHelpText(
      'before',
      examples(
        'raffle create --title "Spring fair" --id spring',
        'raffle create --title Fair --prize Bicycle --prize Hamper --reserves 2',
        'raffle create --title Fair --price "2.00 GBP" --closes "2027-05-29 17:00"',
        'raffle create --title "Spring fair" --randomness drand',
        'raffle create --title "Try it" --rehearsal',
      ),
    )
    .action(toAction(create));
}

async function create(context: Context, options: Options): Promise<ExitCode> {
  const { title, id, rehearsal } = options;
  const { signal } = context.environment;
  const { rules, picture } = await readRules(context, options);
  const body = {
    ...(id === undefined ? {} : { id }),
    ...rules,
    title,
    ...(rehearsal === undefined ? {} : { rehearsal }),
  };
  const client = await context.operatorClient();
  if (picture !== undefined) await uploadPicture(context, client, picture);
  const view = await runMutation(
    context,
    {
      doing: 'Creating the raffle',
      idempotencyKey: options.idempotencyKey,
      ifUnknown: (idempotencyKey) =>
        `Try again with the same options and --idempotency-key ${idempotencyKey}: only one raffle is created.`,
    },
    (idempotencyKey) => client.call('createRaffle', { body, idempotencyKey, signal }),
  );
  printRaffle(context, view);
  if (view.rehearsal === true) {
    context.output.printNextStep(
      'Fill',
      `raffle rehearse ${view.id} --tickets 60${context.sameOptions}`,
    );
  }
  context.output.printNextStep('Watch', `raffle watch ${view.id}${context.sameOptions}`);
  context.output.printNextStep('Draw', `raffle draw ${view.id}${context.sameOptions}`);
  return exitCodes.done;
}
