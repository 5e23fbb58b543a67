import type * as z from 'zod/mini';
import {
  endpoints,
  noContent,
  type Endpoint,
  type EndpointName,
  type Endpoints,
} from './endpoints.ts';
import { ProblemDetails } from './problem-details.ts';
import { ProblemReply, ServiceUnreachable } from './problem-reply.ts';
import type { RequestSigner, RequestToSign } from './request-signing.ts';

export { ProblemReply, ServiceUnreachable };

/** Where the service is, and how its requests are authenticated and timed. */
export interface ClientOptions {
  /** Origin of the service, e.g. `http://localhost:4000`. */
  readonly baseUrl: string;
  /** Signs requests to `/api/admin`; without it they fail before they are sent. */
  readonly signer?: RequestSigner;
  /** Returns the bearer token of an embedded app, read at every request; undefined if signed out. */
  readonly bearerToken?: () => string | undefined;
  /** Timeout of one request in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Unix time in milliseconds by the clock of this device. Default: `Date.now`. */
  readonly clock?: () => number;
  /**
   * Called when the service refused a signature because the clocks differ, and the request was
   * signed again with the service's time.
   *
   * @param aheadSeconds How far the clock of this device is ahead; negative if it is behind.
   */
  readonly onClockCorrected?: (aheadSeconds: number) => void;
}

/** Parts of one request. */
export interface CallOptions {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent instead of `body`, byte for byte. */
  readonly file?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Limit of the correction towards the service's clock. A signature is evidence of its time, and the
 * audit compares it with the log's times within ten minutes: a service must not be able to choose
 * that time freely.
 */
const clockCorrectionSecondsMax = 600;

/** Endpoints whose answer is JSON or empty. */
export type JsonEndpointName = {
  [Name in EndpointName]: Endpoints[Name] extends { response: z.ZodMiniType } ? Name : never;
}[EndpointName];

type Answer<Name extends JsonEndpointName> = z.output<Endpoints[Name]['response']>;

const responses: {
  readonly [Name in JsonEndpointName]: { readonly response: z.ZodMiniType<Answer<Name>> };
} = endpoints;

type TextEndpointName = 'showLog' | 'showCheckpoint' | 'showReceipt';

export type RaffleClient = ReturnType<typeof createClient>;

/**
 * Creates a typed client: `call` for endpoints that answer JSON, `text` for answers that are kept
 * byte for byte, `unchecked` for JSON that the caller verifies itself.
 *
 * The client does not retry; that decision is the caller's. One exception: a request refused as
 * `signature-stale` changed nothing and is signed and sent once more with the service's time.
 *
 * @throws {ProblemReply} If the service refused the request.
 * @throws {ServiceUnreachable} If there is no usable answer, so that the outcome is unknown.
 */
export function createClient(options: ClientOptions) {
  const { clock = Date.now } = options;
  let clockAheadSeconds = 0;

  async function request(endpoint: Endpoint, call: CallOptions): Promise<Response> {
    const reply = await sendRequest(endpoint, call);
    if (reply.ok) return reply;
    const problem = await readProblem(reply);
    if (!correctClock(problem)) throw problem;
    const secondReply = await sendRequest(endpoint, call);
    if (!secondReply.ok) throw await readProblem(secondReply);
    return secondReply;
  }

  /** @returns Whether the clock was corrected, so that another signature may be accepted. */
  function correctClock(problem: Error): boolean {
    const serverTime = readServerTime(problem);
    if (serverTime === undefined) return false;
    const ahead = Math.round((clock() - serverTime) / 1000);
    const isOff = Math.abs(ahead - clockAheadSeconds) > 1;
    if (!isOff || Math.abs(ahead) > clockCorrectionSecondsMax) return false;
    clockAheadSeconds = ahead;
    options.onClockCorrected?.(ahead);
    return true;
  }

  async function sendRequest(endpoint: Endpoint, call: CallOptions): Promise<Response> {
    const { params = {}, query = {}, body, file, idempotencyKey, signal } = call;
    const target = new URL(fillPath(endpoint.path, params), options.baseUrl);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    const url = target.href;
    const unsigned = {
      method: endpoint.method,
      url,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file.bytes, contentType: file.type }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    const headers =
      endpoint.caller === 'operator'
        ? await sign(unsigned, options.signer, unixSeconds())
        : { ...plainHeaders(unsigned), ...bearerHeader(options.bearerToken?.()) };
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    return send(url, {
      method: endpoint.method,
      headers: { ...headers, accept: 'application/json, application/problem+json, */*;q=0.5' },
      credentials: endpoint.caller === 'operator' ? 'omit' : 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(unsigned.body === undefined ? {} : { body: unsigned.body }),
    });
  }

  /** Current time of the service as far as it is known. */
  function unixSeconds(): number {
    return Math.floor(clock() / 1000) - clockAheadSeconds;
  }

  async function call<Name extends JsonEndpointName>(
    name: Name,
    callOptions: CallOptions = {},
  ): Promise<Answer<Name>> {
    const reply = await request(endpoints[name], callOptions);
    return readAnswer<Answer<Name>>(reply, responses[name].response);
  }

  async function text(name: TextEndpointName, callOptions: CallOptions = {}): Promise<string> {
    const reply = await request(endpoints[name], callOptions);
    if (!reply.headers.get('content-type')?.startsWith(endpoints[name].mediaType)) {
      throw notARaffleService(reply);
    }
    return readText(reply);
  }

  async function unchecked(
    name: JsonEndpointName,
    callOptions: CallOptions = {},
  ): Promise<unknown> {
    return readJson(await request(endpoints[name], callOptions));
  }
  return { call, text, unchecked };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new ServiceUnreachable(`No answer from ${new URL(url).origin}.`, { cause });
  }
}

async function readAnswer<Answer>(reply: Response, schema: z.ZodMiniType<Answer>): Promise<Answer> {
  const isEmpty = Object.is(schema, noContent);
  const answer = schema.safeParse(isEmpty ? undefined : await readJson(reply));
  if (!answer.success) throw notARaffleService(reply, answer.error);
  return answer.data;
}

function notARaffleService({ url }: Response, cause?: unknown): ServiceUnreachable {
  const message = `${new URL(url).origin} answered, but not like a raffle service.`;
  return new ServiceUnreachable(message, { cause });
}

/** Reads a reply that is not `ok`: a `ProblemReply`, or `ServiceUnreachable` for any other body. */
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
    throw new ServiceUnreachable('The answer was cut off.', { cause });
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
    // A URL parser removes `.` and `..`, which would address another endpoint.
    if (value === undefined || /^\.{0,2}$/.test(value)) {
      throw new TypeError(`The path ${path} needs the parameter ${name}, not "${value}".`);
    }
    return encodeURIComponent(value);
  });
}

function plainHeaders({ body, contentType, idempotencyKey }: RequestToSign) {
  return {
    ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

function bearerHeader(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Loads the signing code at the first signed request: the participant app never needs it. */
async function sign(request: RequestToSign, signer: RequestSigner | undefined, now: number) {
  if (signer === undefined) throw new TypeError('This request needs an operator key to sign it.');
  const { signRequest } = await import('./request-signing.ts');
  return signRequest(request, signer, now);
}

/** @returns Unix time of the service in milliseconds, if it refused a signature for its time. */
function readServerTime(problem: Error): number | undefined {
  if (!(problem instanceof ProblemReply) || problem.code !== 'signature-stale') return undefined;
  const time = Date.parse(String(problem.problem['serverTime']));
  return Number.isFinite(time) ? time : undefined;
}
