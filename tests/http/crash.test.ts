import test from 'ava';
import { asParticipant, signInAt } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';

interface Purchase {
  readonly tickets: readonly { readonly number: number }[];
}

test('after kill -9 in the middle of a rush, every ticket that was confirmed is there, once, and a retry finds it', async (t) => {
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
