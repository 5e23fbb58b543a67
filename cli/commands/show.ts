import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../raffle-facts.ts';

export function addShow(program: Command, toAction: ToAction): void {
  program
    .command('show')
    .description('Show one raffle.')
    .argument('<id>', 'the raffle', parseId)
    .addHelpText('before', examples('raffle show spring'))
    .action(toAction(show));
}

async function show(context: Context, id: string): Promise<ExitCode> {
  const { signal } = context.surroundings;
  printRaffle(context, await context.client().call('showRaffle', { params: { id }, signal }));
  return exitCodes.done;
}
