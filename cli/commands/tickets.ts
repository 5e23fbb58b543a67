import { Option, type Command } from 'commander';
import type { SoldTicket } from '#contract/tickets.ts';
import { writeTicketsCsv } from '#contract/ticket-files.ts';
import { collect, examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { rehearsalNote } from '../format-raffle.ts';
import { runMutation } from '../run-mutation.ts';
import {
  nameTickets,
  parseNumber,
  readNumbers,
  toRequests,
  type NamedTickets,
} from '../ticket-numbers.ts';

interface TicketOptions {
  readonly unpaid?: true;
  readonly csv?: true;
}

interface PayOptions {
  readonly list?: string;
  readonly notPaid?: true;
}

const columns = ['number', 'holder', 'email', 'purchasedAt', 'name', 'phone', 'channel', 'paid'];

export function addTickets(program: Command, toAction: ToAction): void {
  program
    .command('tickets')
    .description('List the tickets sold, with what is known of each buyer.')
    .argument('<id>', 'the raffle', parseId)
    .option('--unpaid', 'only tickets that are not marked as paid')
    .addOption(new Option('--csv', 'print a file for spreadsheets').conflicts('json'))
    .addHelpText(
      'before',
      examples(
        'raffle tickets spring',
        'raffle tickets spring --unpaid',
        'raffle tickets spring --csv > sold.csv',
      ),
    )
    .action(toAction(listTickets));
}

export function addPay(program: Command, toAction: ToAction): void {
  program
    .command('pay')
    .description('Mark tickets as paid. The marks are private, and can be changed.')
    .argument('<id>', 'the raffle', parseId)
    .argument('[number...]', 'numbers of the tickets', collect(parseNumber))
    .option('--list <file>', 'CSV of numbers: a column "number", or nothing but numbers')
    .option('--not-paid', 'mark them as not paid')
    .addHelpText(
      'before',
      examples(
        'raffle pay spring 3 5 9',
        'raffle pay spring --list ./paid.csv',
        'raffle pay spring 5 --not-paid',
      ),
    )
    .action(toAction(markPayments));
}

async function listTickets(
  context: Context,
  id: string,
  { unpaid, csv }: TicketOptions,
): Promise<ExitCode> {
  const { output, environment } = context;
  const { signal } = environment;
  const client = await context.operatorClient({ isLong: true });
  const answer = await client.call('listSoldTickets', { params: { id }, signal });
  const tickets = answer.tickets.filter(({ paid }) => unpaid !== true || paid !== true);
  if (output.isJson) {
    output.printJson({ ...answer, tickets });
    return exitCodes.done;
  }
  if (answer.rehearsal === true) {
    output.printStatus(`${rehearsalNote} Addresses at rehearsal.invalid are made up.`);
  }
  if (csv === true) {
    environment.stdout.write(writeTicketsCsv(tickets));
    return exitCodes.done;
  }
  if (tickets.length > 0 || !environment.isOutputTerminal) {
    output.printRows(tickets.map(toRow), columns);
  }
  if (answer.tickets.length === 0) output.printStatus('No ticket is sold yet.');
  else if (tickets.length === 0) output.printStatus('Every ticket is marked as paid.');
  return exitCodes.done;
}

function toRow({ number, holder, email, purchasedAt, name, phone, desk, paid }: SoldTicket) {
  const channel = desk === true ? 'desk' : 'web';
  const isPaid = paid === true ? 'yes' : 'no';
  return { number, holder, email, purchasedAt, name, phone, channel, paid: isPaid };
}

async function markPayments(
  context: Context,
  id: string,
  given: readonly number[],
  { list, notPaid }: PayOptions,
): Promise<ExitCode> {
  const { output, environment } = context;
  const { signal } = environment;
  const listed: NamedTickets =
    list === undefined ? { numbers: [] } : await readNumbers(context, list);
  const { numbers: inList, ...sold } = listed;
  const requests: NamedTickets[] = [
    ...toRequests(given).map((numbers) => ({ numbers })),
    ...toRequests(inList).map((numbers) => ({ numbers, ...sold })),
  ];
  if (requests.length === 0) {
    throw new CommandError(exitCodes.usage, 'Name the tickets: raffle pay <id> <number...>');
  }
  const client = await context.operatorClient();
  const paid = notPaid !== true;
  const marked: number[] = [];
  for (const tickets of requests) {
    const { numbers } = tickets;
    const body = { ...tickets, paid };
    await runMutation(
      context,
      {
        doing: `Marking ${nameTickets(numbers)}`,
        ifUnknown: () => 'It is safe to try again with the same tickets.',
      },
      () => client.call('markPayments', { params: { id }, body, signal }),
    ).catch((error: unknown) => {
      if (marked.length > 0) output.printStatus(describeMarks(id, marked, paid));
      throw error;
    });
    marked.push(...numbers);
  }
  if (output.isJson) output.printJson({ id, numbers: marked, paid });
  else output.printStatus(describeMarks(id, marked, paid));
  return exitCodes.done;
}

function describeMarks(id: string, numbers: readonly number[], paid: boolean): string {
  const verb = numbers.length === 1 ? 'is' : 'are';
  return `In ${id}, ${nameTickets(numbers)} ${verb} marked as ${paid ? 'paid' : 'not paid'}.`;
}
