import type { ExecutionContext } from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { ProblemCode } from '#contract/problem-details.ts';

/**
 * Asserts that the service refuses a call with this code, and that the sentence begins with the name
 * of the member, if one is named.
 */
export async function expectRefusal(
  t: ExecutionContext,
  call: Promise<unknown>,
  code: ProblemCode,
  member = '',
): Promise<ProblemReply> {
  const error = await t.throwsAsync(call, { instanceOf: ProblemReply });
  t.is(error.code, code, error.message);
  t.true(error.message.startsWith(member), `${member}: ${error.message}`);
  return error;
}
