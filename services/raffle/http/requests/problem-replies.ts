import { STATUS_CODES } from 'node:http';
import * as z from 'zod/mini';
import { catch as fallback } from 'zod/mini';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { RuleBroken } from '../../domain/decision.ts';
import { AdminRequestRefused } from '../../identity/raw-request.ts';
import { SignInRefused } from '../../identity/sign-in-refused.ts';
import { StoreUnavailable } from '../../stores/raffle-store.ts';
import { HttpProblem } from './http-problem.ts';
import { sendJson } from './send-json.ts';

const retryAfterSeconds = '1';

/** Replies `not-found` to requests that no route has handled. */
export const replyNotFound: RequestHandler = () => {
  throw new HttpProblem('not-found', 'There is nothing at this address.');
};

/**
 * Replies to errors with problem details. An unknown error becomes `internal`: it is logged, and the
 * reply does not describe it. A reply that has begun is aborted.
 *
 * @see RFC 9457.
 */
export function replyProblem(publicUrl: string): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      request.log.error({ err: error }, 'A reply was aborted');
      response.destroy();
      return;
    }
    if (isOfParser(error)) {
      response.destroy();
      return;
    }
    for (const name of ofFiles) response.removeHeader(name);
    if (replyPlain(error, response)) return;
    const problem = toProblem(error);
    if (problem.code === 'internal') request.log.error({ err: error }, 'A request failed');
    const { status, title } = problems[problem.code];
    const text = JSON.stringify({
      type: `${publicUrl}/docs#${problem.code}`,
      title,
      status,
      detail: problem.message,
      instance: request.id,
      code: problem.code,
      ...problem.facts,
    });
    sendJson(response, status, text, {
      mediaType: 'application/problem+json',
      headers: Object.entries(problem.headers ?? {}).flat(),
    });
  };
}

/** What a problem reply says. */
type Problem = Pick<HttpProblem, 'code' | 'message' | 'facts'> &
  Partial<Pick<HttpProblem, 'headers'>>;

function toProblem(error: unknown): Problem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RuleBroken || error instanceof AdminRequestRefused) return error;
  if (error instanceof SignInRefused) return new HttpProblem('sign-in-refused', error.message);
  if (error instanceof StoreUnavailable) {
    return new HttpProblem(error.code, error.message, {
      headers: { 'retry-after': retryAfterSeconds },
    });
  }
  return (
    fromExpress(error) ?? new HttpProblem('internal', problems.internal.meaning, { cause: error })
  );
}

/** Headers that Express has already set for a file that cannot be sent. */
const ofFiles = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'etag',
  'last-modified',
];

/** The problem codes for the statuses of errors from Express and its file sender. */
const codesByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  403: 'not-found',
  404: 'not-found',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
};

/**
 * An error from Express: a request that it cannot read, or a file that it cannot send.
 *
 * @see https://github.com/jshttp/http-errors: `expose` marks errors that the client caused.
 */
const HttpError = z.looseObject({
  status: fallback(z.optional(z.number()), undefined),
  expose: fallback(z.optional(z.boolean()), undefined),
  headers: fallback(z.optional(z.record(z.string(), z.string())), undefined),
  code: z.optional(z.unknown()),
});

function readHttpError(error: unknown): z.infer<typeof HttpError> {
  return HttpError.safeParse(error).data ?? {};
}

/**
 * Whether the client sent what is not HTTP while a file was being sent. Such an error must not be
 * logged: it has the bytes of the request, with cookies and codes.
 */
function isOfParser(error: unknown): boolean {
  return String(readHttpError(error).code).startsWith('HPE_');
}

function fromExpress(error: unknown): HttpProblem | undefined {
  const { status, expose, code } = readHttpError(error);
  if (code === 'EMFILE' || code === 'ENFILE') {
    return new HttpProblem(
      'overloaded',
      'Too many files are open. Nothing was changed; try again.',
      {
        headers: { 'retry-after': retryAfterSeconds },
        cause: error,
      },
    );
  }
  // The router throws a URIError for a path that it cannot decode.
  const isClients = expose === true || error instanceof URIError;
  const problem = isClients && status !== undefined ? codesByStatus[status] : undefined;
  if (problem === undefined) return undefined;
  return new HttpProblem(problem, `${problems[problem].meaning} Nothing was changed.`);
}

/**
 * Replies with the plain status where there is no problem code, such as an unsatisfiable range:
 * such clients read the status only.
 */
function replyPlain(error: unknown, response: Response): boolean {
  const { status = 500, expose, headers = {} } = readHttpError(error);
  if (expose !== true || status < 400 || status > 499 || status in codesByStatus) return false;
  response.status(status).set(headers).set('cache-control', 'no-store');
  response.type('text/plain').send(STATUS_CODES[status] ?? String(status));
  return true;
}
