import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { ProblemReply } from '#contract/client.ts';
import { DrawRecord } from '#contract/schemas.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm-id.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';
import { printDraw } from '../raffle-facts.ts';
import { readBeacon, whenPublished } from '../sealed-draw.ts';

export function addDraw(program: Command, toAction: ToAction): void {
  program
    .command('draw')
    .description('Draw the one winner of a raffle. An open raffle is closed in the same step.')
    .argument('<id>', 'the raffle', parseId)
    .option('--beacon <file>', 'the beacon it waits for, where the service has no way out')
    .option('--confirm <id>', 'the raffle’s id once more, where nobody can be asked')
    .addHelpText(
      'before',
      examples(
        'raffle draw spring',
        'raffle draw spring --confirm spring',
        'raffle draw spring --beacon ./round.json',
      ),
    )
    .action(toAction(draw));
}

async function draw(
  context: Context,
  id: string,
  { confirm, beacon: file }: { readonly confirm?: string; readonly beacon?: string },
): Promise<ExitCode> {
  const beacon = file === undefined ? undefined : await readBeacon(context, file);
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    verb: 'draw',
    confirm,
    consequence: 'Drawing ends the sales and names the one winner, for good.',
    isTooLate: ({ status }) => status === 'drawn',
  });
  const call = {
    params: { id },
    ...(beacon === undefined ? {} : { body: { beacon } }),
    idempotencyKey: randomUUID(),
    signal: context.surroundings.signal,
  };
  const talk = {
    doing: `Drawing ${id}`,
    ifUnknown: `Asking again is safe, there is one draw: raffle draw ${id}${context.sameOptions}`,
  };
  let exitCode: ExitCode = exitCodes.done;
  try {
    const order = () => giveOrder(context, talk, () => client.call('drawWinner', call));
    const again = `raffle draw ${id}${context.sameOptions}`;
    printDraw(context, await whenPublished(context, again, order));
  } catch (error) {
    exitCode = printEarlierDraw(context, error);
  }
  context.output.next('Verify', `raffle audit ${id}${context.sameOptions}`);
  return exitCode;
}

/** A second draw is refused, and shows the first. */
function printEarlierDraw(context: Context, error: unknown): ExitCode {
  const isRepeat = error instanceof ProblemReply && error.code === 'already-drawn';
  const earlier = isRepeat ? DrawRecord.safeParse(error.problem['draw']) : undefined;
  if (!isRepeat || !earlier?.success) throw error;
  context.output.talk(error.message);
  printDraw(context, earlier.data);
  return exitCodes.refused;
}
