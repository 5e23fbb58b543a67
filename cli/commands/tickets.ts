import type { Command } from 'commander';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { notReal } from '../raffle-facts.ts';

const columns = ['number', 'holder', 'email', 'purchasedAt'];

export function addTickets(program: Command, toAction: ToAction): void {
  program
    .command('tickets')
    .description('List the tickets sold, with the address that bought each.')
    .argument('<id>', 'the raffle', parseId)
    .addHelpText('before', examples('raffle tickets spring', 'raffle tickets spring > sold.tsv'))
    .action(toAction(tickets));
}

async function tickets(context: Context, id: string): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { signal } = surroundings;
  const client = await context.operatorClient({ isLong: true });
  const answer = await client.call('listSoldTickets', { params: { id }, signal });
  if (output.isJson) {
    output.json(answer);
    return exitCodes.done;
  }
  const { tickets: rows, rehearsal } = answer;
  if (rehearsal === true) output.talk(`${notReal} Addresses at rehearsal.invalid are made up.`);
  if (rows.length > 0 || !surroundings.isOutputTerminal) output.rows(rows, columns);
  if (rows.length === 0) output.talk('No ticket is sold yet.');
  return exitCodes.done;
}
