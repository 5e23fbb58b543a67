import type { ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import { IndependentSigner, readSigningKey, type SigningKey } from './signed-requests.ts';
import { expectProblem } from './problems.ts';
import { sendRaw, type WireRequest } from './raw-http.ts';
import { startTestService, type TestService, type TestServiceOptions } from './service.ts';

export interface SignedService extends TestService {
  readonly requests: IndependentSigner;
  readonly key: SigningKey;
  send(wire: WireRequest): Promise<Response>;
  /** All public data of all raffles. */
  look(): Promise<string>;
}

/** A real service, and an operator whose signing shares no code with it. */
export async function startSignedService(
  t: ExecutionContext,
  options?: TestServiceOptions,
): Promise<SignedService> {
  const service = await startTestService(t, options);
  const key = await readSigningKey(service.dataDir);
  return {
    ...service,
    key,
    requests: new IndependentSigner(service.url, key),
    send: (wire) => sendRaw(service.url, wire),
    look: async () => (await fetch(`${service.url}/api/raffles`)).text(),
  };
}

export interface RefusedRequest {
  readonly code: ProblemCode;
  wire(service: SignedService): WireRequest | Promise<WireRequest>;
}

/** Asserts that a signed request is refused with this code and that no raffle has changed. */
export async function expectRefused(
  t: ExecutionContext,
  { code, wire }: RefusedRequest,
): Promise<Record<string, unknown>> {
  const service = await startSignedService(t);
  const before = await service.look();
  const problem = await expectProblem(t, await service.send(await wire(service)), code);
  t.is(await service.look(), before);
  return problem;
}

const body = JSON.stringify({ id: 'spring', title: 'Spring' });

/** A request with every component that a signature can cover. */
export const createSpring = {
  target: '/api/admin/raffles',
  body,
  idempotencyKey: 'create-spring',
} as const;

export const closeDemo = { target: '/api/admin/raffles/demo/close' } as const;
