import { appendFileSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import {
  endpoints,
  isEndpointName,
  type Endpoint,
  type EndpointName,
} from '#contract/endpoints.ts';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problemsOf } from '../../services/raffle/http/pages/openapi.ts';

/** Names the file to which each new pair of an endpoint and a problem code is appended. */
const answeredProblemsFile = 'RAFFLE_ANSWERED_PROBLEMS';

const names = Object.keys(endpoints).filter(isEndpointName);
const documented = new Set(
  names.flatMap((name) => problemsOf(name).map((code) => `${name} ${code}`)),
);

/** Fixed parts before parameters: `/tickets/mine` is not `/tickets/:number`. */
const patterns = names
  .map((name) => {
    const { method, path }: Endpoint = endpoints[name];
    return { name, method, path: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`, 'i') };
  })
  .toSorted((left, right) => countParameters(left.name) - countParameters(right.name));

function countParameters(name: EndpointName): number {
  return endpoints[name].path.split(':').length;
}

/** What the test files of this process share, although each has modules of its own. */
interface Answered {
  /** The problem replies since the last look, as `endpoint code`. */
  readonly news: Set<string>;
  readonly written: Set<string>;
}

declare global {
  var answeredProblems: Answered | undefined;
}

/**
 * Compares every problem reply of this process with the documentation of its endpoint from now on.
 *
 * @returns The undocumented replies since the last call, each as `endpoint code`; they are forgotten.
 */
export function watchProblemReplies(): () => string[] {
  const { news } = (globalThis.answeredProblems ??= begin());
  return () => {
    const found = [...news];
    news.clear();
    return found.filter((pair) => !isDocumented(pair));
  };
}

function isDocumented(pair: string): boolean {
  // Any endpoint can have a fault.
  return pair.endsWith(' internal') || documented.has(pair);
}

function begin(): Answered {
  const answered: Answered = { news: new Set(), written: new Set() };
  const { end } = ServerResponse.prototype;
  ServerResponse.prototype.end = function observe(this: ServerResponse, ...args: unknown[]) {
    const reply = Reflect.apply(end, this, args) as ServerResponse;
    // Headers as they were sent: Node does not keep those of a list.
    const head = String(Reflect.get(this, '_header')).toLowerCase();
    // Services that tests imitate give their requests no id.
    const isReal = head.includes('\r\nx-request-id: ');
    if (isReal && head.includes('\r\ncontent-type: application/problem+json')) {
      note(answered, this, String(args[0]));
    }
    return reply;
  } as typeof end;
  return answered;
}

function note({ news, written }: Answered, { req }: ServerResponse, text: string): void {
  const target = 'originalUrl' in req ? String(req.originalUrl) : (req.url ?? '');
  const name = findEndpoint(req.method === 'HEAD' ? 'GET' : req.method, target.split('?')[0]!);
  // The reply to HEAD has no body.
  if (name === undefined || !text.startsWith('{')) return;
  const { code } = JSON.parse(text) as { code: ProblemCode };
  const isRouted = 'route' in req && req.route !== undefined;
  // A target that cannot be decoded reaches no endpoint.
  if (!isRouted && code === 'invalid-request') return;
  const pair = `${name} ${code}`;
  // A server that does not have the endpoint, such as the admin app's, need not document that.
  if (isRouted || code !== 'not-found') news.add(pair);
  const file = process.env[answeredProblemsFile];
  if (file === undefined || written.has(pair)) return;
  written.add(pair);
  appendFileSync(file, `${pair}\n`);
}

function findEndpoint(method: string | undefined, path: string): EndpointName | undefined {
  return patterns.find((each) => each.method === method && each.path.test(path))?.name;
}

/**
 * Codes that one step in front of many endpoints answers, or the store: it is enough if one endpoint
 * answers them.
 */
const sharedCodes = new Set<ProblemCode>([
  'cross-site-request',
  'key-unknown',
  'no-admin-key',
  'outcome-unknown',
  'overloaded',
  'payload-too-large',
  'rate-limited',
  'role-insufficient',
  'sign-in-required',
  'signature-invalid',
  'signature-missing',
  'signature-replayed',
  'signature-stale',
  'unsupported-media-type',
]);

/**
 * The documented problems that no endpoint answered, each as `endpoint code`.
 *
 * @param answered The contents of the file of answered problems.
 */
export function findUnanswered(answered: string): string[] {
  const pairs = new Set(answered.split('\n'));
  return names.flatMap((name) =>
    problemsOf(name)
      .filter((code) => {
        const alike = sharedCodes.has(code) ? names : [name];
        return !alike.some((other) => pairs.has(`${other} ${code}`));
      })
      .map((code) => `${name} ${code}`),
  );
}
