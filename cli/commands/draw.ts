import type { Command } from 'commander';
import { ProblemReply } from '#contract/client.ts';
import type { CloseRequest } from '#contract/requests.ts';
import { DrawRecord } from '#contract/draws.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printDraw } from '../format-prizes.ts';
import { runMutation } from '../run-mutation.ts';
import { addClockOptions, drawSealed, readBeacon, toOptionalBody } from '../sealed-draw.ts';

interface Options extends CloseRequest {
  readonly confirm?: string;
  readonly beacon?: string;
}

export function addDraw(program: Command, toAction: ToAction): void {
  const command = program
    .command('draw')
    .description('Draw the prizes of a raffle. An open raffle is closed in the same step.')
    .argument('<id>', 'the raffle', parseId)
    .option('--beacon <file>', 'the beacon of a sealed draw, if the service cannot reach a relay')
    .option('--confirm <id>', 'the raffle’s id; required without a terminal');
  addClockOptions(command)
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

async function draw(context: Context, id: string, options: Options): Promise<ExitCode> {
  const beacon =
    options.beacon === undefined ? undefined : await readBeacon(context, options.beacon);
  const client = await context.operatorClient();
  await confirmId(context, {
    id,
    action: 'draw it',
    command: `draw ${id}`,
    confirm: options.confirm,
    consequence: 'Drawing ends the sales and selects the winners. This is final.',
    isTooLate: ({ status }) => status === 'drawn' || status === 'cancelled',
  });
  const call = {
    params: { id },
    ...toOptionalBody(options, beacon),
    signal: context.environment.signal,
  };
  const command = `raffle draw ${id}${context.sameOptions}`;
  const mutation = {
    doing: `Drawing ${id}`,
    // Every attempt is the same request, so all have the same key.
    idempotencyKey: crypto.randomUUID(),
    ifUnknown: () => `It is safe to try again, because a raffle has one draw: ${command}`,
  };
  let exitCode: ExitCode = exitCodes.done;
  try {
    const send = () =>
      runMutation(context, mutation, (idempotencyKey) =>
        client.call('drawWinner', { ...call, idempotencyKey }),
      );
    printDraw(context, await drawSealed(context, command, send));
  } catch (error) {
    exitCode = printEarlierDraw(context, error);
  }
  context.output.printNextStep('Verify', `raffle audit ${id}${context.sameOptions}`);
  return exitCode;
}

/** A second draw is refused with the record of the first. */
function printEarlierDraw(context: Context, error: unknown): ExitCode {
  const isRepeat = error instanceof ProblemReply && error.code === 'already-drawn';
  const earlier = isRepeat ? DrawRecord.safeParse(error.problem['draw']) : undefined;
  if (!isRepeat || !earlier?.success) throw error;
  context.output.printStatus(error.message);
  printDraw(context, earlier.data);
  return exitCodes.refused;
}
