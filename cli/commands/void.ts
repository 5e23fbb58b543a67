import { Option, type Command } from 'commander';
import type { RaffleView } from '#contract/raffles.ts';
import type { VoidReason } from '#contract/tickets.ts';
import type { RaffleClient } from '#contract/client.ts';
import { collect, examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { countOf } from '../output.ts';
import { runMutation } from '../run-mutation.ts';
import { nameTickets, parseNumber, toRequests } from '../ticket-numbers.ts';

interface Options {
  readonly reason?: VoidReason;
  readonly unpaid?: true;
  readonly confirm?: string;
  readonly idempotencyKey?: string;
}

const consequence =
  'Voiding is final: the numbers are for sale again, and the holders are told by mail.';

export function addVoid(program: Command, toAction: ToAction): void {
  program
    .command('void')
    .description('Void tickets. Their numbers are for sale again. This is final.')
    .argument('<id>', 'the raffle', parseId)
    .argument('[number...]', 'numbers of the tickets', collect(parseNumber))
    .addOption(
      new Option('--reason <reason>', 'why, for everyone to read').choices([
        'refunded',
        'unpaid',
        'mistake',
        'ineligible',
      ]),
    )
    .addOption(
      new Option('--unpaid', 'void every ticket that is not marked as paid').conflicts('reason'),
    )
    .option('--confirm <id>', 'the raffle’s id; required without a terminal')
    .addOption(
      new Option(
        '--idempotency-key <key>',
        'the key of an earlier attempt, to void only once',
      ).conflicts('unpaid'),
    )
    .addHelpText(
      'before',
      examples(
        'raffle void spring 3 --reason refunded',
        'raffle void spring 3 5 --reason mistake --confirm spring',
        'raffle void spring --unpaid',
      ),
    )
    .action(toAction(voidTickets));
}

async function voidTickets(
  context: Context,
  id: string,
  given: readonly number[],
  options: Options,
): Promise<ExitCode> {
  const { unpaid, reason = unpaid === true ? 'unpaid' : undefined } = options;
  if ((given.length === 0) !== (unpaid === true) || reason === undefined) {
    throw new CommandError(
      exitCodes.usage,
      'Name the tickets and the reason, or give --unpaid. Nothing was changed.\n  raffle void <id> <number...> --reason <reason>\n  raffle void <id> --unpaid',
    );
  }
  const client = await context.operatorClient({ isLong: true });
  const numbers = unpaid === true ? await listUnpaid(context, client, id) : [...new Set(given)];
  if (numbers.length === 0) {
    context.output.printStatus(`${id} has no unpaid ticket. Nothing was changed.`);
    return exitCodes.done;
  }
  context.output.printStatus(`To be voided (${reason}): ${nameTickets(numbers)}.`);
  const count = countOf(numbers.length, unpaid === true ? 'unpaid ticket' : 'ticket');
  await confirmId(context, {
    id,
    action: `void ${count}`,
    command:
      unpaid === true
        ? `void ${id} --unpaid`
        : `void ${id} ${numbers.join(' ')} --reason ${reason}`,
    confirm: options.confirm,
    consequence,
    isTooLate: ({ status }) => status !== 'open' && status !== 'announced',
  });
  const view = await sendVoids(context, client, { ...options, id, numbers, reason });
  printRaffle(context, view);
  context.output.printStatus(`Voided: ${count}.`);
  return exitCodes.done;
}

async function listUnpaid(
  context: Context,
  client: RaffleClient,
  id: string,
): Promise<readonly number[]> {
  const { signal } = context.environment;
  const { tickets } = await client.call('listSoldTickets', { params: { id }, signal });
  return tickets.filter(({ paid }) => paid !== true).map(({ number }) => number);
}

interface Voids {
  readonly id: string;
  readonly numbers: readonly number[];
  readonly reason: VoidReason;
  readonly unpaid?: true;
  readonly idempotencyKey?: string;
}

/** Voids in one request; more than a request may name in several, each all or nothing. */
async function sendVoids(
  context: Context,
  client: RaffleClient,
  { id, numbers, reason, unpaid, idempotencyKey = crypto.randomUUID() }: Voids,
): Promise<RaffleView> {
  const { signal } = context.environment;
  let view: RaffleView | undefined;
  for (const [index, some] of toRequests(numbers).entries()) {
    const call = { params: { id }, body: { numbers: some, reason }, signal };
    view = await runMutation(
      context,
      {
        doing: `Voiding tickets of ${id}`,
        idempotencyKey: index === 0 ? idempotencyKey : `${idempotencyKey}-${index}`,
        ifUnknown: () =>
          unpaid === true
            ? `Look which tickets are unpaid now before you try again: raffle tickets ${id} --unpaid${context.sameOptions}`
            : `Try again with the same options and --idempotency-key ${idempotencyKey}: no ticket is voided twice, even if its number was sold again.`,
      },
      (key) => client.call('voidTickets', { ...call, idempotencyKey: key }),
    );
  }
  if (view === undefined) throw new RangeError('There is nothing to void.');
  return view;
}
