import type { Command } from 'commander';
import { ProblemReply } from '#contract/client.ts';
import type { Summary } from '#contract/summary.ts';
import type { Witnessing } from '#contract/witnessing.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { describeError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printRaffle, raffleKind, winningNumber } from '../format-raffle.ts';

const raffleColumns = ['id', 'status', 'sold', 'remaining', 'capacity', 'winner', 'kind', 'title'];

export function addList(program: Command, toAction: ToAction): void {
  program
    .command('list')
    .description('List every raffle, oldest first.')
    .addHelpText('before', examples('raffle list', 'raffle list --json'))
    .action(toAction(listRaffles));
}

export function addShow(program: Command, toAction: ToAction): void {
  program
    .command('show')
    .description('Show one raffle; with an operator key also payments and mails.')
    .argument('<id>', 'the raffle', parseId)
    .addHelpText('before', examples('raffle show spring'))
    .action(toAction(showRaffle));
}

async function listRaffles(context: Context): Promise<ExitCode> {
  const { output, environment } = context;
  const { signal } = environment;
  const answer = await context.client().call('listRaffles', { signal });
  if (output.isJson) {
    output.printJson(answer);
    return exitCodes.done;
  }
  const rows = answer.raffles.map((view) => ({
    id: view.id,
    status: view.status,
    sold: view.sold,
    remaining: view.remaining,
    capacity: view.capacity,
    winner: winningNumber(view),
    kind: raffleKind(view),
    title: view.title,
  }));
  if (rows.length > 0 || !environment.isOutputTerminal) output.printRows(rows, raffleColumns);
  if (rows.length === 0) {
    output.printStatus('There is no raffle yet.');
    output.printNextStep('Create one', `raffle create --title "Spring fair"${context.sameOptions}`);
  }
  return exitCodes.done;
}

async function showRaffle(context: Context, id: string): Promise<ExitCode> {
  const { output, environment } = context;
  const { signal } = environment;
  const view = await context.client().call('showRaffle', { params: { id }, signal });
  const summary = await findSummary(context, id);
  const witnessing = await findWitnessing(context, id);
  if (output.isJson) output.printJson(summary === undefined ? view : { ...view, summary });
  else printRaffle(context, view, { ...witnessing, ...(summary === undefined ? {} : { summary }) });
  return exitCodes.done;
}

/** What witnesses have signed. A service of an earlier version does not say it. */
async function findWitnessing(
  context: Context,
  id: string,
): Promise<{ readonly witnessing?: Witnessing }> {
  const { signal } = context.environment;
  try {
    const params = { id };
    return { witnessing: await context.client().call('showWitnesses', { params, signal }) };
  } catch (error) {
    if (error instanceof ProblemReply && error.code === 'not-found') return {};
    throw error;
  }
}

/** The sums of a raffle, which operators may see. Without a key that may, there are none. */
async function findSummary(context: Context, id: string): Promise<Summary | undefined> {
  const { signal } = context.environment;
  const client = await context.findOperatorClient();
  if (client === undefined) return undefined;
  try {
    return await client.call('showSummary', { params: { id }, signal });
  } catch (error) {
    const isAllowed =
      !(error instanceof ProblemReply) || describeError(error).exitCode !== exitCodes.notAuthorised;
    if (isAllowed || context.namesKey) throw error;
    context.output.printStatus(
      'Payments and mails are not shown: your key may not see them.',
      'dim',
    );
    return undefined;
  }
}
