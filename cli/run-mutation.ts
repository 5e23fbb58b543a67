import { IdempotentMutation } from '#contract/idempotent-mutation.ts';
import type { Context } from './context.ts';
import { CommandError, describeError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

export interface MutationOptions {
  /** Shown while the request runs. */
  readonly doing: string;
  /** What to do if there is no answer. Receives the Idempotency-Key that was sent. */
  readonly ifUnknown: (idempotencyKey: string) => string;
  /** The key of an earlier attempt. Default: a new key. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * Sends a request that changes something, once. If its outcome is unknown, the error says what to do.
 *
 * @throws {CommandError} 6: there was no answer; the change may have been made. 130: interrupted
 *   before the answer.
 */
export async function runMutation<Answer>(
  context: Context,
  { doing, ifUnknown, idempotencyKey = crypto.randomUUID() }: MutationOptions,
  send: (idempotencyKey: string) => Promise<Answer>,
): Promise<Answer> {
  const mutation = new IdempotentMutation<null>({ createKey: () => idempotencyKey });
  const result = await context.withSpinner(doing, async () => mutation.run(null, send));
  if (result?.status === 'done') return result.answer;
  const error = result?.error;
  if (result?.status === 'refused') throw error;
  const nextStep = `The change may have been made. ${ifUnknown(idempotencyKey)}`;
  const { message, exitCode } = describeError(error);
  throw context.environment.signal.aborted
    ? new CommandError(exitCodes.interrupted, `Interrupted. ${nextStep}`, { cause: error })
    : new CommandError(exitCode, `${message}\n${nextStep}`, { cause: error });
}
