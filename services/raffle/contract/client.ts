import type * as z from 'zod/mini';
import { endpoints, type Endpoint, type EndpointName, type Endpoints } from './endpoints.ts';
import type { ProblemCode } from './problems.ts';
import type { RequestSigner, RequestToSign } from './request-signing.ts';
import { ProblemDetails } from './schemas.ts';

/** The service answered with a problem. `code` is stable; `message` is its `detail`. */
export class ProblemReply extends Error {
  override name = 'ProblemReply';
  readonly code: ProblemCode;
  readonly status: number;
  readonly problem: ProblemDetails;
  /** Seconds to wait before asking again, where the service named them. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDetails, retryAfterSeconds: number | undefined) {
    super(problem.detail);
    this.code = problem.code as ProblemCode;
    this.status = problem.status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer that this client understands: refused, timed out, cut off, or not this service. */
export class ServiceUnreachable extends Error {
  override name = 'ServiceUnreachable';
}

export interface ClientOptions {
  /** Where the service is, e.g. `http://localhost:4000`. */
  readonly baseUrl: string;
  /** Signs requests to `/api/admin`; without it they are refused before they are sent. */
  readonly signer?: RequestSigner;
  /** The token of an embedded app, asked for at every request; undefined while nobody is signed in. */
  readonly bearerToken?: () => string | undefined;
  /** How long one request may take, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

type Answer<Name extends EndpointName> = Endpoints[Name] extends { response: infer Schema }
  ? Schema extends z.ZodMiniType<infer Output>
    ? Output
    : never
  : undefined;

type TextEndpointName = 'showLog' | 'showCheckpoint' | 'showReceipt';

export type RaffleClient = ReturnType<typeof createClient>;

/**
 * A typed caller of the service: `call` for every endpoint of the table that answers JSON, `text`
 * for those that answer something to keep byte for byte.
 * It never retries: whether to ask again is the caller's to know.
 *
 * @throws {ProblemReply} the service refused.
 * @throws {ServiceUnreachable} the outcome is not known.
 */
export function createClient(options: ClientOptions) {
  async function ask(endpoint: Endpoint, wish: CallOptions): Promise<Response> {
    const { params = {}, query = {}, body, idempotencyKey, signal } = wish;
    const target = new URL(fillPath(endpoint.path, params), options.baseUrl);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    const url = target.href;
    const request = {
      method: endpoint.method,
      url,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    const headers =
      endpoint.caller === 'operator'
        ? await sign(request, requireSigner(options.signer))
        : { ...plainHeaders(request), ...bearerHeader(options.bearerToken?.()) };
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    const reply = await send(url, {
      method: endpoint.method,
      headers: { ...headers, accept: 'application/json, application/problem+json, */*;q=0.5' },
      credentials: endpoint.caller === 'operator' ? 'omit' : 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    if (!reply.ok) throw await readProblem(reply);
    return reply;
  }

  async function call<Name extends EndpointName>(
    name: Name,
    wish: CallOptions = {},
  ): Promise<Answer<Name>> {
    const reply = await ask(endpoints[name], wish);
    return (await readAnswer(reply, endpoints[name])) as Answer<Name>;
  }

  async function text(name: TextEndpointName, wish: CallOptions = {}): Promise<string> {
    const reply = await ask(endpoints[name], wish);
    if (!reply.headers.get('content-type')?.startsWith(endpoints[name].mediaType)) {
      throw notLikeARaffleService(reply);
    }
    return readText(reply);
  }
  return { call, text };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new ServiceUnreachable(`No answer from ${new URL(url).origin}.`, { cause });
  }
}

async function readAnswer(reply: Response, endpoint: Endpoint): Promise<unknown> {
  if (endpoint.response === undefined) return undefined;
  const answer = endpoint.response.safeParse(await readJson(reply));
  if (!answer.success) throw notLikeARaffleService(reply, answer.error);
  return answer.data;
}

function notLikeARaffleService({ url }: Response, cause?: unknown): ServiceUnreachable {
  const message = `${new URL(url).origin} answered, but not like a raffle service.`;
  return new ServiceUnreachable(message, { cause });
}

/** What a reply that is not `ok` says: a `ProblemReply`, or `ServiceUnreachable` for anything else. */
export async function readProblem(reply: Response): Promise<Error> {
  const problem = ProblemDetails.safeParse(await readJson(reply));
  if (!problem.success) {
    return new ServiceUnreachable(
      `${new URL(reply.url).origin} answered ${reply.status}, but not like a raffle service.`,
    );
  }
  const retryAfter = Number(reply.headers.get('retry-after') ?? Number.NaN);
  return new ProblemReply(problem.data, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

async function readText(reply: Response): Promise<string> {
  try {
    return await reply.text();
  } catch (cause) {
    throw new ServiceUnreachable(`The answer was cut off.`, { cause });
  }
}

async function readJson(reply: Response): Promise<unknown> {
  const text = await readText(reply);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    // A URL drops `.` and `..`, so they would reach another address.
    if (value === undefined || /^\.{0,2}$/.test(value)) {
      throw new TypeError(`The path ${path} needs the parameter ${name}, not "${value}".`);
    }
    return encodeURIComponent(value);
  });
}

function plainHeaders(request: { body?: string; idempotencyKey?: string }): Record<string, string> {
  return {
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  };
}

/** Fetched when the first order is signed: whoever only takes part never loads it. */
async function sign(request: RequestToSign, signer: RequestSigner) {
  const { signRequest } = await import('./request-signing.ts');
  return signRequest(request, signer);
}

function bearerHeader(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function requireSigner(signer: RequestSigner | undefined): RequestSigner {
  if (signer === undefined) throw new TypeError('This request needs an operator key to sign it.');
  return signer;
}
