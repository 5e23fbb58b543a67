import test from 'ava';
import { fromUtf8, utf8 } from '#proof/bytes.ts';
import { verifyConsistency, verifyInclusion } from '#proof/merkle-proofs.ts';
import { hashLeaf, MerkleTree } from '#proof/merkle-tree.ts';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import type { Purchase } from '#contract/tickets.ts';
import { expectProblem } from '../support/problems.ts';
import { seeConsistency, seeInclusion, seeLog } from '../support/public-log.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

test('the log is public, its root can be recomputed, and the key in its first entry has signed it', async (t) => {
  const { url, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo', { quantity: 2 });
  const { lines, entries, key, checkpoint, root } = await seeLog(url);
  t.deepEqual(
    entries.map(({ type }) => type),
    ['raffle-opened', 'ticket-sold', 'ticket-sold'],
  );
  t.is(key.name, `${new URL(url).host}/raffles/demo`);
  t.deepEqual(checkpoint, { origin: key.name, size: lines.length, root });
});

test('any range of the log’s entries can be read', async (t) => {
  const { url, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo', { quantity: 2 });
  const { lines } = await seeLog(url);
  for (const from of [0, 1, 2, 3]) {
    const reply = await fetch(`${url}/api/raffles/demo/log?from=${from}`);
    t.is(reply.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
    t.is(
      await reply.text(),
      lines
        .slice(from)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [1, 1],
  ] as const) {
    const reply = await fetch(`${url}/api/raffles/demo/log?from=${from}&to=${to}`);
    const expected = lines.slice(from, to).map((line) => `${line}\n`);
    t.is(await reply.text(), expected.join(''));
  }
  for (const query of [
    'from=4',
    'from=-1',
    'from=x',
    'from=1.0',
    'from=',
    'from=1&from=2',
    'to=4',
    'from=2&to=1',
  ]) {
    const reply = await fetch(`${url}/api/raffles/demo/log?${query}`);
    await expectProblem(t, reply, 'invalid-request');
  }
});

test('a log of thousands of entries is sent complete', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const body = { id: 'large', title: 'Large', capacity: 3000, perPersonLimit: 1000 };
  await operator.call('createRaffle', { body });
  for (const email of ['ann@example.org', 'ben@example.org', 'cem@example.org']) {
    await (await signIn(email)).buy('large', { quantity: 1000 });
  }
  const { lines, checkpoint, root } = await seeLog(url, 'large');
  t.is(lines.length, 3001);
  t.deepEqual(checkpoint.root, root);
});

test('the purchase reply has a receipt for each ticket, signed by the log’s key', async (t) => {
  const { url, signIn } = await startTestService(t);
  await (await signIn('ben@example.org')).buy('demo');
  const ann = await signIn('ann@example.org');
  const purchase = (await (await ann.buy('demo', { quantity: 2 })).json()) as Purchase;
  const { key, lines } = await seeLog(url);
  t.is(purchase.receipts.length, 2);
  for (const [index, text] of purchase.receipts.entries()) {
    const receipt = parseReceipt(text);
    t.is(verifyReceipt(receipt, key).size, 4);
    const { number, purchasedAt } = purchase.tickets[index]!;
    const leaf = JSON.parse(fromUtf8(receipt.leaf)) as Record<string, unknown>;
    t.like(leaf, { type: 'ticket-sold', number, at: purchasedAt });
    t.is(fromUtf8(receipt.leaf), lines[receipt.index]!);
  }
});

test('a repeated purchase and a later receipt have the same bytes, before and after a restart', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await startTestService(t, { dataDir });
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, index) => first.signIn(`p${index}@example.org`)),
  );
  const bought = await Promise.all(people.map((person) => person.buy('demo', { key: 'once' })));
  const purchases = await Promise.all(bought.map((reply) => reply.json() as Promise<Purchase>));
  const { note } = await seeLog(first.url);
  await people[0]!.buy('demo', { key: 'another' });
  await first.stop();

  const { url, signIn } = await startTestService(t, { dataDir });
  for (const [index, { receipts, tickets }] of purchases.entries()) {
    const person = await signIn(`p${index}@example.org`);
    const again = (await (await person.buy('demo', { key: 'once' })).json()) as Purchase;
    t.deepEqual(again.receipts, receipts);
    const reply = await person.fetch(`/api/raffles/demo/tickets/${tickets[0]!.number}/receipt`);
    t.is(await reply.text(), receipts[0]!);
  }
  const now = await seeLog(url);
  t.not(now.note, note);
  t.is(now.checkpoint.size, 14);
});

