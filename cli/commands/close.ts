import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm-id.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';
import { printRaffle } from '../raffle-facts.ts';

export function addClose(program: Command, toAction: ToAction): void {
  program
    .command('close')
    .description('End the sales of a raffle, for good.')
    .argument('<id>', 'the raffle', parseId)
    .option('--confirm <id>', 'the raffle’s id once more; asked for on a terminal')
    .addHelpText('before', examples('raffle close spring'))
    .action(toAction(close));
}

async function close(
  context: Context,
  id: string,
  { confirm }: { readonly confirm?: string },
): Promise<ExitCode> {
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    verb: 'close',
    confirm,
    consequence: 'Closing ends the sales for good.',
    isTooLate: ({ status }) => status !== 'open',
  });
  const call = {
    params: { id },
    idempotencyKey: randomUUID(),
    signal: context.surroundings.signal,
  };
  const view = await giveOrder(
    context,
    {
      doing: `Closing ${id}`,
      ifUnknown: `Asking again is safe, a raffle closes once: raffle close ${id}${context.sameOptions}`,
    },
    () => client.call('closeRaffle', call),
  );
  printRaffle(context, view);
  context.output.next('Draw', `raffle draw ${id}${context.sameOptions}`);
  return exitCodes.done;
}
