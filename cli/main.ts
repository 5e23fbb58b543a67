import { input, password } from '@inquirer/prompts';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import yoctoSpinner from 'yocto-spinner';
import { run } from './create-program.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import type { Surroundings } from './surroundings.ts';

const { env, stdin, stdout, stderr } = process;
const ending = new AbortController();
const { signal } = ending;

// A second Ctrl-C ends the program at once.
process.once('SIGINT', () => ending.abort());
// Whoever reads the output may have read enough (`raffle list | head -1`): the command still ends
// in its own way, because its exit code is part of the answer.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    ending.abort();
  });
}

const surroundings: Surroundings = {
  env,
  cwd: process.cwd(),
  stdin,
  stdout,
  stderr,
  isOutputTerminal: isatty(stdout.fd),
  isTalkTerminal: isatty(stderr.fd),
  canAsk: isatty(stdin.fd) && isatty(stderr.fd),
  // A terminal that does not know its width says 0.
  columns: stdout.columns || undefined,
  signal,
  async ask(question, { isSecret = false } = {}) {
    const prompt = isSecret ? password : input;
    try {
      return await prompt({ message: question }, { output: stderr, signal });
    } catch (cause) {
      throw new CommandFailed(exitCodes.interrupted, 'Cancelled. Nothing was changed.', { cause });
    }
  },
  showWaiting(text) {
    if (!isatty(stderr.fd) || env['TERM'] === 'dumb') return () => {};
    const spinner = yoctoSpinner({ text, stream: stderr, handleSignals: false }).start();
    return () => void spinner.stop();
  },
  async sleep(ms) {
    await delay(ms, undefined, { signal }).catch(() => {});
  },
};

process.exitCode = await run(process.argv.slice(2), surroundings);
