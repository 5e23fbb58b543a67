import test, { type ExecutionContext } from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { DeskSaleRequest } from '#contract/requests.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { club, fetchFrom, tokenFor } from '../support/embedding.ts';
import { seeLog } from '../support/public-log.ts';
import { readSigner, postJson, signInAt } from '../support/service.ts';
import { createClient } from '#contract/client.ts';
import { spawnService } from '../support/spawned-service.ts';
import { waitFor } from '../support/wait-limit.ts';
import { join } from 'node:path';

const params = { id: 'fair' };

/** Starts the real program with a raffle, an operator and a seller. */
async function startFair(t: ExecutionContext, rules: object) {
  const service = await spawnService(t, { environment: { RAFFLE_EMBED_ORIGINS: club } });
  const { url, dataDir } = service;
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const operator = createClient({ baseUrl: url, signer, timeoutMs: 60_000 });
  await operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  const seller = await enrolOperator(url, operator, { name: 'Sal', role: 'seller' });
  const sell = async (body: DeskSaleRequest): Promise<string> => {
    const call = { params, body, idempotencyKey: crypto.randomUUID() };
    return codeOf(seller.client.call('sellTickets', call));
  };
  const signIn = async (email: string) => {
    const person = await signInAt(url, email);
    const token = await tokenFor(person, club);
    const onSite = async () => readCode(await person.buy('fair'));
    const embedded = async () => {
      const init = postJson({ quantity: 1 }, { 'idempotency-key': crypto.randomUUID() });
      return readCode(await fetchFrom(club, `${url}/api/raffles/fair/tickets`, { token, ...init }));
    };
    return { onSite, embedded };
  };
  return { ...service, operator, sell, signIn };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof ProblemReply) return error.code;
      throw error;
    },
  );
}

async function readCode(reply: Response): Promise<string> {
  const { code = 'done' } = (await reply.json()) as { code?: string };
  return code;
}

function count(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Replays a log by the rules alone: number, holder and time of every sale and void. */
function replay(t: ExecutionContext, entries: readonly Record<string, unknown>[]) {
  const valid = new Map<number, string>();
  let [soldMost, last] = [0, ''];
  for (const { type, number, holder, at } of entries) {
    t.true(String(at) >= last, 'the time goes back');
    last = String(at);
    if (type === 'ticket-voided') t.true(valid.delete(Number(number)), 'a free number is voided');
    if (type !== 'ticket-sold') continue;
    let lowest = 1;
    while (valid.has(lowest)) lowest += 1;
    t.is(number, lowest, 'not the lowest free number');
    valid.set(lowest, String(holder));
    soldMost = Math.max(soldMost, valid.size);
  }
  return { valid, soldMost };
}

test('one person who buys on the site, in an embedded app and at the desk at once gets the limit once', async (t) => {
  const { url, signIn, sell } = await startFair(t, { perPersonLimit: 5 });
  const ann = await signIn('ann@gmail.com');
  const other = await signIn('a.n.n+fair@googlemail.com');
  const buyer = { email: 'an.n@gmail.com' };
  const attempts = Array.from({ length: 25 }, () => [
    ann.onSite(),
    ann.embedded(),
    other.onSite(),
    sell({ quantity: 1, buyer }),
  ]);
  t.deepEqual(count(await Promise.all(attempts.flat())), { done: 5, 'limit-reached': 95 });
  const { valid } = replay(t, (await seeLog(url, 'fair')).entries);
  t.is(valid.size, 5);
  t.is(new Set(valid.values()).size, 1);
});

test('hundreds of buyers on all channels get exactly the tickets there are', async (t) => {
  const { url, signIn, sell } = await startFair(t, { capacity: 50, perPersonLimit: 2 });
  const people = await Promise.all(
    Array.from({ length: 40 }, (_, index) => signIn(`p${index}@example.org`)),
  );
  const attempts = people.flatMap(({ onSite, embedded }, index) => [
    onSite(),
    embedded(),
    embedded(),
    sell({ quantity: 2 }),
    sell({ quantity: 1, buyer: { email: `p${index}@example.org` } }),
    sell({ quantity: 1, buyer: { name: 'Ann' } }),
  ]);
  const { done = 0, ...refused } = count(await Promise.all(attempts));
  const { entries } = await seeLog(url, 'fair');
  const { valid, soldMost } = replay(t, entries);
  t.is(valid.size, 50);
  t.is(soldMost, 50);
  t.deepEqual(Object.keys(refused).toSorted(), ['limit-reached', 'sold-out']);
  t.true(done <= 50);
  const held = Object.values(count([...valid.values()]));
  t.true(held.every((tickets) => tickets <= 2));
  t.like(await (await fetch(`${url}/api/raffles/fair`)).json(), { sold: 50, remaining: 0 });
});

test('buyers, a stall and voids at the moment of the closing leave one log that follows the rules', async (t) => {
  const limits = { capacity: 100_000, perPersonLimit: 1_000 };
  const { url, operator, signIn, sell } = await startFair(t, limits);
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => signIn(`p${index}@example.org`)),
  );
  const closesAt = await waitFor('an end of sales that is still to come', async () => {
    const end = new Date(Date.now() + 2_000).toISOString();
    const code = await codeOf(operator.call('amendRaffle', { params, body: { closesAt: end } }));
    return code === 'done' && end;
  });
  const outcomes: string[] = [];
  const repeat = async (act: () => Promise<string>) => {
    for (let code = ''; code !== 'raffle-closed'; outcomes.push(code)) code = await act();
  };
  const voidOne = () => {
    const numbers = [1 + Math.floor(Math.random() * 10)];
    return codeOf(operator.call('voidTickets', { params, body: { numbers, reason: 'mistake' } }));
  };
  const over = new AbortController();
  const voiding = async () => {
    while (!over.signal.aborted) outcomes.push(await voidOne());
  };
  const buyers = people.flatMap(({ onSite, embedded }) => [repeat(onSite), repeat(embedded)]);
  const sellers = [1, 2, 3].map((quantity) => repeat(() => sell({ quantity })));
  const selling = Promise.all([...buyers, ...sellers]).finally(() => over.abort());
  await Promise.all([selling, voiding()]);
  const { done = 0, ...others } = count(outcomes);
  t.true(done > 0);
  t.deepEqual(
    Object.keys(others).filter((code) => !/^(raffle-closed|ticket-not-valid)$/.test(code)),
    [],
  );
  const { entries } = await seeLog(url, 'fair');
  const { valid } = replay(t, entries);
  const closings = entries.filter(({ type }) => type === 'raffle-closed');
  t.like(closings, [{ cause: 'schedule', ticketCount: valid.size }]);
  t.is(closings.length, 1);
  t.is(entries.at(-1), closings[0]);
  t.true(String(closings[0]!['at']) >= closesAt);
  t.true(entries.slice(0, -1).every(({ at }) => String(at) < closesAt));
  t.like(await (await fetch(`${url}/api/raffles/fair`)).json(), { status: 'closed' });
});
