import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { DrawRecord, RaffleView, Seal } from '#contract/schemas.ts';
import { fromHex } from '#proof/bytes.ts';
import { openSeal } from '#proof/sealed-draw.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { seeLog } from '../support/public-log.ts';
import { startTestService, temporaryFolder, type TestService } from '../support/service.ts';

const params = { id: 'spring' };

async function openSealed(service: TestService, tickets = 5): Promise<void> {
  const body = { id: 'spring', title: 'Spring', perPersonLimit: 100, randomness: 'drand' } as const;
  await service.operator.call('createRaffle', { body });
  if (tickets === 0) return;
  await (await service.signIn('ann@example.org')).buy('spring', { quantity: tickets });
}

async function close(service: TestService): Promise<Seal> {
  return (await service.operator.call('closeRaffle', { params })).seal!;
}

async function pendingReply(t: ExecutionContext, attempt: Promise<unknown>): Promise<ProblemReply> {
  const error = await t.throwsAsync(attempt, { instanceOf: ProblemReply });
  t.is(error.code, 'beacon-pending');
  t.true(error.retryAfterSeconds! >= 1);
  return error;
}

async function untilDue({ publishedAt }: Seal): Promise<void> {
  await sleep(Math.max(0, Date.parse(publishedAt) - Date.now()) + 50);
}

/** What anybody finds who recomputes the winner. */
function recompute({ raffle, ticketCount, seal, reveal }: DrawRecord): number {
  const randomness = fromHex(reveal!.beacon.randomness, 32)!;
  return openSeal({ raffle, ticketCount }, seal!, { ...reveal!, randomness });
}

test('a sealed raffle waits for its beacon, draws with it, and everybody can recompute the winner', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain);
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, [relay]) });
  await openSealed(service);
  const before = await seeLog(service.url, 'spring');

  const early = await pendingReply(t, service.operator.call('drawWinner', { params }));
  const { seal } = early.problem as never as { seal: Seal };
  t.is(early.problem['waitsFor'], 'round');
  t.is(seal.root, Buffer.from(before.root).toString('hex'));
  t.is(seal.chainHash, chain.hash);
  t.is(relay.asked.length, 0, 'a round that is not published is not asked for');
  const view = (await (await fetch(`${service.url}/api/raffles/spring`)).json()) as RaffleView;
  t.like(view, { status: 'closed', randomness: 'drand', seal: { ...seal } });
  const wait = Date.parse(seal.publishedAt) - Date.parse(view.closedAt!);
  t.true(wait > 1000 && wait <= 2000, String(wait));

  await untilDue(seal);
  const draw = await service.operator.call('drawWinner', { params });
  t.deepEqual(relay.asked, [`/${chain.hash}/public/${seal.round}`]);
  t.deepEqual(draw.reveal!.beacon, chain.beacon(seal.round));
  t.is(recompute(draw), draw.index);
  t.is(draw.winner.ticketNumber, draw.index + 1);
  t.deepEqual(await (await fetch(`${service.url}/api/raffles/spring/draw`)).json(), draw);
  const { entries, checkpoint, root } = await seeLog(service.url, 'spring');
  t.like(entries.at(-1), { type: 'winner-drawn', index: draw.index, reveal: draw.reveal });
  t.deepEqual(checkpoint.root, root);
});

test('a beacon can be brought along; a wrong one changes nothing', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service);
  const seal = await close(service);
  const good = chain.beacon(seal.round);
  const other = makeChain({ seed: 2 }).beacon(seal.round);
  const wrong = [
    chain.beacon(seal.round + 1),
    { ...chain.beacon(seal.round + 1), round: seal.round },
    other,
    { ...good, randomness: other.randomness },
    { ...good, signature: 'nonsense' },
    { ...good, previous_signature: good.signature },
  ];
  for (const beacon of wrong) {
    const attempt = service.operator.call('drawWinner', { params, body: { beacon } });
    const error = await t.throwsAsync(attempt, { instanceOf: ProblemReply });
    t.is(error.code, 'invalid-request');
  }
  const draw = await service.operator.call('drawWinner', { params, body: { beacon: good } });
  t.is(recompute(draw), draw.index);
});

test('relays are asked in turn: dead, lying and slow ones are passed over', async (t) => {
  const chain = makeChain();
  const lying = makeChain({ seed: 2 });
  const relays = [
    await startRelay(t, chain, (_, response) => response.writeHead(500).end()),
    await startRelay(t, chain, (_, response) => response.end('not json')),
    await startRelay(t, chain, (_, response) => response.end('x'.repeat(10_000))),
    await startRelay(t, chain, (request, response) => {
      response.end(JSON.stringify(lying.beacon(Number(request.url!.split('/')[3]))));
    }),
    await startRelay(t, chain, () => {}),
    await startRelay(t, chain),
  ];
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, relays) });
  await openSealed(service);
  const seal = await close(service);
  await untilDue(seal);
  const draw = await service.operator.call('drawWinner', { params });
  t.is(recompute(draw), draw.index);
  t.deepEqual(
    relays.map(({ asked }) => asked.length),
    [1, 1, 1, 1, 1, 1],
  );
});

test('where no relay answers the draw stays pending; no other round is ever asked for', async (t) => {
  const chain = makeChain();
  const relay = await startRelay(t, chain, (_, response) => response.writeHead(404).end());
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, [relay]) });
  await openSealed(service);
  const seal = await close(service);
  await untilDue(seal);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { problem } = await pendingReply(t, service.operator.call('drawWinner', { params }));
    t.is(problem['waitsFor'], 'relay');
  }
  t.deepEqual([...new Set(relay.asked)], [`/${chain.hash}/public/${seal.round}`]);
  const { lines } = await seeLog(service.url, 'spring');
  t.is(lines.length, 7);
});

