import type { ExecutionContext } from 'ava';
import type { DeskSaleRequest } from '#contract/requests.ts';
import { ClaimedTickets } from '#contract/tickets.ts';
import { startTestService } from './service.ts';

export const params = { id: 'fair' };

export async function startFair(t: ExecutionContext, rules: object = {}) {
  const service = await startTestService(t);
  await service.operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  const sell = (body: DeskSaleRequest, idempotencyKey: string = crypto.randomUUID()) =>
    service.operator.call('sellTickets', { params, body, idempotencyKey });
  const readMine = async (email: string) => {
    const person = await service.signIn(email);
    return (await person.fetch('/api/raffles/fair/tickets/mine')).json() as never;
  };
  const claim = async (claimUrl: string) =>
    ClaimedTickets.parse(await (await fetch(claimUrl)).json());
  return { ...service, sell, readMine, claim };
}
