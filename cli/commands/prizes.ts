import { Option, type Command } from 'commander';
import type { RaffleClient } from '#contract/client.ts';
import type { DrawRecord } from '#contract/draws.ts';
import { limits, type ForfeitReason } from '#contract/raffles.ts';
import { countUpTo, examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printAnnouncedPrizes, printPrizes, type Contacts } from '../format-prizes.ts';
import { runMutation } from '../run-mutation.ts';
import { parseNumber } from '../ticket-numbers.ts';

interface Options {
  readonly ticket?: number;
  readonly confirm?: string;
}

const parsePrize = countUpTo(limits.prizesMax);

export function addPrizes(program: Command, toAction: ToAction): void {
  program
    .command('prizes')
    .description('List the prizes, and after the draw the tickets that hold them.')
    .argument('<id>', 'the raffle', parseId)
    .option('--contacts', 'how to reach the winners; needs an operator key')
    .addHelpText('before', examples('raffle prizes spring', 'raffle prizes spring --contacts'))
    .action(toAction(listPrizes));
}

export function addClaim(program: Command, toAction: ToAction): void {
  addPrizeCommand(program, 'claim')
    .description('Record that a prize was handed over. This is final.')
    .addHelpText(
      'before',
      examples('raffle claim spring 1', 'raffle claim spring 1 --ticket 57 --confirm spring'),
    )
    .action(toAction(claimPrize));
}

export function addForfeit(program: Command, toAction: ToAction): void {
  addPrizeCommand(program, 'forfeit')
    .description('Give a prize to the next ticket of the draw order. This is final.')
    .addOption(
      new Option('--reason <reason>', 'why, for everyone to read')
        .choices(['unclaimed', 'declined', 'ineligible'])
        .makeOptionMandatory(),
    )
    .addHelpText(
      'before',
      examples(
        'raffle forfeit spring 1 --reason unclaimed',
        'raffle forfeit spring 2 --reason declined --ticket 57 --confirm spring',
      ),
    )
    .action(toAction(forfeitPrize));
}

function addPrizeCommand(program: Command, name: 'claim' | 'forfeit'): Command {
  return program
    .command(name)
    .argument('<id>', 'the raffle', parseId)
    .argument('<prize>', 'the number of the prize, from 1', parsePrize)
    .option(
      '--ticket <number>',
      'the ticket (default at a terminal: the one that holds the prize)',
      parseNumber,
    )
    .option('--confirm <id>', 'the raffle’s id; required without a terminal, with --ticket');
}

async function listPrizes(
  context: Context,
  id: string,
  { contacts }: { readonly contacts?: true },
): Promise<ExitCode> {
  const { signal } = context.environment;
  const call = { params: { id }, signal };
  const client =
    contacts === true ? await context.operatorClient({ isLong: true }) : context.client();
  const view = await client.call('showRaffle', call);
  if (view.status !== 'drawn') {
    printAnnouncedPrizes(context, view);
    return exitCodes.done;
  }
  const draw = await client.call('showDraw', call);
  printPrizes(context, draw, contacts === true ? await listContacts(client, call) : undefined);
  return exitCodes.done;
}

async function listContacts(
  client: RaffleClient,
  call: { readonly params: { readonly id: string }; readonly signal: AbortSignal },
): Promise<Contacts> {
  const { tickets } = await client.call('listSoldTickets', call);
  return new Map(tickets.map((ticket) => [ticket.sale, ticket]));
}

async function claimPrize(
  context: Context,
  id: string,
  prize: number,
  options: Options,
): Promise<ExitCode> {
  return settlePrize(context, { id, prize, command: 'claim', ...options });
}

async function forfeitPrize(
  context: Context,
  id: string,
  prize: number,
  options: Options & { readonly reason: ForfeitReason },
): Promise<ExitCode> {
  return settlePrize(context, { id, prize, command: 'forfeit', ...options });
}

type Settlement = Options & { readonly id: string; readonly prize: number } & (
    { readonly command: 'claim' } | { readonly command: 'forfeit'; readonly reason: ForfeitReason }
  );

/** Claims or forfeits a prize for the ticket that holds it now, which the operator sees first. */
async function settlePrize(context: Context, settlement: Settlement): Promise<ExitCode> {
  const { id, prize, command, confirm } = settlement;
  const { signal, canPrompt } = context.environment;
  const reason = settlement.command === 'forfeit' ? ` --reason ${settlement.reason}` : '';
  const start = `${command} ${id} ${prize}${reason} --ticket`;
  const isAsked = canPrompt && confirm === undefined;
  if (settlement.ticket === undefined && !isAsked) {
    // The prize may have passed to another ticket since the script was written.
    throw new CommandError(
      exitCodes.usage,
      `Name the ticket: raffle ${start} <number> --confirm ${id}. "raffle prizes ${id}" lists which ticket holds the prize. Nothing was changed.`,
    );
  }
  const client = await context.operatorClient();
  const draw = await client.call('showDraw', { params: { id }, signal });
  const { ticketNumber, title } = findHolder(draw, prize, settlement.ticket);
  const line = `${start} ${ticketNumber}`;
  await confirmId(context, {
    id,
    action:
      command === 'claim'
        ? `record that ticket ${ticketNumber} got prize ${prize} (${title})`
        : `take prize ${prize} (${title}) from ticket ${ticketNumber}`,
    command: line,
    confirm,
    consequence:
      command === 'claim'
        ? 'A claimed prize cannot be forfeited any more. This is final.'
        : 'The prize goes to the next ticket of the draw order, for everyone to see. This is final.',
    isTooLate: () => false,
  });
  const params = { id, prize: String(prize) };
  const mutation = {
    doing: command === 'claim' ? `Claiming prize ${prize}` : `Forfeiting prize ${prize}`,
    ifUnknown: () =>
      `It is safe to try again, because this ticket cannot ${command} the prize twice: raffle ${line}${context.sameOptions}`,
  };
  const settled = await runMutation(context, mutation, (idempotencyKey) =>
    settlement.command === 'claim'
      ? client.call('claimPrize', { params, body: { ticketNumber }, idempotencyKey, signal })
      : client.call('forfeitPrize', {
          params,
          body: { ticketNumber, reason: settlement.reason },
          idempotencyKey,
          signal,
        }),
  );
  printPrizes(context, settled);
  return exitCodes.done;
}

/**
 * The ticket that holds a prize, or the one that was named: the service judges that one.
 *
 * @throws {CommandError} 7: there is no such prize, or no ticket holds it.
 */
function findHolder({ winners, raffle }: DrawRecord, prize: number, named: number | undefined) {
  const winner = winners.find((each) => each.prize === prize);
  if (winner === undefined) {
    throw new CommandError(
      exitCodes.refused,
      `${raffle} has no prize ${prize}; the last one is ${winners.length}. Nothing was changed.`,
    );
  }
  const { title } = winner;
  if (named !== undefined) return { title, ticketNumber: named };
  if (winner.state !== 'unawarded') return { title, ticketNumber: winner.ticketNumber };
  throw new CommandError(
    exitCodes.refused,
    `No ticket holds prize ${prize} (${title}). Nothing was changed.`,
  );
}
