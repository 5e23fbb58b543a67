import { run } from '../../../cli/create-program.ts';
import type { ExitCode } from '../../../cli/exit-codes.ts';
import type { Surroundings } from '../../../cli/surroundings.ts';

export interface CliOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** A person sits there and says these, one a question. Without it there is no terminal at all. */
  readonly answers?: readonly string[];
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

export interface CliResult {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
  /** What was shown while it took time. */
  readonly waits: readonly string[];
  /** How long it slept, each time, in milliseconds. It never really does. */
  readonly sleeps: readonly number[];
}

/** Runs one command line in a world of its own: nothing of this process reaches it. */
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
  const surroundings: Surroundings = {
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
    isTalkTerminal: isTerminal,
    canAsk: isTerminal,
    columns,
    signal: signal ?? new AbortController().signal,
    async ask(question) {
      questions.push(question);
      return answers?.[questions.length - 1] ?? '';
    },
    showWaiting(text) {
      waits.push(text);
      return () => {};
    },
    async sleep(ms) {
      sleeps.push(ms);
    },
  };
  const exitCode = await run(args, surroundings);
  return { exitCode, ...written, questions, waits, sleeps };
}
