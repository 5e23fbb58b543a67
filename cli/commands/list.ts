import type { Command } from 'commander';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { kindOf } from '../raffle-facts.ts';

const columns = ['id', 'status', 'sold', 'remaining', 'capacity', 'winner', 'kind', 'title'];

export function addList(program: Command, toAction: ToAction): void {
  program
    .command('list')
    .description('List every raffle, oldest first.')
    .addHelpText('before', examples('raffle list', 'raffle list --json'))
    .action(toAction(list));
}

async function list(context: Context): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { signal } = surroundings;
  const answer = await context.client().call('listRaffles', { signal });
  if (output.isJson) {
    output.json(answer);
    return exitCodes.done;
  }
  const rows = answer.raffles.map(({ winner, ...view }) => ({
    id: view.id,
    status: view.status,
    sold: view.sold,
    remaining: view.remaining,
    capacity: view.capacity,
    winner: winner?.ticketNumber,
    kind: kindOf(view),
    title: view.title,
  }));
  if (rows.length > 0 || !surroundings.isOutputTerminal) output.rows(rows, columns);
  if (rows.length === 0) {
    output.talk('There is no raffle yet.');
    output.next('Open one', `raffle create --title "Spring fair"${context.sameOptions}`);
  }
  return exitCodes.done;
}
