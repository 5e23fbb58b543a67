import type { Command } from 'commander';
import { ProblemReply } from '#contract/client.ts';
import type { RaffleView } from '#contract/schemas.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';
import { followRaffle } from '../follow-raffle.ts';
import { describe } from '../raffle-facts.ts';

const columns = ['version', 'status', 'sold', 'remaining', 'winner'];
const waitMs = { first: 500, max: 15_000 };
const tooManyRequests = 429;

export function addWatch(program: Command, toAction: ToAction): void {
  program
    .command('watch')
    .description('Follow a raffle until it is drawn: one line a change.')
    .argument('<id>', 'the raffle', parseId)
    .addHelpText('before', examples('raffle watch spring', 'raffle watch spring --json'))
    .action(toAction(watch));
}

async function watch(context: Context, id: string): Promise<ExitCode> {
  const { url, output, surroundings } = context;
  const { signal } = surroundings;
  let version = 0;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      for await (const view of followRaffle(url, { id, signal })) {
        failures = 0;
        if (view.version > version) print(context, view, version === 0);
        version = Math.max(version, view.version);
        if (view.status === 'drawn') return endWithDraw(context, id);
      }
    } catch (error) {
      // What was never there is an error; what was there comes back.
      if (!signal.aborted && version === 0) throw error;
      if (!signal.aborted && !isPassing(error)) throw explain(error, id);
    }
    if (signal.aborted) break;
    const wait = Math.min(waitMs.first * 2 ** failures, waitMs.max);
    output.talk(`The connection ended. Asking again in ${wait / 1_000} s.`, 'dim');
    await surroundings.sleep(wait);
  }
  return exitCodes.interrupted;
}

function print({ output, surroundings }: Context, view: RaffleView, isFirst: boolean): void {
  if (output.isJson) return output.json(view);
  if (surroundings.isOutputTerminal) return output.line(describe(view));
  const { version, status, sold, remaining, winner } = view;
  const row = { version, status, sold, remaining, winner: winner?.ticketNumber };
  if (isFirst) output.rows([row], columns);
  else output.oneMore(row, columns);
}

function endWithDraw(context: Context, id: string): ExitCode {
  context.output.next('Verify', `raffle audit ${id}${context.sameOptions}`);
  return exitCodes.done;
}

/** Only a rehearsal can be there once and not again. */
function explain(error: unknown, id: string): unknown {
  const isGone = error instanceof ProblemReply && error.code === 'raffle-not-found';
  const message = `The rehearsal ${id} was deleted.`;
  return isGone ? new CommandFailed(exitCodes.refused, message, { cause: error }) : error;
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof ProblemReply)) return true;
  return error.status >= 500 || error.status === tooManyRequests;
}
