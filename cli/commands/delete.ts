import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm-id.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';

export function addDelete(program: Command, toAction: ToAction): void {
  program
    .command('delete')
    .description('Delete a rehearsal. A real raffle is never deleted.')
    .argument('<id>', 'the rehearsal', parseId)
    .option('--confirm <id>', 'the rehearsal’s id once more, where nobody can be asked')
    .addHelpText('before', examples('raffle delete try', 'raffle delete try --confirm try'))
    .action(toAction(deleteRaffle));
}

async function deleteRaffle(
  context: Context,
  id: string,
  { confirm }: { readonly confirm?: string },
): Promise<ExitCode> {
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    verb: 'delete',
    confirm,
    consequence:
      'Deleting takes the rehearsal and its log away for good. Its id is never used again.',
    isTooLate: ({ rehearsal }) => rehearsal !== true,
  });
  const call = {
    params: { id },
    idempotencyKey: randomUUID(),
    signal: context.surroundings.signal,
  };
  await giveOrder(
    context,
    {
      doing: `Deleting ${id}`,
      ifUnknown: `Asking again is safe: raffle delete ${id} --confirm ${id}${context.sameOptions}`,
    },
    () => client.call('deleteRaffle', call),
  );
  if (context.output.isJson) context.output.json({ id, deleted: true });
  else context.output.talk(`The rehearsal ${id} is deleted.`);
  return exitCodes.done;
}
