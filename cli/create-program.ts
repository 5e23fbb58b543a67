import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { ProblemReply } from '#contract/client.ts';
import type { CliEnvironment } from './cli-environment.ts';
import { examples, findSimilarId, type ToAction } from './command-line.ts';
import { addAmend } from './commands/amend.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup, addRestore } from './commands/backup.ts';
import { addCancel } from './commands/cancel.ts';
import { addClose } from './commands/close.ts';
import { addCompletion } from './commands/completion.ts';
import { addCreate } from './commands/create.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDraw } from './commands/draw.ts';
import { addExport } from './commands/export.ts';
import { addKeys } from './commands/keys.ts';
import { addList, addShow } from './commands/list.ts';
import { addMigrate } from './commands/migrate.ts';
import { addClaim, addForfeit, addPrizes } from './commands/prizes.ts';
import { addDelete, addRehearse } from './commands/rehearsals.ts';
import { addRepair } from './commands/repair.ts';
import { addSell } from './commands/sell.ts';
import { addPay, addTickets } from './commands/tickets.ts';
import { addVerify } from './commands/verify.ts';
import { addVoid } from './commands/void.ts';
import { addWatch } from './commands/watch.ts';
import { addWitness } from './commands/witness.ts';
import { Context, type GlobalOptions } from './context.ts';
import { CommandError, describeError, messageOf } from './errors.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { Output } from './output.ts';

const exitCodeHelp = `
Exit codes:
  0 done   1 unexpected   2 usage   3 declined   4 not authorised
  5 checked and NOT valid   6 could not be checked   7 refused by a rule
  130 interrupted`;

/** Runs one command line. Never throws and never exits the process. */
export async function run(args: readonly string[], environment: CliEnvironment): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(environment, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, environment);
  }
}

/** Builds the command tree. `onDone` receives the exit code of the command that ran. */
export function createProgram(
  environment: CliEnvironment,
  onDone: (exitCode: ExitCode) => void,
): Command {
  const program = new Command('raffle');
  program
    .description('The raffle anyone can check.')
    .version(manifest.version)
    .option('--url <url>', 'address of the service (RAFFLE_URL, default http://localhost:4000)')
    .option('--key <file>', 'your operator key (RAFFLE_KEY_FILE, default: the one you created)')
    .option('--json', 'print data as JSON')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => environment.stdout.write(text),
      writeErr: (text) => environment.stderr.write(text),
      getOutHelpWidth: () => environment.columns ?? 80,
      getErrHelpWidth: () => environment.columns ?? 80,
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
  const toAction: ToAction = (handler) =>
    async function action(...args) {
      const context = new Context(environment, this.optsWithGlobals<GlobalOptions>());
      try {
        onDone(await handler(context, ...args));
      } catch (error) {
        throw await withSuggestedId(context, args[0], error);
      }
    };
  const sales = [addList, addShow, addCreate, addAmend, addCancel, addClose, addDraw];
  const tickets = [addSell, addTickets, addPay, addVoid, addWatch];
  const prizes = [addPrizes, addClaim, addForfeit];
  const rehearsals = [addRehearse, addDelete];
  const others = [addExport, addAudit, addVerify, addKeys, addWitness, addCompletion];
  const folders = [addDoctor, addBackup, addRestore, addMigrate, addRepair];
  for (const add of [...sales, ...tickets, ...prizes, ...rehearsals, ...others, ...folders])
    add(program, toAction);
  return program;
}

function reportError(error: unknown, environment: CliEnvironment): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  const isInterrupted = !(error instanceof CommandError) && environment.signal.aborted;
  if (isInterrupted) return exitCodes.interrupted;
  const { exitCode, message } = describeError(error);
  new Output(environment, { isJson: false }).printStatus(message, 'red');
  return exitCode;
}

/** Adds to `raffle-not-found` the id that differs from the given one only in capitals. */
async function withSuggestedId(context: Context, id: unknown, error: unknown): Promise<unknown> {
  const problem = error instanceof CommandError ? error.cause : error;
  const isMissing = problem instanceof ProblemReply && problem.code === 'raffle-not-found';
  if (!isMissing || typeof id !== 'string') return error;
  // If this fails too, the first error is the one to report.
  const similar = await findSimilarId(context.client(), id, context.environment.signal).catch(
    () => undefined,
  );
  if (similar === undefined) return error;
  const message = `${messageOf(error)} Did you mean ${similar}?`;
  return new CommandError(exitCodes.refused, message, { cause: error });
}
