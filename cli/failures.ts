import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';

/** A command that ends early, with what to tell and what the shell sees. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
  readonly exitCode: ExitCode;

  /** @param message Says what happened and what to do next. */
  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Something is missing that the check needs: neither valid nor not valid. */
export function notChecked(message: string, cause?: unknown): CommandFailed {
  return new CommandFailed(exitCodes.notChecked, `${message} Nothing was checked.`, { cause });
}

/** Turns whatever a command threw into a sentence and an exit code. */
export function explainFailure(error: unknown): { exitCode: ExitCode; message: string } {
  if (error instanceof CommandFailed) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ProblemReply)
    return { exitCode: toExitCode(error), message: withNextStep(error) };
  if (error instanceof ServiceUnreachable) {
    return {
      exitCode: exitCodes.notChecked,
      message: `${error.message} Is the service running, and is --url right?`,
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    exitCode: exitCodes.unexpected,
    message: `This should not happen: ${reason}. Please report it.`,
  };
}

/** Did the request perhaps arrive and do its work? */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof ServiceUnreachable) return !hasNeverLeft(error);
  return error instanceof ProblemReply && ['outcome-unknown', 'internal'].includes(error.code);
}

/** Nobody took the connection, so the request is still here. */
function hasNeverLeft({ cause }: ServiceUnreachable): boolean {
  const reason =
    cause instanceof Error ? (cause.cause as NodeJS.ErrnoException | undefined) : undefined;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(reason?.code ?? '');
}

/** A service that is newer than this program may say codes that are not in the table. */
function toExitCode({ code }: ProblemReply): ExitCode {
  const table: Readonly<Record<string, ExitCode>> = exitCodeOf;
  return Object.hasOwn(table, code) ? table[code]! : exitCodes.unexpected;
}

function withNextStep({ code, message, retryAfterSeconds }: ProblemReply): string {
  if (code === 'key-unknown') {
    return `${message} Sign with another (--key <file>), or have this one let in: somebody invites you, then raffle keys enrol <link>.`;
  }
  if (retryAfterSeconds === undefined) return message;
  return `${message} Try again in ${retryAfterSeconds} s.`;
}