test('the log, its checkpoint, the draw and every consistency proof have the same bytes after a restart', async (t) => {
  const dataDir = temporaryFolder(t);
  const seeAll = async ({ url }: { url: string }) => {
    const { lines } = await seeLog(url);
    const sizes = Array.from({ length: lines.length + 1 }, (_, size) => size);
    const grown = sizes.flatMap((to) =>
      sizes.slice(0, to + 1).map((from) => `consistency?from=${from}&to=${to}`),
    );
    const seen = ['log', 'checkpoint', 'draw', ...grown].map(async (path) => {
      const reply = await fetch(`${url}/api/raffles/demo/${path}`);
      t.is(reply.status, 200, path);
      return [path, Buffer.from(await reply.arrayBuffer()).toString('latin1')];
    });
    return Promise.all(seen);
  };
  const first = await startTestService(t, { dataDir });
  for (const name of ['ann', 'ben', 'cem']) {
    await (await first.signIn(`${name}@example.org`)).buy('demo', { quantity: 2 });
  }
  await first.operator.call('drawWinner', { params: { id: 'demo' } });
  const before = await seeAll(first);
  await first.stop();
  const after = await seeAll(await startTestService(t, { dataDir }));
  t.is(before.length, 3 + 55);
  t.deepEqual(after, before);
});

test('only the ticket’s holder can read its receipt', async (t) => {
  const { url, signIn } = await startTestService(t);
  const [ann, ben] = [await signIn('ann@example.org'), await signIn('ben@example.org')];
  await ann.buy('demo');
  const path = '/api/raffles/demo/tickets/1/receipt';
  const reply = await ann.fetch(path);
  t.is(reply.status, 200);
  t.is(reply.headers.get('content-disposition'), 'attachment; filename=demo-1.tlog-proof');
  t.is(reply.headers.get('cache-control'), 'no-store');
  await expectProblem(t, await ben.fetch(path), 'not-found');
  await expectProblem(t, await fetch(url + path), 'sign-in-required');
  for (const number of ['0', '2', '-1', '01', 'x', '1e0']) {
    const reply = await ann.fetch(`/api/raffles/demo/tickets/${number}/receipt`);
    await expectProblem(t, reply, 'not-found');
  }
});

test('consistency proofs are public and show that the log is append-only', async (t) => {
  const { url, signIn } = await startTestService(t);
  const heads = [(await seeLog(url)).checkpoint];
  for (const name of ['ann', 'ben', 'cem']) {
    await (await signIn(`${name}@example.org`)).buy('demo', { quantity: 2 });
    heads.push((await seeLog(url)).checkpoint);
  }
  const latest = heads.at(-1)!;
  for (const head of heads) {
    const proof = await seeConsistency(url, `?from=${head.size}&to=${latest.size}`);
    t.notThrows(() => verifyConsistency(head, latest, proof));
    t.deepEqual(await seeConsistency(url, `?from=${head.size}`), proof);
  }
  for (const query of ['?from=8', '?to=8', '?from=3&to=2', '?from=x', '?to=']) {
    const reply = await fetch(`${url}/api/raffles/demo/consistency${query}`);
    await expectProblem(t, reply, 'invalid-request');
  }
});

test('inclusion proofs are public and show that an entry is in a log of any size', async (t) => {
  const { url, signIn } = await startTestService(t);
  for (const name of ['ann', 'ben', 'cem']) {
    await (await signIn(`${name}@example.org`)).buy('demo', { quantity: 2 });
  }
  const { lines, root } = await seeLog(url);
  const tree = new MerkleTree();
  for (const line of lines) {
    tree.append(utf8(line));
    const head = { size: tree.size, root: tree.root() };
    for (const [index, earlier] of lines.slice(0, tree.size).entries()) {
      const proof = await seeInclusion(url, `?index=${index}&size=${tree.size}`);
      t.notThrows(() => verifyInclusion({ index, hash: hashLeaf(utf8(earlier)) }, head, proof));
    }
  }
  t.deepEqual(tree.root(), root);
  t.deepEqual(await seeInclusion(url, '?index=3'), tree.inclusionProof(3));
  for (const query of ['?size=0', '?index=7', '?index=3&size=3', '?index=0&size=8', '?index=x']) {
    const reply = await fetch(`${url}/api/raffles/demo/inclusion${query}`);
    await expectProblem(t, reply, 'invalid-request');
  }
  const ofNone = await fetch(`${url}/api/raffles/demo/inclusion?size=0`);
  const { detail } = (await ofNone.json()) as { detail: string };
  t.is(detail, `size: must be a whole number from 1 to ${tree.size}.`);
});

test('the log of an unknown raffle is not found', async (t) => {
  const { url } = await startTestService(t);
  for (const what of ['log', 'checkpoint', 'consistency', 'inclusion']) {
    const reply = await fetch(`${url}/api/raffles/nowhere/${what}`);
    await expectProblem(t, reply, 'raffle-not-found');
  }
});

test('the log contains no personal data: no address, no account, no key', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('demo', { key: 'my-secret-intent' });
  const { account } = (await (await ann.fetch('/api/me')).json()) as { account: { id: string } };
  const text = (await seeLog(url)).lines.join('\n');
  for (const private_ of [
    'ann@',
    'example.org',
    account.id,
    'my-secret-intent',
    '"key"',
    '"order"',
  ]) {
    t.false(text.includes(private_), private_);
  }
});
