import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Rehearsed } from '#contract/schemas.ts';
import { examples, parseCount, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';
import { printRaffle } from '../raffle-facts.ts';

interface Options {
  readonly tickets: number;
  readonly idempotencyKey?: string;
}

export function addRehearse(program: Command, toAction: ToAction): void {
  program
    .command('rehearse')
    .description('Have made-up participants buy tickets of a rehearsal.')
    .argument('<id>', 'the rehearsal', parseId)
    .requiredOption(
      '--tickets <tickets>',
      'how many more; what is left, if that is less',
      parseCount,
    )
    .option('--idempotency-key <key>', 'the one of an earlier try, to go on where it stopped')
    .addHelpText(
      'before',
      examples(
        'raffle create --title "Try it" --id try --rehearsal',
        'raffle rehearse try --tickets 60',
      ),
    )
    .action(toAction(rehearse));
}

async function rehearse(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { tickets, idempotencyKey = randomUUID() } = options;
  const client = await context.operatorClient({ isLong: true });
  const call = {
    params: { id },
    body: { tickets },
    idempotencyKey,
    signal: context.surroundings.signal,
  };
  const again = `raffle rehearse ${id} --tickets ${tickets} --idempotency-key ${idempotencyKey}`;
  const view = await giveOrder(
    context,
    {
      doing: `Selling to made-up participants of ${id}`,
      ifUnknown: `Asking again goes on where it stopped: ${again}${context.sameOptions}`,
    },
    () => client.call('rehearseRaffle', call),
  );
  printRaffle(context, view);
  context.output.talk(sayTaken(view, tickets));
  context.output.next('Draw', `raffle draw ${id}${context.sameOptions}`);
  return exitCodes.done;
}

function sayTaken({ taken, remaining }: Rehearsed, asked: number): string {
  const count = `${taken} ${taken === 1 ? 'ticket' : 'tickets'}`;
  if (taken === asked) return `Made-up participants took ${count}.`;
  const why = remaining === 0 ? 'now it is sold out' : 'then sales ended';
  return `Made-up participants took ${count}, not ${asked}: ${why}.`;
}
