import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { auditFork } from '#proof/audit-fork.ts';
import { verdictOf } from '#proof/verdict.ts';
import { cosignedAt, IndependentLog, monitor, submit } from '../support/independent-witness.ts';
import { startWitness } from '../support/running-witness.ts';
import { testWitness } from '../support/witness-key.ts';

const origin = 'raffle.example.org/raffles/spring';
const newLog = () => new IndependentLog(origin);

test('200: the first checkpoint is cosigned with the time', async (t) => {
  const log = newLog().grow(4);
  const { url, key } = await startWitness(t, [log]);
  const before = Math.floor(Date.now() / 1000);
  const { status, body } = await submit(url, log.request(0));
  t.is(status, 200);
  t.regex(body, /^— witness\.example\.org \S+\n$/);
  const [time, ...more] = cosignedAt(log.note() + body, key);
  t.true(time! >= before && time! <= Date.now() / 1000);
  t.deepEqual(more, []);
});

test('200: a log that grew is cosigned from every size to every larger one', async (t) => {
  const log = newLog().grow(19);
  const { url, key } = await startWitness(t, [log]);
  let old = 0;
  for (const size of [1, 2, 3, 4, 7, 8, 9, 16, 20]) {
    const { status, body } = await submit(url, log.request(old, size));
    t.is(status, 200, `${old} to ${size}`);
    t.is(cosignedAt(log.note(size) + body, key).length, 1);
    old = size;
  }
});

test('200: the same checkpoint is signed again, never with an earlier time', async (t) => {
  const log = newLog().grow(2);
  const { url, key } = await startWitness(t, [log]);
  const times: number[] = [];
  for (const old of [0, 3, 3]) {
    const { body } = await submit(url, log.request(old));
    times.push(...cosignedAt(log.note() + body, key));
  }
  t.is(times.length, 3);
  t.deepEqual(
    times,
    times.toSorted((left, right) => left - right),
  );
});

test('200: signatures of unknown keys and types on the checkpoint are ignored', async (t) => {
  const log = newLog().grow(2);
  const { url, key } = await startWitness(t, [log]);
  const others = Array.from({ length: 14 }, (_, index) => testWitness(`w${index}`, index + 1));
  const mlDsa = `— ml.example ${Buffer.alloc(2432, 6).toString('base64')}\n`;
  const note = others.reduce((text, each) => each.cosign(text, 9), log.note() + mlDsa);
  const { status, body } = await submit(url, `old 0\n\n${note}`);
  t.is(status, 200);
  t.is(cosignedAt(log.note() + body, key).length, 1);
  t.is(await monitor(url, origin), log.note() + body);
});

const log = newLog().grow(6);
const hash = Buffer.alloc(32, 1).toString('base64');
const malformed: Readonly<Record<string, string>> = {
  'no body': '',
  'no old size': `${hash}\n\n${log.note()}`,
  'an old size with a zero in front': log.request(0).replace('old 0', 'old 00'),
  'a negative old size': log.request(0).replace('old 0', 'old -1'),
  'an old size above the new one': log.request(0).replace('old 0', 'old 8'),
  'a proof line that is not base64': `old 3\n?\n\n${log.note()}`,
  'a proof line that is not a hash': `old 3\nAAAA\n\n${log.note()}`,
  'a proof of 64 lines': `old 3\n${`${hash}\n`.repeat(64)}\n${log.note()}`,
  'no checkpoint': 'old 0\n\n',
  'a checkpoint without a signature': `old 0\n\n${log.note().split('\n\n')[0]}\n`,
  'a checkpoint without a size': log.request(0).replace('\n7\n', '\n\n'),
  'other line ends': log.request(0).replaceAll('\n', '\r\n'),
};

for (const [what, body] of Object.entries(malformed)) {
  test(`400: ${what}`, async (t) => {
    const { url } = await startWitness(t, [log]);
    t.is((await submit(url, body)).status, 400);
    t.is(await monitor(url, origin), undefined);
  });
}

test('403: a checkpoint that the key of this log did not sign', async (t) => {
  const { url } = await startWitness(t, [log]);
  const stranger = log.fork(7, [], 4);
  t.is((await submit(url, stranger.request(0))).status, 403);
  const otherText = log.request(0).replace('\n7\n', '\n8\n');
  t.is((await submit(url, otherText)).status, 403);
  t.is(await monitor(url, origin), undefined);
});

test('404: a log that this witness does not follow', async (t) => {
  const { url } = await startWitness(t, [log]);
  const other = new IndependentLog('raffle.example.org/raffles/autumn');
  t.is((await submit(url, other.request(0))).status, 404);
  t.is(await monitor(url, other.origin), undefined);
});

test('409: another old size than the one it has, with that size', async (t) => {
  const { url } = await startWitness(t, [log]);
  t.is((await submit(url, log.request(3))).status, 409);
  await submit(url, log.request(0, 4));
  for (const old of [0, 3, 5, 7]) {
    const reply = await submit(url, log.request(old));
    t.is(reply.status, 409, `old ${old}`);
    t.true(reply.type.startsWith('text/x.tlog.size'));
    t.is(reply.body, '4\n');
  }
  t.is((await submit(url, log.request(4))).status, 200);
});

test('409: a log that was put back to an older copy is told the larger size, and it stays', async (t) => {
  const { url } = await startWitness(t, [log]);
  const { body } = await submit(url, log.request(0));
  const restored = log.fork(4, ['sold again']);
  const reply = await submit(url, restored.request(4));
  t.deepEqual([reply.status, reply.body], [409, '7\n']);
  t.is(await monitor(url, origin), log.note() + body);
});

