import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { postJson, problemOf, signInAt, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService, type Ended } from '../support/spawned-service.ts';

interface Sold {
  readonly tickets: readonly { number: number }[];
}

test('a full disk loses no confirmed ticket: outcome-unknown, exit 74, all tickets after a restart', async (t) => {
  const dataDir = temporaryFolder(t);
  // Without mails, whose journal would reach the limit first.
  const environment = { RAFFLE_MAIL: 'codes' };
  const full = await spawnService(t, { dataDir, environment, fileSizeMaxKib: 8 });
  const buyers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => signInAt(full.url, `p${index}@example.org`)),
  );
  const confirmed: number[] = [];
  let unknown: { buyer: (typeof buyers)[number]; key: string } | undefined;
  for (const [index, buyer] of [...buyers, ...buyers].entries()) {
    const key = `key-${index}`;
    const reply = await buyer.buy('demo', { key });
    if (reply.status === 201) {
      confirmed.push(((await reply.json()) as Sold).tickets[0]!.number);
      continue;
    }
    t.like(await problemOf(reply), { status: 503, code: 'outcome-unknown' });
    unknown = { buyer, key };
    break;
  }
  t.truthy(unknown, 'the disk never filled up');
  const end = await full.ended;
  t.is(end.exitCode, 74);
  t.true(end.stderr.includes('journal failed'));

  const { url } = await spawnService(t, { dataDir });
  const before = (await (await fetch(`${url}/api/raffles/demo`)).json()) as { sold: number };
  t.is(before.sold, confirmed.length);
  const retry = await fetch(
    `${url}/api/raffles/demo/tickets`,
    postJson({ quantity: 1 }, { cookie: unknown!.buyer.cookie, 'idempotency-key': unknown!.key }),
  );
  t.is(retry.status, 201);
  t.is(((await retry.json()) as Sold).tickets[0]!.number, confirmed.length + 1);
});

test('a journal with one changed byte ends the start with its offset and is not changed', async (t) => {
  const dataDir = temporaryFolder(t);
  await runOnce(t, dataDir);
  const path = join(dataDir, 'raffles', 'demo.journal');
  const damaged = readFileSync(path);
  damaged[60] = damaged[60]! ^ 0x04;
  writeFileSync(path, damaged);
  const { exitCode, stderr } = await runOn(dataDir);
  t.is(exitCode, 65);
  t.true(stderr.includes('demo.journal is damaged at byte 17'), stderr);
  t.notRegex(stderr, /\n\s+at /, 'no stack');
  t.deepEqual(readFileSync(path), damaged);
});

test('a read-only journal ends the start and is not changed', async (t) => {
  const dataDir = temporaryFolder(t);
  await runOnce(t, dataDir);
  const path = join(dataDir, 'raffles', 'demo.journal');
  const before = readFileSync(path);
  chmodSync(path, 0o400);
  const { exitCode, stderr } = await runOn(dataDir, { obeysModes: true });
  t.is(exitCode, 74);
  t.true(stderr.includes('demo.journal cannot be opened: EACCES'));
  t.deepEqual(readFileSync(path), before);
});

test('a second service on the same folder is refused, and the first keeps running', async (t) => {
  const dataDir = temporaryFolder(t);
  const { url } = await spawnService(t, { dataDir });
  const { exitCode, stderr } = await runOn(dataDir);
  t.is(exitCode, 75);
  t.true(stderr.includes('Another raffle service is using'));
  t.is((await fetch(`${url}/livez`)).status, 200);
});

test('a data folder without its secret ends the start', async (t) => {
  const dataDir = temporaryFolder(t);
  await runOnce(t, dataDir);
  writeFileSync(join(dataDir, 'secret'), 'short');
  const { exitCode, stderr } = await runOn(dataDir);
  t.is(exitCode, 78);
  t.true(stderr.includes('secret'));
});

test('a data folder that cannot be made ends the start', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'file'), '');
  const { exitCode, stderr } = await runOn(join(folder, 'file', 'data'));
  t.is(exitCode, 74);
  t.true(stderr.includes('cannot be written'));
});

/** Starts a service in a folder and stops it. */
async function runOnce(t: ExecutionContext, dataDir: string): Promise<void> {
  const { end } = await spawnService(t, { dataDir });
  t.is((await end('SIGTERM')).exitCode, 0);
}

/** Requires that a service does not start in a folder. */
function runOn(dataDir: string, options: { obeysModes?: boolean } = {}): Promise<Ended> {
  return runMain({ ...options, environment: { RAFFLE_DATA_DIR: dataDir } });
}
