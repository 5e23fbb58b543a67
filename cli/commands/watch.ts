import type { Command } from 'commander';
import { ProblemReply, readProblem, ServiceUnreachable } from '#contract/client.ts';
import { endpoints } from '#contract/endpoints.ts';
import { readEvents } from '#contract/event-stream.ts';
import { RaffleView } from '#contract/raffles.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { describeRaffle, winningNumber } from '../format-raffle.ts';

const columns = ['version', 'status', 'sold', 'remaining', 'winner'];
const waitMs = { first: 500, max: 15_000 };
/** The service sends a heartbeat every 15 s. After three missed ones the connection is dead. */
const silenceMsMax = 45_000;
const tooManyRequests = 429;

export function addWatch(program: Command, toAction: ToAction): void {
  program
    .command('watch')
    .description('Follow a raffle until it is drawn or cancelled: one line per change.')
    .argument('<id>', 'the raffle', parseId)
    .addHelpText('before', examples('raffle watch spring', 'raffle watch spring --json'))
    .action(toAction(watch));
}

async function watch(context: Context, id: string): Promise<ExitCode> {
  const { url, output, environment } = context;
  const { signal } = environment;
  let version = 0;
  let status: RaffleView['status'] | undefined;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      for await (const view of followRaffle(url, { id, signal })) {
        failures = 0;
        // Sales begin at a time, without a new version.
        const isNew =
          view.version > version || (view.version === version && view.status !== status);
        if (isNew) printView(context, view, version === 0);
        if (isNew) ({ version, status } = view);
        if (view.status === 'drawn') return printAuditCommand(context, id);
        if (view.status === 'cancelled') return exitCodes.done;
      }
    } catch (error) {
      // A raffle that was found once is waited for; one that was never found is an error.
      if (!signal.aborted && version === 0) throw error;
      if (!signal.aborted && !isTemporary(error)) throw describeDeletion(error, id);
    }
    if (signal.aborted) break;
    const wait = Math.min(waitMs.first * 2 ** failures, waitMs.max);
    output.printStatus(`The connection ended. Reconnecting in ${wait / 1_000} s.`, 'dim');
    await environment.sleep(wait);
  }
  return exitCodes.interrupted;
}

function printView({ output, environment }: Context, view: RaffleView, isFirst: boolean): void {
  if (output.isJson) return output.printJson(view);
  if (environment.isOutputTerminal) return output.printLine(describeRaffle(view));
  const { version, status, sold, remaining } = view;
  const row = { version, status, sold, remaining, winner: winningNumber(view) };
  if (isFirst) output.printRows([row], columns);
  else output.appendRow(row, columns);
}

function printAuditCommand(context: Context, id: string): ExitCode {
  context.output.printNextStep('Verify', `raffle audit ${id}${context.sameOptions}`);
  return exitCodes.done;
}

/** A raffle that disappears was a deleted rehearsal. */
function describeDeletion(error: unknown, id: string): unknown {
  const isGone = error instanceof ProblemReply && error.code === 'raffle-not-found';
  const message = `The rehearsal ${id} was deleted.`;
  return isGone ? new CommandError(exitCodes.refused, message, { cause: error }) : error;
}

function isTemporary(error: unknown): boolean {
  if (!(error instanceof ProblemReply)) return true;
  return error.status >= 500 || error.status === tooManyRequests;
}

/**
 * Yields the raffle now and after every change, over one connection. Ends when the service stops.
 *
 * @throws {ProblemReply} The service refused.
 * @throws {ServiceUnreachable} The connection broke, or was silent for too long.
 */
async function* followRaffle(
  baseUrl: string,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal },
): AsyncGenerator<RaffleView> {
  const url = new URL(endpoints.streamRaffle.path.replace(':id', encodeURIComponent(id)), baseUrl);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMsMax);
  try {
    const reply = await fetch(url, {
      headers: { accept: 'text/event-stream, application/problem+json' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!reply.ok) throw await readProblem(reply);
    const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isStream || reply.body === null) {
      throw new ServiceUnreachable(`${url.origin} answered, but not with a stream.`);
    }
    for await (const event of readEvents(reply.body)) {
      timer.refresh();
      if (event?.event === 'raffle') yield RaffleView.parse(JSON.parse(event.data));
    }
  } catch (cause) {
    if (cause instanceof ProblemReply || cause instanceof ServiceUnreachable) throw cause;
    throw new ServiceUnreachable(`The connection to ${url.origin} broke.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
