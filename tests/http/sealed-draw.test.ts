import test from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { ClosedRaffleView, Seal } from '#contract/raffles.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { seeLog } from '../support/public-log.ts';
import { expectSealed } from '../support/sealed-log.ts';
import { startTestService } from '../support/service.ts';
import { winnerOf } from '../support/draws.ts';
import {
  params,
  confirmed,
  openSealed,
  sealOf,
  close,
  pendingReply,
  untilDue,
  recompute,
  sealedBefore,
} from '../support/sealed-raffle.ts';

test('a sealed raffle waits for its beacon and draws with it, and the winner can be recomputed', async (t) => {
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
  const view = (await (
    await fetch(`${service.url}/api/raffles/spring`)
  ).json()) as ClosedRaffleView;
  t.like(view, { status: 'closed', randomness: 'drand', seal: { ...seal } });
  const wait = Date.parse(seal.publishedAt) - Date.parse(view.closedAt);
  t.true(wait > 1000 && wait <= 2000, String(wait));

  await untilDue(seal);
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.deepEqual(relay.asked, [`/${chain.hash}/public/${seal.round}`]);
  t.deepEqual(draw.reveal.beacon, chain.beacon(seal.round));
  t.is(recompute(draw), draw.index);
  t.is(winnerOf(draw).ticketNumber, draw.order[0]!.index + 1);
  t.deepEqual(await (await fetch(`${service.url}/api/raffles/spring/draw`)).json(), draw);
  const { entries, checkpoint, root } = await seeLog(service.url, 'spring');
  t.like(entries.at(-1), { type: 'raffle-drawn', order: draw.order, reveal: draw.reveal });
  t.deepEqual(checkpoint.root, root);
});

test('a request may bring the beacon itself; a wrong beacon changes nothing', async (t) => {
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
  t.is(recompute(expectSealed(draw)), draw.index);
});

test('relays are tried in turn: dead, lying and slow ones are skipped', async (t) => {
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
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.is(recompute(draw), draw.index);
  t.deepEqual(
    relays.map(({ asked }) => asked.length),
    [1, 1, 1, 1, 1, 1],
  );
});

test('without a relay the draw stays pending, and only its own round is requested', async (t) => {
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

test('a sealed raffle is drawn by the same seal after a restart', async (t) => {
  const { dataDir, environment, seal } = await sealedBefore(t);
  const service = await startTestService(t, { environment, dataDir });
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.deepEqual(draw.seal, seal);
  t.is(recompute(draw), draw.index);
});

test('the key of a request that closed a raffle by drawing is accepted for the draw and refused for closing', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service);
  const call = { params, body: confirmed, idempotencyKey: 'draw-spring' };
  const { problem } = await pendingReply(t, service.operator.call('drawWinner', call));
  await pendingReply(t, service.operator.call('drawWinner', call));
  await t.throwsAsync(service.operator.call('closeRaffle', call), {
    code: 'idempotency-key-reused',
  });
  const beacon = chain.beacon((problem as never as { seal: Seal }).seal.round);
  const draw = await service.operator.call('drawWinner', { ...call, body: { beacon } });
  t.is(recompute(expectSealed(draw)), draw.index);
});

test('a second draw is refused, and the refusal has the result of the first', async (t) => {
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

test('a raffle without tickets cannot be sealed or drawn', async (t) => {
  const chain = makeChain();
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, []) });
  await openSealed(service, 0);
  const refuses = async () => {
    const attempt = service.operator.call('drawWinner', { params });
    t.is((await t.throwsAsync(attempt, { instanceOf: ProblemReply })).code, 'no-tickets-sold');
  };
  await refuses();
  const view = await service.operator.call('closeRaffle', { params });
  t.is(view.status, 'closed');
  t.false('seal' in view);
  await refuses();
});

test('before the reveal no reply, log or file contains r, the nonce or the winner', async (t) => {
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
  const view = await service.operator.call('closeRaffle', { params, body: confirmed });
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

  const beacon = chain.beacon(sealOf(view).round);
  const drawn = await service.operator.call('drawWinner', { params, body: { beacon } });
  const { reveal } = expectSealed(drawn);
  for (const text of [...seen, ...lines]) {
    t.false(text.includes(reveal.nonce));
    const members = ['r', 'nonce', 'secret', 'reveal', 'winner', 'index'];
    t.deepEqual(
      members.filter((name) => text.includes(`"${name}":`)),
      [],
    );
    t.false(text.includes('raffle-drawn'));
  }
});
