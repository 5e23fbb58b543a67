import { Option, type Command } from 'commander';
import * as z from 'zod/mini';
import { ProblemReply } from '#contract/problem-reply.ts';
import { limits, type RaffleView } from '#contract/raffles.ts';
import type { VoidReason } from '#contract/tickets.ts';
import type { RaffleClient } from '#contract/client.ts';
import { collect, examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CommandError, describeError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle } from '../format-raffle.ts';
import { countOf } from '../output.ts';
import { runMutation } from '../run-mutation.ts';
import { nameTickets, parseNumber, toRequests, type NamedTickets } from '../ticket-numbers.ts';

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
  const tickets =
    unpaid === true ? await listUnpaid(context, client, id) : { numbers: [...new Set(given)] };
  const { numbers } = tickets;
  if (numbers.length === 0) {
    context.output.printStatus(`${id} has no unpaid ticket. Nothing was changed.`);
    return exitCodes.done;
  }
  context.output.printStatus(`To be voided (${reason}): ${nameTickets(numbers)}.`);
  const count = countOf(numbers.length, unpaid === true ? 'unpaid ticket' : 'ticket');
  const requests = toRequests(numbers).length;
  if (requests > 1) {
    context.output.printStatus(
      `This takes ${requests} requests of at most ${limits.numbersMax} tickets, each all or nothing. If it is interrupted, some are voided: run the command again for the others.`,
    );
  }
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
  const { view, voided } = await sendVoids(context, client, {
    ...options,
    ...tickets,
    id,
    reason,
  });
  if (view !== undefined) printRaffle(context, view);
  context.output.printStatus(`Voided: ${countOf(voided, 'ticket')}.`);
  if (voided < numbers.length) {
    const others = countOf(numbers.length - voided, 'ticket');
    context.output.printStatus(
      `Left out, because paid, voided or sold again meanwhile: ${others}.`,
      'yellow',
    );
  }
  return exitCodes.done;
}

async function listUnpaid(
  context: Context,
  client: RaffleClient,
  id: string,
): Promise<NamedTickets> {
  const { signal } = context.environment;
  const { tickets, to } = await client.call('listSoldTickets', { params: { id }, signal });
  const unpaid = tickets.filter(({ paid }) => paid !== true);
  return { numbers: unpaid.map(({ number }) => number), soldBefore: to };
}

interface Voids extends NamedTickets {
  readonly id: string;
  readonly reason: VoidReason;
  readonly unpaid?: true;
  readonly idempotencyKey?: string;
}

interface VoidsResult {
  /** The raffle after the last request; undefined if nothing was voided. */
  readonly view: RaffleView | undefined;
  /** Number of tickets. */
  readonly voided: number;
}

/**
 * Voids in one request; more than a request may name in several, each all or nothing. With `unpaid`
 * the tickets that were paid, voided or sold again meanwhile are left out.
 */
async function sendVoids(
  context: Context,
  client: RaffleClient,
  { id, numbers, soldBefore, reason, unpaid, idempotencyKey = crypto.randomUUID() }: Voids,
): Promise<VoidsResult> {
  const { signal } = context.environment;
  const waiting = [...toRequests(numbers)];
  let result: VoidsResult = { view: undefined, voided: 0 };
  for (let sent = 0; waiting.length > 0; sent += 1) {
    const some = waiting.shift() ?? [];
    const body = { numbers: some, reason, ...(soldBefore === undefined ? {} : { soldBefore }) };
    const call = { params: { id }, body, signal };
    const progress = numbers.length > some.length ? ` (${result.voided} of ${numbers.length})` : '';
    try {
      const view = await runMutation(
        context,
        {
          doing: `Voiding tickets of ${id}${progress}`,
          idempotencyKey: sent === 0 ? idempotencyKey : `${idempotencyKey}-${sent}`,
          ifUnknown: () =>
            unpaid === true
              ? `Look which tickets are unpaid now before you try again: raffle tickets ${id} --unpaid${context.sameOptions}`
              : `Try again with the same options and --idempotency-key ${idempotencyKey}: no ticket is voided twice, even if its number was sold again.`,
        },
        (key) => client.call('voidTickets', { ...call, idempotencyKey: key }),
      );
      result = { view, voided: result.voided + some.length };
    } catch (error) {
      const others = unpaid === true ? withoutRefused(some, error) : undefined;
      if (others === undefined) throw tellVoided(error, result.voided, numbers.length);
      if (others.length > 0) waiting.unshift(others);
    }
  }
  return result;
}

const RefusedTickets = z.looseObject({ numbers: z.array(z.int()) });

/** The other tickets of a request that was refused for some; undefined if all were refused. */
function withoutRefused(numbers: readonly number[], error: unknown): readonly number[] | undefined {
  if (!(error instanceof ProblemReply)) return undefined;
  if (error.code !== 'ticket-paid' && error.code !== 'ticket-not-valid') return undefined;
  const refused = new Set(RefusedTickets.safeParse(error.problem).data?.numbers ?? []);
  const others = numbers.filter((number) => !refused.has(number));
  return others.length < numbers.length ? others : undefined;
}

/** Adds to an error how much was done before it. */
function tellVoided(error: unknown, voided: number, count: number): unknown {
  if (voided === 0) return error;
  const { message, exitCode } = describeError(error);
  const done = `Before that, ${voided} of ${count} tickets were voided.`;
  return new CommandError(exitCode, `${message}\n${done}`, { cause: error });
}
