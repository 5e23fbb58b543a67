import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { JsonEndpointName } from '#contract/client.ts';
import {
  endpoints,
  isEndpointName,
  type Endpoint,
  type EndpointName,
} from '#contract/endpoints.ts';
import { endpointDocs } from '#contract/endpoint-docs.ts';
import { requestBodies } from '#contract/requests.ts';
import { startSignedService } from '../support/admin-cases.ts';
import { expectProblem } from '../support/problems.ts';
import { expectRefusal } from '../support/refusals.ts';
import { postJson, startTestService, type TestService } from '../support/service.ts';

const names = Object.keys(endpoints).filter(isEndpointName);

/** A body that each endpoint accepts, where one is needed. */
const bodies: Readonly<Partial<Record<EndpointName, object>>> = {
  amendRaffle: { title: 'New' },
  buyTickets: { quantity: 1 },
  cancelRaffle: { reason: 'Rain' },
  claimPrize: { ticketNumber: 1 },
  forfeitPrize: { ticketNumber: 1, reason: 'declined' },
  markPayments: { numbers: [1], paid: true },
  rehearseRaffle: { tickets: 1 },
  resumeWitness: { witness: 'club' },
  sellTickets: { quantity: 1 },
  voidTickets: { numbers: [1], reason: 'mistake' },
};

/** Calls an endpoint for operators about a raffle. */
function call({ operator }: TestService, name: EndpointName, id: string, idempotencyKey: string) {
  const body = bodies[name];
  const request = {
    params: { id, prize: '1' },
    idempotencyKey,
    ...(body === undefined ? {} : { body }),
  };
  return operator.call(name as JsonEndpointName, request);
}

test('every endpoint about a raffle says that there is no such raffle', async (t) => {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  const about = names.filter((name) => endpointDocs[name].problems.includes('raffle-not-found'));
  t.true(about.length > 20);
  for (const name of about) {
    const { caller, method, path }: Endpoint = endpoints[name];
    if (caller === 'operator') {
      await expectRefusal(t, call(service, name, 'none', 'key'), 'raffle-not-found');
      continue;
    }
    const address = path.replace(':id', 'none').replace(':number', '1').replace(':token', '1-x');
    const body = bodies[name];
    const init = body === undefined ? { method } : postJson(body, { 'idempotency-key': 'key' });
    await expectProblem(t, await ann.fetch(address, init), 'raffle-not-found');
  }
});

test('every endpoint refuses an unknown member of its body', async (t) => {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  for (const name of names) {
    const body = requestBodies[name];
    if (body === undefined || !('schema' in body)) continue;
    const { caller, method, path }: Endpoint = endpoints[name];
    if (caller === 'operator') {
      const request = { params: { id: 'demo', prize: '1' }, body: { unknown: 1 } };
      const refused = service.operator.call(name as JsonEndpointName, request);
      await expectRefusal(t, refused, 'invalid-request');
      continue;
    }
    const init = postJson({ unknown: 1 }, { 'idempotency-key': 'key' });
    const reply = await ann.fetch(path.replace(':id', 'demo'), { ...init, method });
    await expectProblem(t, reply, 'invalid-request');
  }
});

test('every request that stores its Idempotency-Key refuses one that another request had', async (t) => {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  t.is((await ann.buy('demo', { quantity: 2 })).status, 201);
  await call(service, 'voidTickets', 'demo', 'key');
  const keyed = names.filter((name) =>
    endpointDocs[name].problems.includes('idempotency-key-reused'),
  );
  // A new raffle, a participant and a rehearsal have keys of their own.
  const others = ['buyTickets', 'createRaffle', 'rehearseRaffle', 'voidTickets'];
  for (const name of keyed.filter((each) => !others.includes(each))) {
    await expectRefusal(t, call(service, name, 'demo', 'key'), 'idempotency-key-reused');
  }
  t.deepEqual(
    others.filter((each) => !keyed.includes(each as EndpointName)),
    [],
  );
});

test('every deletion with a body is refused', async (t) => {
  const service = await startSignedService(t);
  const table = Object.values<Endpoint>(endpoints);
  const deletions = table.filter(
    ({ method, caller }) => method === 'DELETE' && caller === 'operator',
  );
  for (const { method, path } of deletions) {
    const target = path.replace(/:\w+/, 'demo');
    const wire = service.requests.sign({ method, target, body: '{}' });
    await expectProblem(t, await service.send(wire), 'invalid-request');
  }
});

test('a rehearsal is refused before it opens, after it is closed, and after it is cancelled', async (t) => {
  const { operator } = await startTestService(t);
  const rehearse = async (
    id: string,
    change: 'cancelRaffle' | 'closeRaffle' | null,
    rules = {},
  ) => {
    await operator.call('createRaffle', {
      body: { id, title: 'Try it', rehearsal: true, ...rules },
    });
    const params = { id };
    if (change === 'cancelRaffle')
      await operator.call(change, { params, body: { reason: 'Rain' } });
    if (change === 'closeRaffle') await operator.call(change, { params });
    return operator.call('rehearseRaffle', { params, body: { tickets: 1 } });
  };
  const later = { opensAt: '2999-01-01T00:00:00Z' };
  await expectRefusal(t, rehearse('early', null, later), 'not-open-yet');
  await expectRefusal(t, rehearse('closed', 'closeRaffle'), 'raffle-closed');
  await expectRefusal(t, rehearse('cancelled', 'cancelRaffle'), 'raffle-cancelled');
});

test('a purchase and a void whose write fails say that they may have been made', async (t) => {
  const { dataDir, operator, signIn } = await startTestService(t, { onFailure: () => {} });
  const ann = await signIn('ann@example.org');
  t.is((await ann.buy('demo')).status, 201);
  appendFileSync(join(dataDir, 'raffles', 'demo.journal'), 'x');
  await expectProblem(t, await ann.buy('demo'), 'outcome-unknown');
  const call = { params: { id: 'demo' }, body: { numbers: [1], reason: 'mistake' } } as const;
  await expectRefusal(t, operator.call('voidTickets', call), 'outcome-unknown');
});
