import type { ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { watchProblemReplies } from './answered-problems.ts';

// Tests of the HTTP layer alone start no service that would do it.
watchProblemReplies();

/**
 * Asserts that a reply is this problem, in every member and header that the contract defines.
 *
 * @returns Its members.
 */
export async function expectProblem(
  t: ExecutionContext,
  reply: Response,
  code: ProblemCode,
): Promise<Record<string, unknown>> {
  const text = await reply.text();
  t.is(reply.status, problems[code].status, text);
  t.is(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8', text);
  t.is(reply.headers.get('cache-control'), 'no-store');
  const problem = JSON.parse(text) as Record<string, unknown>;
  const { type, title, status, detail, instance } = problem;
  t.is(problem['code'], code, text);
  t.true(URL.canParse(String(type)) && String(type).endsWith(`/docs#${code}`), text);
  t.is(title, problems[code].title);
  t.is(status, reply.status);
  t.true(typeof detail === 'string' && detail.length > 0, text);
  t.is(instance, reply.headers.get('x-request-id'));
  t.notRegex(text, /node_modules|\.[jt]s:\d|\bat \w+ \(/, 'a stack is in the reply');
  return problem;
}
