import test from 'ava';
import type { JsonEndpointName, ProblemReply } from '#contract/client.ts';
import { adminEndpoints } from '#contract/endpoints.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { startTestService } from '../support/service.ts';

/** What a seller may ask for; a request without a body is then refused for another reason. */
const allowed = new Set(['sellTickets', 'markPayments']);

test('a seller’s key is refused at every operators’ endpoint but selling and payments', async (t) => {
  const { url, operator } = await startTestService(t);
  const seller = await enrolOperator(url, operator, { name: 'Sal', role: 'seller' });
  const params = { id: 'demo', prize: '1', keyid: seller.key.keyid, digest: 'x' };
  const names = Object.keys(adminEndpoints).filter((name) => name !== 'enrolKey');
  t.true(names.length > 10);
  for (const name of names) {
    const code = await seller.client.call(name as JsonEndpointName, { params }).then(
      () => 'done',
      (error: ProblemReply) => error.code,
    );
    t.is(code === 'role-insufficient', !allowed.has(name), `${name}: ${code}`);
  }
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { status: 'open', version: 1 });
});
