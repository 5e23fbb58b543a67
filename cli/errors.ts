import { CodedError } from '#errors';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { exitCodeOf, exitCodes, exitNames, type ExitCode, type ExitName } from './exit-codes.ts';

/** Ends a command with a message and an exit code. */
export class CommandError extends CodedError<ExitName> {
  override name = 'CommandError';
  readonly exitCode: ExitCode;

  /** @param message What happened, and what to do next. */
  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(exitNames[exitCode], message, options);
    this.exitCode = exitCode;
  }
}

/** The error for a check that could not begin because something is missing or unreadable. */
export function notCheckedError(message: string, cause?: unknown): CommandError {
  return new CommandError(exitCodes.notChecked, `${message} Nothing was checked.`, { cause });
}

/** The message and exit code for any error that a command throws. */
export function describeError(error: unknown): { exitCode: ExitCode; message: string } {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ProblemReply) {
    const { code } = error;
    const exitCode = isListed(code) ? exitCodeOf[code] : exitCodes.unexpected;
    return { exitCode, message: withNextStep(error) };
  }
  if (error instanceof ServiceUnreachable) {
    return {
      exitCode: exitCodes.notChecked,
      message: `${error.message} Is the service running, and is --url right?`,
    };
  }
  return {
    exitCode: exitCodes.unexpected,
    message: `Unexpected error: ${messageOf(error)}. Please report it.`,
  };
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const fileFaults: Readonly<Record<string, string>> = {
  EACCES: 'its permissions forbid it',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'its permissions forbid it',
  EROFS: 'the disk is read-only',
};

/** Why a file could not be read or written, for the end of a sentence. */
export function describeFileFault(error: unknown): string {
  return fileFaults[systemCodeOf(error) ?? ''] ?? messageOf(error);
}

/** The `code` of a system error, for example `ENOENT`. */
export function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** A newer service may return codes that are not in the table. */
function isListed(code: string): code is keyof typeof exitCodeOf {
  return Object.hasOwn(exitCodeOf, code);
}

function withNextStep({ code, message, problem, retryAfterSeconds }: ProblemReply): string {
  if (code === 'key-unknown') {
    return `${message} Sign with another key (--key <file>), or ask an operator for an invitation and run: raffle keys enrol <link>`;
  }
  if (code === 'clock-unchecked') return `${message} The option is --confirm-unchecked-clock.`;
  if (code === 'clock-wrong' && Number(problem['aheadSeconds']) > 0) {
    return `${message} The option is --confirm-stopped-beacon.`;
  }
  return retryAfterSeconds === undefined
    ? message
    : `${message} Try again in ${retryAfterSeconds} s.`;
}