test('422: no history but the cosigned one, at any size', async (t) => {
  const { url, key } = await startWitness(t, [log]);
  const { body } = await submit(url, log.request(0, 5));
  const shown = log.note(5) + body;
  for (const size of [0, 1, 4]) {
    const fork = log.fork(
      size,
      Array.from({ length: 9 - size }, (_, index) => `other ${index}`),
    );
    t.is((await submit(url, fork.request(5))).status, 422, `from ${size}`);
    t.is((await submit(url, fork.request(5, 9, log.proof(5)))).status, 422);
    t.is((await submit(url, fork.request(5, 5))).status, 422);
  }
  t.is(await monitor(url, origin), shown);
  t.is(cosignedAt(shown, key).length, 1);
});

test('422: a proof that is missing, bent, too long, or given where none belongs', async (t) => {
  const { url } = await startWitness(t, [log]);
  t.is((await submit(url, log.request(0, 7, [hash]))).status, 422);
  await submit(url, log.request(0, 5));
  const proof = log.proof(5);
  for (const bent of [[], [hash], [...proof, hash], proof.slice(1), proof.with(0, hash)]) {
    t.is((await submit(url, log.request(5, 7, bent))).status, 422);
  }
  t.is((await submit(url, log.request(5, 5, [hash]))).status, 422);
  t.is((await submit(url, log.request(5))).status, 200);
});

test('422: a log of no entries with the root of another tree', async (t) => {
  const { url } = await startWitness(t, [log]);
  t.is((await submit(url, `old 0\n\n${log.note(0, Buffer.alloc(32, 1))}`)).status, 422);
  t.is((await submit(url, `old 0\n\n${log.note(0)}`)).status, 200);
  t.is((await submit(url, log.request(0))).status, 200);
});

test('two roots for one size are saved as evidence that a program can verify', async (t) => {
  const witness = await startWitness(t, [log]);
  await submit(witness.url, log.request(0));
  const fork = log.fork(5, ['a', 'b']);
  t.is((await submit(witness.url, fork.request(5))).status, 409);
  await witness.stop();
  const folder = join(witness.path, 'evidence');
  const [name, ...more] = readdirSync(folder);
  t.deepEqual(more, []);
  const evidence: unknown = JSON.parse(readFileSync(join(folder, name!), 'utf8'));
  t.is(verdictOf(auditFork(evidence)), 'failed');
  t.is(witness.printed.length, 1);
});

test('of two histories that arrive at the same time, one is cosigned', async (t) => {
  const { url, key } = await startWitness(t, [log]);
  await submit(url, log.request(0, 5));
  const forks = Array.from({ length: 8 }, (_, index) => log.fork(5, [`fork ${index}`, 'x']));
  const replies = await Promise.all(forks.map((fork) => submit(url, fork.request(5))));
  const statuses = replies.map(({ status }) => status).toSorted((left, right) => left - right);
  t.deepEqual(statuses, [200, ...Array<number>(7).fill(409)]);
  const cosigned = replies.flatMap(({ body }, index) =>
    cosignedAt(forks[index]!.note() + body, key),
  );
  t.is(cosigned.length, 1);
});

test('a checkpoint that cannot be stored is not cosigned', async (t) => {
  const { url, path, printed } = await startWitness(t, [log]);
  rmSync(join(path, 'logs'), { recursive: true });
  const { status, body } = await submit(url, log.request(0));
  t.is(status, 500);
  t.notRegex(body, /—/);
  t.is(await monitor(url, origin), undefined);
  for (let times = 0; times < 5; times += 1) t.is((await submit(url, log.request(0))).status, 500);
  t.is(printed.length, 1, 'one line for all of a minute');
});

test('a witness that starts again goes on from its last checkpoint', async (t) => {
  const witness = await startWitness(t, [log]);
  const { body } = await submit(witness.url, log.request(0, 5));
  await witness.stop();
  const again = await witness.start();
  t.teardown(() => again.stop());
  const url = `http://127.0.0.1:${again.port}`;
  t.is(await monitor(url, origin), log.note(5) + body);
  t.is((await submit(url, log.fork(4, ['x', 'y', 'z']).request(4))).status, 409);
  t.is((await submit(url, log.request(5))).status, 200);
});

test('a folder is used by one process at a time', async (t) => {
  const { start } = await startWitness(t, [log]);
  await t.throwsAsync(start, { code: 'in-use' });
});

test('a witness does not start with a copy of a state beside it, which may be an older one', async (t) => {
  const log = new IndependentLog(origin).grow(3);
  const { path, url, stop, start } = await startWitness(t, [log]);
  t.is((await submit(url, log.request(0, 2))).status, 200);
  const [file = ''] = readdirSync(join(path, 'logs'));
  const copy = join(path, 'logs', `${file.slice(0, -5)} (conflicted copy).json`);
  cpSync(join(path, 'logs', file), copy);
  t.is((await submit(url, log.request(2, 4))).status, 200);
  await stop();
  await t.throwsAsync(start(), { code: 'damaged', message: /conflicted copy/ });
  rmSync(copy);
  const running = await start();
  t.teardown(() => running.stop());
  t.is((await submit(`http://127.0.0.1:${running.port}`, log.request(2, 4))).body, '4\n');
});
