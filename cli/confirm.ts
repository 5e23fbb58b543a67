import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';

export interface Confirmation {
  /** What must be typed, or said by --confirm. */
  readonly expected: string;
  /** What --confirm said, if it was given. */
  readonly confirm: string | undefined;
  /** What becomes final, in a sentence. */
  readonly consequence: string;
  /** Looks at what it is about; undefined where it is too late to ask, and the service will say why. */
  readonly describe: () => Promise<string | undefined>;
  readonly question: string;
  /** The command without its --confirm, and with it. */
  readonly command: string;
  readonly inScript: string;
  /** Whether a script must say it too. Where nobody can be asked, giving the order is saying so. */
  readonly isNeededInScripts: boolean;
}

/**
 * Makes sure that a person means this very thing. Off a terminal nobody is ever asked.
 *
 * @throws {CommandFailed} 3: something else was typed, or nothing. 2: nobody there to ask, and it
 *   is needed.
 */
export async function confirm(context: Context, confirmation: Confirmation): Promise<void> {
  const { expected, consequence, question, command, inScript } = confirmation;
  const { surroundings, output } = context;
  if (confirmation.confirm !== undefined) {
    return requireSame(confirmation.confirm, expected, `In a script: ${inScript}`);
  }
  if (!surroundings.canAsk) {
    if (!confirmation.isNeededInScripts) return;
    throw new CommandFailed(
      exitCodes.usage,
      `${consequence} There is no terminal to ask, so confirm it here: ${inScript}`,
    );
  }
  const description = await confirmation.describe();
  if (description === undefined) return;
  output.talk(description, 'bold');
  output.talk(consequence, 'yellow');
  const answer = await surroundings.ask(question);
  requireSame(answer.trim(), expected, `Ask again: ${command}`);
}

function requireSame(answer: string, expected: string, next: string): void {
  if (answer === expected) return;
  throw new CommandFailed(
    exitCodes.declined,
    `"${answer}" is not "${expected}". Nothing was changed.\n${next}`,
  );
}
