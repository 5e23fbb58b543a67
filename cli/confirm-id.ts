import type { RaffleView } from '#contract/schemas.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
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

/** Makes sure that a person means this very raffle: its id is to be typed. */
export async function confirmId(context: Context, action: SevereAction): Promise<void> {
  const { id, verb } = action;
  await confirm(context, {
    ...action,
    expected: id,
    describe: async () => {
      const { signal } = context.surroundings;
      const view = await context.client().call('showRaffle', { params: { id }, signal });
      return action.isTooLate(view) ? undefined : `${view.title}. ${describe(view)}`;
    },
    question: `Type the raffle's id (${id}) to ${verb} it`,
    command: `raffle ${verb} ${id}`,
    inScript: `raffle ${verb} ${id} --confirm ${id}`,
    isNeededInScripts: verb !== 'close',
  });
}
