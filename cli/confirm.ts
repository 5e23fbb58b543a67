import type { RaffleView } from '#contract/raffles.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { describeRaffle } from './format-raffle.ts';

export interface Confirmation {
  /** What must be typed, or given with --confirm. */
  readonly expected: string;
  /** The value of --confirm, if given. */
  readonly confirm: string | undefined;
  /** What cannot be undone, in one sentence. */
  readonly consequence: string;
  /** Describes what the command changes; undefined if the service will refuse it anyway. */
  readonly describe: () => Promise<string | undefined>;
  readonly question: string;
  /** The command without its --confirm, and with it. */
  readonly command: string;
  readonly inScript: string;
  /** Whether --confirm is required if there is no terminal. */
  readonly isNeededInScripts: boolean;
}

/**
 * Asks a person to type the name of what the command changes. Without a terminal nothing is asked.
 *
 * @throws {CommandError} 3: the answer is different or empty. 2: there is no terminal, and --confirm
 *   is required.
 */
export async function confirm(context: Context, confirmation: Confirmation): Promise<void> {
  const { expected, consequence, question, command, inScript } = confirmation;
  const { environment, output } = context;
  if (confirmation.confirm !== undefined) {
    return requireSame(confirmation.confirm, expected, `In a script: ${inScript}`);
  }
  if (!environment.canPrompt) {
    if (!confirmation.isNeededInScripts) return;
    throw new CommandError(
      exitCodes.usage,
      `${consequence} There is no terminal to ask, so confirm with: ${inScript}`,
    );
  }
  const description = await confirmation.describe();
  if (description === undefined) return;
  output.printStatus(description, 'bold');
  output.printStatus(consequence, 'yellow');
  const answer = await environment.prompt(question);
  requireSame(answer.trim(), expected, `Try again: ${command}`);
}

export interface DestructiveAction {
  readonly id: string;
  /** What the action does, after "to": for example `draw it`. */
  readonly action: string;
  /** The command without `raffle` and --confirm: for example `draw spring`. */
  readonly command: string;
  /** The value of --confirm, if given. */
  readonly confirm: string | undefined;
  /** What cannot be undone, in one sentence. */
  readonly consequence: string;
  /** Whether the service will refuse this for the raffle; then nothing is asked. */
  readonly isTooLate: (view: RaffleView) => boolean;
  /** Default: true. */
  readonly isNeededInScripts?: boolean;
}

/** Asks a person to type the raffle's id. */
export async function confirmId(context: Context, action: DestructiveAction): Promise<void> {
  const { id, isNeededInScripts = true } = action;
  const command = `raffle ${action.command}`;
  await confirm(context, {
    ...action,
    expected: id,
    describe: async () => {
      const { signal } = context.environment;
      const view = await context.client().call('showRaffle', { params: { id }, signal });
      return action.isTooLate(view) ? undefined : `${view.title}. ${describeRaffle(view)}`;
    },
    question: `Type the raffle's id (${id}) to ${action.action}`,
    command,
    inScript: `${command} --confirm ${id}`,
    isNeededInScripts,
  });
}

function requireSame(answer: string, expected: string, nextStep: string): void {
  if (answer === expected) return;
  throw new CommandError(
    exitCodes.declined,
    `"${answer}" is not "${expected}". Nothing was changed.\n${nextStep}`,
  );
}
