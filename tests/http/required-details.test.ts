import test, { type ExecutionContext } from 'ava';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { postJson, startTestService, type Participant } from '../support/service.ts';
import { withoutRandomText } from '../support/random-text.ts';

async function startAsking(t: ExecutionContext, askFor: object) {
  const service = await startTestService(t);
  const body = { id: 'fair', title: 'Fair', notice: { askFor } };
  await service.operator.call('createRaffle', { body });
  return { ...service, ann: await service.signIn('ann@example.org') };
}

const tell = (person: Participant, details: object) =>
  person.fetch('/api/me', { ...postJson(details), method: 'PUT' });

test('a buyer without the details that are required is refused with their names, and takes nothing', async (t) => {
  const { url, ann } = await startAsking(t, { name: 'required', phone: 'required' });
  const buy = () => ann.buy('fair', { key: 'one' });
  const both = await expectProblem(t, await buy(), 'details-required');
  t.deepEqual(both['missing'], ['name', 'phone']);
  await tell(ann, { name: 'Ann Ash' });
  const one = await expectProblem(t, await buy(), 'details-required');
  t.deepEqual(one['missing'], ['phone']);
  t.like(await (await fetch(`${url}/api/raffles/fair`)).json(), { sold: 0 });
  await tell(ann, { phone: '+44 20 7946 0000' });
  t.is((await buy()).status, 201, 'with the same key');
  const text = withoutRandomText((await seeLog(url, 'fair')).lines.join('\n'));
  t.false(text.includes('Ash') || text.includes('7946 0000'));
});

test('optional details are not required', async (t) => {
  const { ann } = await startAsking(t, { name: 'optional', phone: 'optional' });
  t.is((await ann.buy('fair')).status, 201);
});

test('a purchase is repeated with its reply after the buyer has removed the details', async (t) => {
  const { ann } = await startAsking(t, { name: 'required' });
  await tell(ann, { name: 'Ann Ash' });
  const text = await (await ann.buy('fair', { key: 'one' })).text();
  await tell(ann, { name: null });
  t.is(await (await ann.buy('fair', { key: 'one' })).text(), text);
  await expectProblem(t, await ann.buy('fair', { key: 'two' }), 'details-required');
});

test('at the desk the seller decides what to ask', async (t) => {
  const { operator } = await startAsking(t, { name: 'required' });
  const call = { params: { id: 'fair' }, body: { quantity: 1 }, idempotencyKey: 'one' };
  t.is((await operator.call('sellTickets', call)).tickets.length, 1);
});
