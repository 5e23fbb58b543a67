import test from 'ava';
import { closeDemo, createSpring, startOrderedService } from '../support/admin-cases.ts';
import { withHeader } from '../support/orders.ts';

const now = () => Math.floor(Date.now() / 1000);

test('an order by an independent signer is carried out', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const reply = await send(orders.sign(createSpring));
  t.is(reply.status, 201);
  t.like(await reply.json(), { id: 'spring', title: 'Spring', status: 'open' });
});

test('the components may come in another order', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const reply = await send(
    orders.sign(createSpring, { components: (usual) => usual.toReversed() }),
  );
  t.is(reply.status, 201);
});

test('the parameters may come in another order', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const parameterOrder = ['tag', 'nonce', 'expires', 'keyid', 'alg', 'created'];
  t.is((await send(orders.sign(createSpring, { parameterOrder }))).status, 201);
});

test('an absent query and an empty one are the same', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const tickets = '/api/admin/raffles/demo/tickets';
  const absent = orders.sign({ method: 'GET', target: tickets });
  t.is((await send({ ...absent, target: `${tickets}?` })).status, 200);
  const empty = orders.sign({ method: 'GET', target: `${tickets}?` });
  t.is((await send({ ...empty, target: tickets })).status, 200);
});

test('a query that is signed is accepted', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const target = '/api/admin/keys?page=1&page=2';
  t.is((await send(orders.sign({ method: 'GET', target }))).status, 200);
});

test('clocks may differ by ten seconds', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const late = { created: now() - 65, expires: now() - 5 };
  const early = { created: now() + 5, expires: now() + 65 };
  const read = { method: 'GET', target: '/api/admin/keys' };
  t.is((await send(orders.sign(read, { parameters: late }))).status, 200);
  t.is((await send(orders.sign(read, { parameters: early }))).status, 200);
});

test('another signature beside the operator’s does no harm', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const wire = orders.sign(closeDemo);
  const [input, signature] = wire.headers.slice(-2).map(([, value]) => value);
  const withProxy = withHeader(
    withHeader(wire, 'signature-input', `${input}, proxy=("@method");created=1`),
    'signature',
    `${signature}, proxy=:AAAA:`,
  );
  t.is((await send(withProxy)).status, 200);
});
