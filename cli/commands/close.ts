import type { Command } from 'commander';
import type { CloseRequest } from '#contract/requests.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { runMutation } from '../run-mutation.ts';
import { addClockOptions, toOptionalBody } from '../sealed-draw.ts';

export function addClose(program: Command, toAction: ToAction): void {
  const command = program
    .command('close')
    .description('End the sales of a raffle. This is final.')
    .argument('<id>', 'the raffle', parseId)
    .option('--confirm <id>', 'the raffle’s id, to skip the question');
  addClockOptions(command)
    .addHelpText('before', examples('raffle close spring'))
    .action(toAction(close));
}

async function close(
  context: Context,
  id: string,
  options: { readonly confirm?: string } & CloseRequest,
): Promise<ExitCode> {
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    action: 'close it',
    command: `close ${id}`,
    isNeededInScripts: false,
    confirm: options.confirm,
    consequence: 'Closing ends the sales. This is final.',
    isTooLate: ({ status }) => status !== 'open' && status !== 'announced',
  });
  const call = {
    params: { id },
    ...toOptionalBody(options),
    signal: context.environment.signal,
  };
  const view = await runMutation(
    context,
    {
      doing: `Closing ${id}`,
      ifUnknown: () =>
        `It is safe to try again, because a raffle closes once: raffle close ${id}${context.sameOptions}`,
    },
    (idempotencyKey) => client.call('closeRaffle', { ...call, idempotencyKey }),
  );
  printRaffle(context, view);
  context.output.printNextStep('Draw', `raffle draw ${id}${context.sameOptions}`);
  return exitCodes.done;
}
