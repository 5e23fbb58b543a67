import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { TicketsOnDisk } from '../../bench/support/data-folder.ts';
import { hashPlace } from '../../bench/support/database-sales.ts';
import { readReplyHead } from '../../bench/support/http-messages.ts';
import { buy, requireFlushes, sendAll } from '../../bench/support/load.ts';
import type { Usage } from '../../bench/support/report.ts';
import { isValid, Ratios, Rounds } from '../../bench/support/rounds.ts';
import { startPeer } from '../../bench/support/server-process.ts';
import { temporaryFolder } from '../support/service.ts';
import { waitMsMax } from '../support/wait-limit.ts';

const full = { perSecond: 1_000, cpuUs: 1_000, ownShare: 0.99, idleShare: 0.01, flushes: 0 };

test.serial('a load of which one reply has another status is refused', async (t) => {
  const reply = { method: 'get', path: '/', status: 200, paddingBytes: 0, sockets: 'service' };
  const server = await startPeer('no-op.ts', [JSON.stringify(reply)], { isAlone: false });
  t.teardown(() => server.stop());
  const requests = Array.from({ length: 200 }, () => ({ method: 'GET', path: '/' }));
  const run = await sendAll(server, requests, 200);
  t.true(run.cpuUs > 0 && run.perSecond > 0);
  await t.throwsAsync(sendAll(server, [...requests, { method: 'GET', path: '/other' }], 200), {
    message: 'Of 201 replies not all were 200: {"200":200,"404":1}.',
  });
});

// One thread sends the loads of a process, one after the other.
test.serial('a load of purchases that are confirmed and not on disk is refused', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'raffles'));
  writeFileSync(join(folder, 'raffles', 'lost.journal'), '');
  const path = '/api/raffles/lost/tickets';
  const reply = { method: 'post', path, status: 201, paddingBytes: 0, sockets: 'service' };
  const server = await startPeer('no-op.ts', [JSON.stringify(reply)], { isAlone: false });
  t.teardown(() => server.stop());
  const onDisk = new TicketsOnDisk(folder, 'lost');
  const offer = { raffle: 'lost', onDisk, count: 100, nextCookie: () => 'session=1' };
  await t.throwsAsync(buy(server, offer), {
    message: /^100 entries ticket-sold were confirmed, 0 are in /,
  });
});

test('a service that confirms more purchases than it can have flushed is refused', (t) => {
  t.notThrows(() => requireFlushes({ flushes: 4 }, 256));
  t.throws(() => requireFlushes({ flushes: 3 }, 256), {
    message: '256 purchases were confirmed with 3 flushes to disk.',
  });
});

test('the flushes of a server are counted', async (t) => {
  const program = `
    const { open } = await import('node:fs/promises');
    const file = await open(process.argv[1], 'w');
    for (let flush = 0; flush < 3; flush += 1) await file.datasync();
    process.send('flushed');
    setInterval(() => {}, 1_000);
  `;
  const report = join(import.meta.dirname, '../../bench/support/report.ts');
  const file = join(temporaryFolder(t), 'file');
  const child = spawn(
    process.execPath,
    ['--import', report, '--input-type=module', '-e', program, file],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const signal = AbortSignal.timeout(waitMsMax);
  t.deepEqual(await once(child, 'message', { signal }), ['flushed', undefined]);
  child.send('usage');
  const [{ answer }] = (await once(child, 'message', { signal })) as [{ answer: Usage }];
  t.is(answer.flushes, 3);
});

test('a load is void if its server waited or did not have the core', (t) => {
  t.true(isValid(full));
  t.true(isValid({ ownShare: 0.85, idleShare: 0 }));
  t.false(isValid({ ownShare: 0.8, idleShare: 0.2 }));
  t.false(isValid({ ownShare: 0.6, idleShare: 0 }));
});

test('a void load is repeated three times and never counted', async (t) => {
  const found = new Rounds<'ours' | 'theirs'>();
  const waiting = { ...full, cpuUs: 1, ownShare: 0.5, idleShare: 0.5 };
  let loads = 0;
  await found.measure(3, {
    ours: async () => ((loads += 1) % 2 === 0 ? { ...full, cpuUs: 2_000 } : waiting),
    theirs: async () => full,
  });
  t.is(loads, 6);
  const figure = found.ratios('ours', 'theirs', ({ cpuUs }) => cpuUs).toFigure({ most: 1.5 });
  t.deepEqual(figure, { found: '2.00', spread: '2.00 to 2.00', bar: 'at most 1.5', isMet: false });
  await found.measure(1, { ours: async () => ((loads += 1), waiting), theirs: async () => full });
  t.is(loads, 10);
  t.is(
    found.median('ours', ({ cpuUs }) => cpuUs),
    2_000,
  );
});

test('fewer than three complete rounds are no figure', (t) => {
  t.deepEqual(new Ratios([1, 1]).toFigure({ least: 0.5 }), {
    found: 'void',
    spread: '',
    bar: 'at least 0.5',
    isMet: false,
  });
});

test('a no-op compared with itself is more than noise if all ratios are on one side of 1', (t) => {
  t.true(new Ratios([0.98, 1.01, 1.02]).toFigureOfSame().isMet);
  t.false(new Ratios([1.01, 1.02, 1.03]).toFigureOfSame().isMet);
  t.false(new Ratios([1, 1]).toFigureOfSame().isMet);
});

test('the head of a reply says how many bytes belong to it', (t) => {
  const read = (text: string, count?: number) => readReplyHead(Buffer.from(text), count);
  const head = 'HTTP/1.1 201 Created\r\ncontent-length: 12\r\n\r\n';
  t.deepEqual(read(`${head}{`), { status: 201, headBytes: head.length, bodyBytes: 12 });
  t.is(read(head, head.length - 1), undefined);
  t.is(read('HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')?.bodyBytes, 0);
  t.throws(() => read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'));
});

test('raffles are divided as nginx 1.22 divides them by the hash of their ids', (t) => {
  const places = Array.from({ length: 16 }, (_, index) => hashPlace(`raffle${index}`, 2));
  t.deepEqual(places, [0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1]);
});
