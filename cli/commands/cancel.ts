import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import { quote, type Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { runMutation } from '../run-mutation.ts';

interface Options {
  readonly reason: string;
  readonly confirm?: string;
}

export function addCancel(program: Command, toAction: ToAction): void {
  program
    .command('cancel')
    .description('Cancel a raffle before its closing. Nothing is drawn. This is final.')
    .argument('<id>', 'the raffle', parseId)
    .requiredOption('--reason <text>', 'why, for everyone to read')
    .option('--confirm <id>', 'the raffle’s id; required without a terminal')
    .addHelpText('before', examples('raffle cancel spring --reason "The fair is rained off."'))
    .action(toAction(cancel));
}

async function cancel(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { reason } = options;
  const client = await context.operatorClient();
  const command = `cancel ${id} --reason ${quote(reason)}`;
  await confirmId(context, {
    id,
    action: 'cancel it',
    command,
    confirm: options.confirm,
    consequence:
      'Cancelling ends the sales, and nothing is ever drawn. Holders are told by mail. This is final.',
    isTooLate: ({ status }) => status !== 'open' && status !== 'announced',
  });
  const call = { params: { id }, body: { reason }, signal: context.environment.signal };
  const view = await runMutation(
    context,
    {
      doing: `Cancelling ${id}`,
      ifUnknown: () =>
        `It is safe to try again, because a raffle is cancelled once: raffle ${command}${context.sameOptions}`,
    },
    (idempotencyKey) => client.call('cancelRaffle', { ...call, idempotencyKey }),
  );
  printRaffle(context, view);
  return exitCodes.done;
}
