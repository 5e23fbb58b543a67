import { linkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { RaffleView } from '#contract/raffles.ts';
import { startTestService } from '../support/service.ts';

test('the raffle view has a strong ETag and is answered 304 until it changes', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const first = await fetch(`${url}/api/raffles/demo`);
  const etag = first.headers.get('etag')!;
  t.regex(etag, /^"[^"]+"$/);
  t.is(first.headers.get('cache-control'), 'no-cache');
  const ask = () => fetch(`${url}/api/raffles/demo`, { headers: { 'if-none-match': etag } });
  const same = await ask();
  t.is(same.status, 304);
  t.is(await same.text(), '');
  await ada.buy('demo');
  const changed = await ask();
  t.is(changed.status, 200);
  t.not(changed.headers.get('etag'), etag);
});

test('the raffle view has the members of the contract and no others', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  await (await signIn('ada@example.org')).buy('demo');
  const members = async () =>
    Object.keys((await (await fetch(`${url}/api/raffles/demo`)).json()) as object);
  const always = [
    'id',
    'title',
    'status',
    'capacity',
    'sold',
    'remaining',
    'perPersonLimit',
    'randomness',
    'prizes',
    'reserves',
    'openedAt',
    'notice',
    'rules',
    'version',
  ].toSorted();
  t.deepEqual((await members()).toSorted(), always);
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  t.deepEqual((await members()).toSorted(), [...always, 'closedAt'].toSorted());
  await operator.call('drawWinner', { params: { id: 'demo' } });
  const drawn = [...always, 'closedAt', 'drawnAt', 'winner'].toSorted();
  t.deepEqual((await members()).toSorted(), drawn);
});

test('POST raffles refuses an id that differs from another only in capitals, even if the disk ignores case', async (t) => {
  const failures: unknown[] = [];
  const onFailure = (cause: unknown) => void failures.push(cause);
  const { url, dataDir, operator } = await startTestService(t, { onFailure });
  // On a disk that ignores case both names are the same file.
  const journal = (id: string) => join(dataDir, 'raffles', `${id}.journal`);
  linkSync(journal('demo'), journal('DEMO'));
  for (const id of ['DEMO', 'Demo']) {
    const opening = operator.call('createRaffle', { body: { id, title: 'Mine' } });
    await t.throwsAsync(opening, { code: 'raffle-exists' });
    t.is((await fetch(`${url}/api/raffles/${id}`)).status, 404);
  }
  t.is((await operator.call('createRaffle', { body: { title: 'DEMO' } })).id, 'demo-2');
  t.deepEqual(failures, []);
});

test('the list has every raffle, oldest first', async (t) => {
  const { url, operator } = await startTestService(t);
  for (const id of ['zebra', 'ant']) {
    await operator.call('createRaffle', { body: { id, title: id } });
  }
  const { raffles } = (await (await fetch(`${url}/api/raffles`)).json()) as {
    raffles: RaffleView[];
  };
  t.deepEqual(
    raffles.map(({ id }) => id),
    ['demo', 'zebra', 'ant'],
  );
});

test('a raffle created with only a title has 100 tickets, 2 per person and a local draw', async (t) => {
  const { operator } = await startTestService(t);
  const view = await operator.call('createRaffle', { body: { title: 'Frühlings-Los № 1' } });
  t.like(view, { capacity: 100, perPersonLimit: 2, randomness: 'local', version: 1 });
  t.is(view.id, 'fruehlings-los-no-1');
  t.true(RaffleView.safeParse(view).success);
});

test('replies have headers against framing, content sniffing and scripts', async (t) => {
  const { url } = await startTestService(t);
  for (const path of ['/docs', '/api/raffles', '/api/nothing', '/dev/mailbox']) {
    const { headers } = await fetch(url + path);
    const policy = headers.get('content-security-policy')!;
    const rules = new Set(policy.split(';').map((rule) => rule.trim()));
    t.true(rules.has("default-src 'none'") && rules.has("frame-ancestors 'none'"), policy);
    t.false(policy.includes('unsafe'));
    t.is(headers.get('x-content-type-options'), 'nosniff');
    t.is(headers.get('x-powered-by'), null);
  }
});