/** A raffle that was sealed by a service that has stopped, and whose round is out. */
async function sealedBefore(t: ExecutionContext) {
  const chain = makeChain();
  const dataDir = temporaryFolder(t);
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  const service = await startTestService(t, { environment, dataDir });
  await openSealed(service);
  const seal = await close(service);
  await service.stop();
  await untilDue(seal);
  return { chain, dataDir, relay, environment, seal };
}

test('a sealed raffle is drawn by the same seal after a restart', async (t) => {
  const { dataDir, environment, seal } = await sealedBefore(t);
  const service = await startTestService(t, { environment, dataDir });
  const draw = await service.operator.call('drawWinner', { params });
  t.deepEqual(draw.seal, seal);
  t.is(recompute(draw), draw.index);
});

test('a service that does not know the chain of a seal says so, at its start and at the draw', async (t) => {
  const { chain, dataDir, relay, environment, seal } = await sealedBefore(t);

  const lines: string[] = [];
  const { RAFFLE_DRAND_RELAYS } = environment as { RAFFLE_DRAND_RELAYS: string };
  const without = await startTestService(t, {
    environment: { RAFFLE_DRAND_RELAYS },
    dataDir,
    log: (line) => lines.push(line),
  });
  t.true(lines.some((line) => line.includes(seal.chainHash) && line.includes('"raffle":"spring"')));
  for (const body of [undefined, { beacon: chain.beacon(seal.round) }]) {
    const call = { params, ...(body === undefined ? {} : { body }) };
    const { problem } = await pendingReply(t, without.operator.call('drawWinner', call));
    t.is(problem['waitsFor'], 'chain');
    t.regex(problem.detail, /which this service does not know\. Set RAFFLE_DRAND_CHAIN_FILE/);
  }
  t.is(relay.asked.length, 0);
  await without.stop();

  const silent: string[] = [];
  const service = await startTestService(t, {
    environment,
    dataDir,
    log: (line) => silent.push(line),
  });
  t.false(silent.some((line) => line.includes(seal.chainHash)));
  const draw = await service.operator.call('drawWinner', { params });
  t.is(recompute(draw), draw.index);
});

test('the order that closed a sealed raffle by drawing may come again to draw, and is no order to close', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service);
  const call = { params, idempotencyKey: 'draw-spring' };
  const { problem } = await pendingReply(t, service.operator.call('drawWinner', call));
  await pendingReply(t, service.operator.call('drawWinner', call));
  await t.throwsAsync(service.operator.call('closeRaffle', call), {
    code: 'idempotency-key-reused',
  });
  const beacon = chain.beacon((problem as never as { seal: Seal }).seal.round);
  const draw = await service.operator.call('drawWinner', { ...call, body: { beacon } });
  t.is(recompute(draw), draw.index);
});

test('a second draw is refused, and shows the first', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service);
  const beacon = chain.beacon((await close(service)).round);
  const call = { params, body: { beacon }, idempotencyKey: 'draw-spring' };
  const draw = await service.operator.call('drawWinner', call);
  t.deepEqual(await service.operator.call('drawWinner', call), draw, 'the same intent');
  const error = await t.throwsAsync(
    service.operator.call('drawWinner', { params, body: { beacon } }),
    { instanceOf: ProblemReply },
  );
  t.is(error.code, 'already-drawn');
  t.deepEqual(error.problem['draw'], draw);
});

test('without a ticket there is nothing to seal and nobody to draw', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service, 0);
  const refuses = async () => {
    const attempt = service.operator.call('drawWinner', { params });
    t.is((await t.throwsAsync(attempt, { instanceOf: ProblemReply })).code, 'no-tickets-sold');
  };
  await refuses();
  const view = await service.operator.call('closeRaffle', { params });
  t.deepEqual([view.status, view.seal], ['closed', undefined]);
  await refuses();
});

test('before the reveal neither r, nor the nonce, nor the winner is in anything anybody can see', async (t) => {
  const chain = makeChain();
  const lines: string[] = [];
  const service = await startTestService(t, {
    environment: drandEnvironment(t, chain, []),
    log: (line) => lines.push(line),
  });
  const stream = new AbortController();
  await openSealed(service, 50);
  const events = await fetch(`${service.url}/api/raffles/spring/stream`, { signal: stream.signal });
  const reader = events.body!.getReader();
  const view = await service.operator.call('closeRaffle', { params });
  const seen = [JSON.stringify(view)];
  while (!seen.at(-1)!.includes('event: raffle') || !seen.at(-1)!.includes('"closed"')) {
    seen.push(new TextDecoder().decode((await reader.read()).value));
  }
  const see = async (path: string) => {
    seen.push(await (await fetch(service.url + path)).text());
  };
  for (const path of ['', '/log', '/checkpoint', '/consistency', '/draw']) {
    await see(`/api/raffles/spring${path}`);
  }
  await see('/api/raffles');
  await see('/metrics');
  const ann = await service.signIn('ann@example.org');
  seen.push(await (await ann.fetch('/api/raffles/spring/tickets/mine')).text());
  seen.push(JSON.stringify(await service.operator.call('listSoldTickets', { params })));
  seen.push(JSON.stringify(await service.operator.call('fetchAudit', { params })));
  stream.abort();

  const beacon = chain.beacon(view.seal!.round);
  const { reveal } = await service.operator.call('drawWinner', { params, body: { beacon } });
  for (const text of [...seen, ...lines]) {
    t.false(text.includes(reveal!.nonce));
    t.notRegex(text, /"(r|nonce|secret|reveal|winner|index)":|winner-drawn/);
  }
});
