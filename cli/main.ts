import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import yoctoSpinner from 'yocto-spinner';
import type { CliEnvironment } from './cli-environment.ts';
import { run } from './create-program.ts';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

const { env, stdin, stdout, stderr } = process;
const controller = new AbortController();
const { signal } = controller;

// A second Ctrl-C ends the process at once.
process.once('SIGINT', () => controller.abort());
// A pipe can be closed early (`raffle list | head -1`). The command still ends normally, because its
// exit code is part of the answer.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    controller.abort();
  });
}

const environment: CliEnvironment = {
  env,
  cwd: process.cwd(),
  stdin,
  stdout,
  stderr,
  isOutputTerminal: isatty(stdout.fd),
  isErrorTerminal: isatty(stderr.fd),
  canPrompt: isatty(stdin.fd) && isatty(stderr.fd),
  // A terminal of unknown width reports 0.
  columns: stdout.columns || undefined,
  signal,
  async prompt(question, { isSecret = false } = {}) {
    // Loaded at the first question: it takes as long as the rest of a start.
    const { input, password } = await import('@inquirer/prompts');
    const prompt = isSecret ? password : input;
    try {
      return await prompt({ message: question }, { output: stderr, signal });
    } catch (cause) {
      throw new CommandError(exitCodes.interrupted, 'Cancelled. Nothing was changed.', { cause });
    }
  },
  showSpinner(text) {
    if (!isatty(stderr.fd) || env['TERM'] === 'dumb') return () => {};
    const spinner = yoctoSpinner({ text, stream: stderr, handleSignals: false }).start();
    return () => void spinner.stop();
  },
  async sleep(ms) {
    await delay(ms, undefined, { signal }).catch(() => {});
  },
};

process.exitCode = await run(process.argv.slice(2), environment);
