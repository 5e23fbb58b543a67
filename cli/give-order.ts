import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed, explainFailure, isOutcomeUnknown } from './failures.ts';

export interface OrderTalk {
  /** Shown while it takes time. */
  readonly doing: string;
  /** What to do when nobody knows whether it was done. */
  readonly ifUnknown: string;
}

/**
 * Gives an order once. If its outcome is not known, says what to do: it is never repeated unseen.
 *
 * @throws {CommandFailed} 6: no answer, it may have been done. 130: interrupted meanwhile.
 */
export async function giveOrder<Answer>(
  context: Context,
  { doing, ifUnknown }: OrderTalk,
  order: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await context.waiting(doing, order);
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
    if (context.surroundings.signal.aborted) {
      throw new CommandFailed(
        exitCodes.interrupted,
        `Interrupted; it may have been done. ${ifUnknown}`,
        { cause: error },
      );
    }
    const { message, exitCode } = explainFailure(error);
    throw new CommandFailed(exitCode, `${message}\nIt may have been done. ${ifUnknown}`, {
      cause: error,
    });
  }
}
