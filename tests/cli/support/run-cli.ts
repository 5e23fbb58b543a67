import { run } from '../../../cli/create-program.ts';
import type { ExitCode } from '../../../cli/exit-codes.ts';
import type { CliEnvironment } from '../../../cli/cli-environment.ts';

export interface CliOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** The answers typed on a terminal, one per question. Without it there is no terminal. */
  readonly answers?: readonly string[];
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
  /** Called with the text of each spinner. */
  readonly onWait?: (text: string) => void;
}

export interface CliResult {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
  /** The texts of the spinners. */
  readonly waits: readonly string[];
  /** The requested sleeps in milliseconds; none of them takes time. */
  readonly sleeps: readonly number[];
}

/** Runs one command line in an isolated environment. */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const { answers, env = {}, cwd = '/nowhere', columns, signal } = options;
  const written = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const waits: string[] = [];
  const sleeps: number[] = [];
  const isTerminal = answers !== undefined;
  const environment: CliEnvironment = {
    env: { HOME: '/nowhere', ...env },
    cwd,
    stdin: (async function* () {
      yield options.stdin ?? '';
    })(),
    stdout: {
      write(text) {
        written.stdout += text;
        options.onOutput?.(text);
      },
    },
    stderr: { write: (text) => (written.stderr += text) },
    isOutputTerminal: isTerminal,
    isErrorTerminal: isTerminal,
    canPrompt: isTerminal,
    columns,
    signal: signal ?? new AbortController().signal,
    async prompt(question) {
      questions.push(question);
      return answers?.[questions.length - 1] ?? '';
    },
    showSpinner(text) {
      waits.push(text);
      options.onWait?.(text);
      return () => {};
    },
    async sleep(ms) {
      sleeps.push(ms);
    },
  };
  const exitCode = await run(args, environment);
  return { exitCode, ...written, questions, waits, sleeps };
}
