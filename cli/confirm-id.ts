import type { RaffleView } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import { describe } from './raffle-facts.ts';

export interface SevereAction {
  readonly id: string;
  /** What the command is called. */
  readonly verb: 'close' | 'delete' | 'draw';
  /** What --confirm said, if it was given. */
  readonly confirm: string | undefined;
  /** What becomes final, in a sentence. */
  readonly consequence: string;
  /** Is it too late for this raffle? Then nobody is asked; the service refuses and says why. */
  readonly isTooLate: (view: RaffleView) => boolean;
}

/**
 * Makes sure that a person means this very raffle. Off a terminal nobody is ever asked.
 *
 * @throws {CommandFailed} 3: another id, or none. 2: nobody there to ask.
 */
export async function confirmId(context: Context, action: SevereAction): Promise<void> {
  const { id, verb, confirm, consequence } = action;
  const { surroundings, output } = context;
  const inScript = `raffle ${verb} ${id} --confirm ${id}`;
  if (confirm !== undefined) return requireSame(confirm, id, `In a script: ${inScript}`);
  if (!surroundings.canAsk) {
    throw new CommandFailed(
      exitCodes.usage,
      `${consequence} There is no terminal to ask, so confirm it here: ${inScript}`,
    );
  }
  const { signal } = surroundings;
  const view = await context.client().call('showRaffle', { params: { id }, signal });
  if (action.isTooLate(view)) return;
  output.talk(`${view.title}. ${describe(view)}`, 'bold');
  output.talk(consequence, 'yellow');
  const answer = await surroundings.ask(`Type the raffle's id (${id}) to ${verb} it`);
  requireSame(answer.trim(), id, `Ask again: raffle ${verb} ${id}`);
}

function requireSame(answer: string, id: string, next: string): void {
  if (answer === id) return;
  throw new CommandFailed(
    exitCodes.declined,
    `"${answer}" is not "${id}". Nothing was changed.\n${next}`,
  );
}
