import { InvalidArgumentError } from 'commander';
import { limits, RaffleId } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a command does: its arguments and options in, what the shell sees out. */
export type Handler<Args extends unknown[]> = (
  context: Context,
  ...args: Args
) => Promise<ExitCode>;

/** Makes a handler into what commander calls. */
export type ToAction = <Args extends unknown[]>(
  handler: Handler<Args>,
) => (...args: unknown[]) => Promise<void>;

/** Help begins with these. */
export function examples(...commands: readonly string[]): string {
  return `Examples:\n${commands.map((command) => `  $ ${command}`).join('\n')}\n`;
}

export function parseId(text: string): string {
  if (RaffleId.safeParse(text).success) return text;
  throw new InvalidArgumentError('An id has 1 to 64 letters, digits, - and _.');
}

export const parseCount = countUpTo(limits.capacityMax);
export const parseLimit = countUpTo(limits.perPersonLimitMax);

function countUpTo(max: number): (text: string) => number {
  return (text) => {
    const count = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
    if (count >= 1 && count <= max) return count;
    throw new InvalidArgumentError(
      `A whole number from 1 to ${max.toLocaleString('en')} is needed.`,
    );
  };
}
