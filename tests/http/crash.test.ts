import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import test from 'ava';
import { createClient } from '#contract/client.ts';
import { asParticipant, readSigner, signInAt, temporaryFolder } from '../support/service.ts';
import { spawnService, type SpawnedService } from '../support/spawned-service.ts';

interface Purchase {
  readonly tickets: readonly { readonly number: number }[];
}

test('after kill -9 during many purchases, every confirmed ticket exists once and a retry finds it', async (t) => {
  const first = await spawnService(t);
  const people = await Promise.all(
    Array.from({ length: 30 }, (_, index) => signInAt(first.url, `p${index}@example.org`)),
  );
  const attempts = people.flatMap((person) =>
    ['a', 'b', 'c'].map((key) => ({ person, key: `${person.email} ${key}`.replaceAll(' ', '-') })),
  );
  const confirmed = new Map<string, Purchase>();
  let killed: Promise<unknown> | undefined;
  await Promise.all(
    attempts.map(async ({ person, key }) => {
      const reply = await person.buy('demo', { key }).catch(() => undefined);
      if (reply?.status !== 201) return;
      const purchase = await reply.json().catch(() => undefined);
      if (purchase === undefined) return;
      confirmed.set(key, purchase as Purchase);
      if (confirmed.size === 10) killed = first.end('SIGKILL');
    }),
  );
  t.truthy(killed, 'the rush was over before the kill');
  await killed;

  const second = await spawnService(t, { dataDir: first.dataDir });
  const numbers: number[] = [];
  for (const { email, cookie } of people) {
    const person = asParticipant(second.url, email, cookie);
    for (const { key } of attempts.filter((attempt) => attempt.person.email === email)) {
      const reply = await person.buy('demo', { key });
      const before = confirmed.get(key);
      if (before === undefined) continue;
      t.is(reply.headers.get('idempotency-replayed'), 'true');
      t.deepEqual(await reply.json(), before as never);
    }
    const mine = (await (await person.fetch('/api/raffles/demo/tickets/mine')).json()) as Purchase;
    t.is(mine.tickets.length, 2);
    numbers.push(...mine.tickets.map(({ number }) => number));
  }
  t.deepEqual(
    numbers.toSorted((left, right) => left - right),
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  t.is((await second.end('SIGTERM')).exitCode, 0);
});

test('after kill -9 during a deletion, the rehearsal is complete or deleted for good', async (t) => {
  const dataDir = temporaryFolder(t);
  const catalogue = join(dataDir, 'catalogue.journal');
  for (const moment of ['at once', 'soon', 'marked', 'marked and more']) {
    const id = moment.replaceAll(' ', '-');
    const first = await spawnService(t, { dataDir });
    const operator = await operatorOf(first);
    await operator.call('createRaffle', { body: { id, title: 'Try it', rehearsal: true } });
    await operator.call('rehearseRaffle', { params: { id }, body: { tickets: 60 } });
    const { size } = statSync(catalogue);
    const deleting = operator.call('deleteRaffle', { params: { id } }).catch(() => undefined);
    if (moment === 'soon') for (let turns = 0; turns < 5; turns += 1) await nextTick();
    if (moment.startsWith('marked')) while (statSync(catalogue).size === size) await nextTick();
    if (moment === 'marked and more') await nextTick();
    await first.end('SIGKILL');
    await deleting;

    const second = await spawnService(t, { dataDir });
    const reply = await fetch(`${second.url}/api/raffles/${id}`);
    if (moment.startsWith('marked')) t.is(reply.status, 404, 'it came back');
    if (reply.status === 200) t.like(await reply.json(), { sold: 60, remaining: 40 });
    const files = readdirSync(join(dataDir, 'raffles')).filter((name) => name.startsWith(`${id}.`));
    t.is(files.length, reply.status === 200 ? 2 : 0);
    const again = (await operatorOf(second)).call('createRaffle', { body: { id, title: 'Again' } });
    await t.throwsAsync(again, { code: 'raffle-exists' });
    t.is((await second.end('SIGTERM')).exitCode, 0);
  }
});

async function operatorOf({ url, dataDir }: SpawnedService) {
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  return createClient({ baseUrl: url, signer, timeoutMs: 60_000 });
}
