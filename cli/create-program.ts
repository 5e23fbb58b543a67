import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { examples, type ToAction } from './command-line.ts';
import { addAudit } from './commands/audit.ts';
import { addClose } from './commands/close.ts';
import { addCompletion } from './commands/completion.ts';
import { addCreate } from './commands/create.ts';
import { addDelete } from './commands/delete.ts';
import { addDraw } from './commands/draw.ts';
import { addKeys } from './commands/keys.ts';
import { addList } from './commands/list.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addShow } from './commands/show.ts';
import { addTickets } from './commands/tickets.ts';
import { addVerify } from './commands/verify.ts';
import { addWatch } from './commands/watch.ts';
import { Context, type GlobalOptions } from './context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { CommandFailed, explainFailure } from './failures.ts';
import { Output } from './output.ts';
import type { Surroundings } from './surroundings.ts';

const exitCodeHelp = `
Exit codes:
  0 done   1 unexpected   2 usage   3 declined   4 not authorised   5 checked and NOT valid
  6 could not be checked   7 refused by a rule   130 interrupted`;

/** Runs one command line and says what the shell shall see. Never throws, never exits. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return fail(error, surroundings);
  }
}

/** Builds the command tree. `onDone` is told the exit code of the command that ran. */
export function createProgram(
  surroundings: Surroundings,
  onDone: (exitCode: ExitCode) => void,
): Command {
  const program = new Command('raffle');
  program
    .description('The raffle anyone can check.')
    .version(manifest.version)
    .option('--url <url>', 'where the service is (RAFFLE_URL, default http://localhost:4000)')
    .option('--key <file>', 'your operator key (RAFFLE_KEY_FILE, default: the one you made)')
    .option('--json', 'write data as JSON')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      getOutHelpWidth: () => surroundings.columns ?? 80,
      getErrHelpWidth: () => surroundings.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('Help: raffle --help')
    .addHelpText(
      'before',
      examples(
        'raffle list',
        'raffle create --title "Spring fair"',
        'raffle draw spring',
        'raffle audit spring',
      ),
    )
    .addHelpText('after', exitCodeHelp);
  const toAction: ToAction =
    (handler) =>
    async (...args) => {
      const command = args.pop() as Command;
      const context = new Context(surroundings, command.optsWithGlobals<GlobalOptions>());
      onDone(await handler(context, ...(args as never)));
    };
  const sales = [addList, addShow, addCreate, addClose, addDraw, addTickets, addWatch];
  const rehearsals = [addRehearse, addDelete];
  for (const add of [...sales, ...rehearsals, addAudit, addVerify, addKeys, addCompletion])
    add(program, toAction);
  return program;
}

function fail(error: unknown, surroundings: Surroundings): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  const isInterrupted = !(error instanceof CommandFailed) && surroundings.signal.aborted;
  if (isInterrupted) return exitCodes.interrupted;
  const { exitCode, message } = explainFailure(error);
  new Output(surroundings, { isJson: false }).talk(message, 'red');
  return exitCode;
}
