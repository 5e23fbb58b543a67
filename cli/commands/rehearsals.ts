import type { Command } from 'commander';
import type { Rehearsed } from '#contract/tickets.ts';
import { examples, parseCount, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { countOf } from '../output.ts';
import { runMutation } from '../run-mutation.ts';

interface RehearseOptions {
  readonly tickets: number;
  readonly idempotencyKey?: string;
}

export function addRehearse(program: Command, toAction: ToAction): void {
  program
    .command('rehearse')
    .description('Sell tickets of a rehearsal to made-up participants.')
    .argument('<id>', 'the rehearsal', parseId)
    .requiredOption('--tickets <tickets>', 'how many to sell; fewer if fewer are left', parseCount)
    .option('--idempotency-key <key>', 'the key of an earlier attempt, to continue it')
    .addHelpText(
      'before',
      examples(
        'raffle create --title "Try it" --id try --rehearsal',
        'raffle rehearse try --tickets 60',
      ),
    )
    .action(toAction(rehearse));
}

export function addDelete(program: Command, toAction: ToAction): void {
  program
    .command('delete')
    .description('Delete a rehearsal. A real raffle cannot be deleted.')
    .argument('<id>', 'the rehearsal', parseId)
    .option('--confirm <id>', 'the rehearsal’s id; required without a terminal')
    .addHelpText('before', examples('raffle delete try', 'raffle delete try --confirm try'))
    .action(toAction(deleteRehearsal));
}

async function rehearse(context: Context, id: string, options: RehearseOptions): Promise<ExitCode> {
  const { tickets, idempotencyKey } = options;
  const client = await context.operatorClient({ isLong: true });
  const call = {
    params: { id },
    body: { tickets },
    signal: context.environment.signal,
  };
  const view = await runMutation(
    context,
    {
      doing: `Selling tickets of ${id} to made-up participants`,
      idempotencyKey,
      ifUnknown: (key) =>
        `To continue: raffle rehearse ${id} --tickets ${tickets} --idempotency-key ${key}${context.sameOptions}`,
    },
    (key) => client.call('rehearseRaffle', { ...call, idempotencyKey: key }),
  );
  printRaffle(context, view);
  context.output.printStatus(describeSales(view, tickets));
  context.output.printNextStep('Draw', `raffle draw ${id}${context.sameOptions}`);
  return exitCodes.done;
}

function describeSales({ taken, remaining }: Rehearsed, requested: number): string {
  const count = countOf(taken, 'ticket');
  if (taken === requested) return `Made-up participants bought ${count}.`;
  const why = remaining === 0 ? 'the rehearsal is sold out' : 'sales have ended';
  return `Made-up participants bought ${count}, not ${requested}: ${why}.`;
}

async function deleteRehearsal(
  context: Context,
  id: string,
  { confirm }: { readonly confirm?: string },
): Promise<ExitCode> {
  const { output, environment } = context;
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    action: 'delete it',
    command: `delete ${id}`,
    confirm,
    consequence:
      'Deleting removes the rehearsal and its log. This is final, and the id cannot be used again.',
    isTooLate: ({ rehearsal }) => rehearsal !== true,
  });
  const call = { params: { id }, signal: environment.signal };
  await runMutation(
    context,
    {
      doing: `Deleting ${id}`,
      ifUnknown: () =>
        `It is safe to try again: raffle delete ${id} --confirm ${id}${context.sameOptions}`,
    },
    (idempotencyKey) => client.call('deleteRaffle', { ...call, idempotencyKey }),
  );
  if (output.isJson) output.printJson({ id, deleted: true });
  else output.printStatus(`The rehearsal ${id} is deleted.`);
  return exitCodes.done;
}
