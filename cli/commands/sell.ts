import { InvalidArgumentError, type Command } from 'commander';
import { PersonName, Phone } from '#contract/details-request.ts';
import type { DeskSaleRequest } from '#contract/requests.ts';
import type { DeskSale } from '#contract/tickets.ts';
import { examples, parseId, parseLimit, type ToAction } from '../command-line.ts';
import { quote, type Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { formatMoney, type Money } from '#contract/money.ts';
import { runMutation } from '../run-mutation.ts';
import { nameTickets } from '../ticket-numbers.ts';

interface Options {
  readonly quantity: number;
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly paid?: true;
  readonly idempotencyKey?: string;
}

export function addSell(program: Command, toAction: ToAction): void {
  program
    .command('sell')
    .description('Sell tickets at the desk, and print their numbers and a link for the buyer.')
    .argument('<id>', 'the raffle', parseId)
    .option('--quantity <tickets>', 'how many', parseLimit, 1)
    .option('--email <address>', 'the buyer’s address: the limit counts, and mails are sent')
    .option('--name <name>', 'the buyer’s name; shown to operators only', parseName)
    .option('--phone <number>', 'the buyer’s telephone; shown to operators only', parsePhone)
    .option('--paid', 'mark the tickets as paid')
    .option('--idempotency-key <key>', 'the key of an earlier attempt, to sell only once')
    .addHelpText(
      'before',
      examples(
        'raffle sell spring --quantity 2 --paid',
        'raffle sell spring --email ann@example.org',
        'raffle sell spring --name "Ann Lee" --phone "+44 20 7946 0000"',
      ),
    )
    .action(toAction(sell));
}

function parseName(text: string): string {
  if (PersonName.safeParse(text).success) return text;
  throw new InvalidArgumentError('A name is one line of at most 100 characters.');
}

function parsePhone(text: string): string {
  if (Phone.safeParse(text).success) return text;
  throw new InvalidArgumentError('Enter a telephone number, like "+44 20 7946 0000".');
}

async function sell(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { quantity, email, name, phone, paid, idempotencyKey } = options;
  const { signal } = context.environment;
  const client = await context.operatorClient();
  const buyer = {
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  };
  const body: DeskSaleRequest = {
    quantity,
    ...(Object.keys(buyer).length === 0 ? {} : { buyer }),
    ...(paid === undefined ? {} : { paid }),
  };
  const { notice } = await client.call('showRaffle', { params: { id }, signal });
  const sale = await runMutation(
    context,
    {
      doing: `Selling tickets of ${id}`,
      idempotencyKey,
      ifUnknown: (key) =>
        `Try again like this, so that the tickets are sold only once:\n  raffle sell ${id}${repeatOptions(options)} --idempotency-key ${quote(key)}${context.sameOptions}`,
    },
    (key) => client.call('sellTickets', { params: { id }, body, idempotencyKey: key, signal }),
  );
  printSale(context, sale, { price: notice?.price, isPaid: paid === true });
  return exitCodes.done;
}

/** The options of a sale, for the command that repeats it. */
function repeatOptions({ quantity, email, name, phone, paid }: Options): string {
  const values = { '--quantity': String(quantity), '--email': email, '--name': name };
  const given = Object.entries({ ...values, '--phone': phone }).flatMap(([option, value]) =>
    value === undefined ? [] : [` ${option} ${quote(value)}`],
  );
  return given.join('') + (paid === true ? ' --paid' : '');
}

function printSale(
  { output, environment }: Context,
  sale: DeskSale,
  { price, isPaid }: { readonly price: Money | undefined; readonly isPaid: boolean },
): void {
  const { tickets, claimUrl } = sale;
  if (output.isJson) return output.printJson(sale);
  if (environment.isOutputTerminal) {
    const numbers = nameTickets(tickets.map(({ number }) => number));
    output.printLine(`Sold: ${numbers}.`, 'bold');
    if (price !== undefined) {
      const { amount, currency } = price;
      const total = formatMoney({ amount: amount * tickets.length, currency }, 'en');
      output.printLine(`${isPaid ? 'Paid' : 'To pay'}: ${total}`);
    }
    output.printLine(`Tickets and receipts of the buyer: ${claimUrl}`);
  } else {
    const rows = tickets.map(({ number, sale: index, purchasedAt }) => {
      return { number, sale: index, purchasedAt, claimUrl };
    });
    output.printRows(rows, ['number', 'sale', 'purchasedAt', 'claimUrl']);
  }
  output.printStatus('Anyone who has the link can read it: give it to the buyer only.');
}
