import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { endpoints, isEndpointName } from '#contract/endpoints.ts';
import { problemsOf } from '../../services/raffle/http/pages/openapi.ts';
import { findUnanswered, watchProblemReplies } from '../support/answered-problems.ts';

const names = Object.keys(endpoints).filter(isEndpointName);
const documented = names.flatMap((name) => problemsOf(name).map((code) => `${name} ${code}`));

test('a reply that its endpoint does not document is reported', async (t) => {
  const take = watchProblemReplies();
  take();
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/problem+json; charset=utf-8');
    response.setHeader('x-request-id', '1');
    response.end(JSON.stringify({ code: request.url?.startsWith('/api') ? 'sold-out' : 'x' }));
  });
  t.teardown(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of ['/api/admin/keys?x=1', '/api/admin/keys', '/somewhere'])
    await fetch(url + path);
  t.deepEqual(take(), ['listKeys sold-out']);
  await fetch(`${url}/api/raffles/spring/tickets`, { method: 'POST' });
  t.deepEqual(take(), [], 'this one is documented');
});

test('a documented reply that no test got is found', (t) => {
  t.deepEqual(findUnanswered(documented.join('\n')), []);
  const without = (...missing: string[]) =>
    findUnanswered(documented.filter((pair) => !missing.includes(pair)).join('\n'));
  t.deepEqual(without('buyTickets sold-out'), ['buyTickets sold-out']);
  t.deepEqual(without('listKeys signature-stale'), [], 'another endpoint has it');
  t.true(without(...documented).includes('listKeys signature-stale'));
});
