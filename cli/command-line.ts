import { InvalidArgumentError, type Command } from 'commander';
import type { RaffleClient } from '#contract/client.ts';
import { limits, RaffleId } from '#contract/raffles.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';

/** Runs a command with its arguments and options. */
export type Handler<Args extends unknown[]> = (
  context: Context,
  ...args: Args
) => Promise<ExitCode>;

/** Turns a handler into an action of commander, which sets `this` to the command. */
export type ToAction = <Args extends unknown[]>(
  handler: Handler<Args>,
) => (this: Command, ...args: Args) => Promise<void>;

/** The examples at the top of a help text. */
export function examples(...commands: readonly string[]): string {
  return `Examples:\n${commands.map((command) => `  $ ${command}`).join('\n')}\n`;
}

export function parseId(text: string): string {
  if (RaffleId.safeParse(text).success) return text;
  throw new InvalidArgumentError('An id has 1 to 64 letters, digits, - and _.');
}

/** The raffle whose id differs from the given one only in capitals. No two raffles have such ids. */
export async function findSimilarId(
  client: RaffleClient,
  id: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { raffles } = await client.call('listRaffles', { signal });
  return raffles.find((each) => each.id.toLowerCase() === id.toLowerCase())?.id;
}

export const parseCount = countUpTo(limits.capacityMax);
export const parseLimit = countUpTo(limits.perPersonLimitMax);

/** Parses a whole number of an option or argument. */
export function countUpTo(max: number, { min = 1 } = {}): (text: string) => number {
  return (text) => {
    const count = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
    if (count >= min && count <= max) return count;
    throw new InvalidArgumentError(
      `Enter a whole number from ${min} to ${max.toLocaleString('en')}.`,
    );
  };
}

/** Collects the values of an argument that can be repeated. */
export function collect<Value>(parse: (text: string) => Value) {
  return (text: string, earlier: readonly Value[] = []): readonly Value[] => [
    ...earlier,
    parse(text),
  ];
}
