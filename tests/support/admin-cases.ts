import type { ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problems.ts';
import { OrderSigner, readOrderKey, type OrderKey } from './orders.ts';
import { expectProblem } from './problems.ts';
import { sendRaw, type WireRequest } from './raw-http.ts';
import { startTestService, type TestService, type TestServiceOptions } from './service.ts';

export interface OrderedService extends TestService {
  readonly orders: OrderSigner;
  readonly key: OrderKey;
  send(wire: WireRequest): Promise<Response>;
  /** Everything anybody can see of every raffle. */
  look(): Promise<string>;
}

/** A real service, and an operator who shares no code with it. */
export async function startOrderedService(
  t: ExecutionContext,
  options?: TestServiceOptions,
): Promise<OrderedService> {
  const service = await startTestService(t, options);
  const key = await readOrderKey(service.dataDir);
  return {
    ...service,
    key,
    orders: new OrderSigner(service.url, key),
    send: (wire) => sendRaw(service.url, wire),
    look: async () => (await fetch(`${service.url}/api/raffles`)).text(),
  };
}

export interface RefusedOrder {
  readonly code: ProblemCode;
  wire(service: OrderedService): WireRequest | Promise<WireRequest>;
}

/** Asserts that an order is refused with this code and that no raffle has changed. */
export async function expectRefused(
  t: ExecutionContext,
  { code, wire }: RefusedOrder,
): Promise<Record<string, unknown>> {
  const service = await startOrderedService(t);
  const before = await service.look();
  const problem = await expectProblem(t, await service.send(await wire(service)), code);
  t.is(await service.look(), before);
  return problem;
}

const body = JSON.stringify({ id: 'spring', title: 'Spring' });

/** An order with everything a signature can cover. */
export const createSpring = {
  target: '/api/admin/raffles',
  body,
  idempotencyKey: 'create-spring',
} as const;

export const closeDemo = { target: '/api/admin/raffles/demo/close' } as const;
