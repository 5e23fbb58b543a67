import type { ErrorRequestHandler, RequestHandler } from 'express';
import { problems } from '#contract/problems.ts';
import { RuleBroken } from '../domain/rule-broken.ts';
import { AdminRequestRefused } from '../identity/admin-request-refused.ts';
import { SignInRefused } from '../identity/oidc.ts';
import { StoreUnavailable } from '../stores/store-unavailable.ts';
import { Refused } from './refused.ts';

const retryAfterSeconds = '1';

/** Answers everything that nothing else answered. */
export const replyNotFound: RequestHandler = () => {
  throw new Refused('not-found', 'There is nothing at this address.');
};

/**
 * Turns what was thrown into problem details. What is not known is `internal`: it is logged, and
 * the reply says nothing about it. A reply that has begun can only be cut short.
 *
 * @see RFC 9457.
 */
export function replyProblem(publicUrl: string): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      request.log.error({ err: error }, 'A reply was cut short');
      response.destroy();
      return;
    }
    const refused = toRefused(error);
    if (refused.code === 'internal') request.log.error({ err: error }, 'A request failed');
    const { status, title } = problems[refused.code];
    response
      .status(status)
      .set(refused.headers)
      .set('cache-control', 'no-store')
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `${publicUrl}/docs#${refused.code}`,
          title,
          status,
          detail: refused.message,
          instance: response.get('x-request-id'),
          code: refused.code,
          ...refused.facts,
        }),
      );
  };
}

function toRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof RuleBroken) return new Refused(error.code, error.message);
  if (error instanceof AdminRequestRefused) return new Refused(error.code, error.message);
  if (error instanceof SignInRefused) return new Refused('sign-in-refused', error.message);
  if (error instanceof StoreUnavailable) {
    return new Refused(error.code, error.message, {
      headers: { 'retry-after': retryAfterSeconds },
    });
  }
  return fromExpress(error) ?? new Refused('internal', problems.internal.meaning, { cause: error });
}

/** What Express throws for an address it cannot read. */
function fromExpress(error: unknown): Refused | undefined {
  const { status } = error as { status?: number };
  if (status !== 400) return undefined;
  return new Refused('invalid-request', 'The request cannot be read. Nothing was changed.');
}
