import type { ExecutionContext } from 'ava';
import { startTestService, type TestServiceOptions } from './service.ts';

/** A service with a rehearsal called `try` beside its demo. */
export async function startRehearsal(
  t: ExecutionContext,
  { rules = {}, ...options }: TestServiceOptions & { rules?: object } = {},
) {
  const service = await startTestService(t, options);
  const body = { id: 'try', title: 'Try it', rehearsal: true, ...rules };
  await service.operator.call('createRaffle', { body });
  const params = { id: 'try' };
  const rehearse = (tickets: number, idempotencyKey: string = crypto.randomUUID()) =>
    service.operator.call('rehearseRaffle', { params, body: { tickets }, idempotencyKey });
  const read = async (path: string) => (await fetch(service.url + path)).json() as never;
  return { ...service, params, rehearse, read };
}
