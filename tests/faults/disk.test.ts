import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { spawnService } from '../support/process.ts';
import { postJson, problemOf, signInAt, temporaryFolder } from '../support/service.ts';

interface Sold {
  readonly tickets: readonly { number: number }[];
}

test('a full disk loses no confirmed ticket: outcome unknown, exit 74, and the truth after a restart', async (t) => {
  const dataDir = temporaryFolder(t);
  const full = spawnService(t, { dataDir, fileSizeMaxKib: 8 });
  const url = await full.url;
  const buyers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => signInAt(url, `p${index}@example.org`)),
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
  t.is(await full.exitCode, 74);
  t.regex(full.output(), /journal failed/);

  const again = spawnService(t, { dataDir });
  const newUrl = await again.url;
  const before = (await (await fetch(`${newUrl}/api/raffles/demo`)).json()) as { sold: number };
  t.is(before.sold, confirmed.length);
  const retry = await fetch(
    `${newUrl}/api/raffles/demo/tickets`,
    postJson({ quantity: 1 }, { cookie: unknown!.buyer.cookie, 'idempotency-key': unknown!.key }),
  );
  t.is(retry.status, 201);
  t.is(((await retry.json()) as Sold).tickets[0]!.number, confirmed.length + 1);
});

test('a journal with one changed byte stops the start, says where, and stays as it is', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = spawnService(t, { dataDir });
  await first.url;
  first.child.kill('SIGTERM');
  t.is(await first.exitCode, 0);
  const path = join(dataDir, 'raffles', 'demo.journal');
  const damaged = readFileSync(path);
  damaged[60] = damaged[60]! ^ 0x04;
  writeFileSync(path, damaged);
  const second = spawnService(t, { dataDir });
  t.is(await second.exitCode, 65);
  t.regex(second.output(), /demo\.journal is damaged: .* at byte 17\b/);
  t.notRegex(second.output(), /\n\s+at /, 'no stack');
  t.deepEqual(readFileSync(path), damaged);
});

test('a read-only journal stops the start and stays as it is', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = spawnService(t, { dataDir });
  await first.url;
  first.child.kill('SIGTERM');
  await first.exitCode;
  const path = join(dataDir, 'raffles', 'demo.journal');
  const before = readFileSync(path);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  if (nobody.uid !== undefined) giveTo(nobody.uid, dataDir);
  chmodSync(path, 0o400);
  const second = spawnService(t, { dataDir, ...nobody });
  t.is(await second.exitCode, 74);
  t.regex(second.output(), /demo\.journal cannot be written: EACCES/);
  t.deepEqual(readFileSync(path), before);
});

test('a second service on the same folder is refused, and the first goes on', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = spawnService(t, { dataDir });
  const url = await first.url;
  const second = spawnService(t, { dataDir });
  t.is(await second.exitCode, 75);
  t.regex(second.output(), /Another raffle service is using/);
  t.is((await fetch(`${url}/livez`)).status, 200);
});

test('a data folder that lost its secret stops the start', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = spawnService(t, { dataDir });
  await first.url;
  first.child.kill('SIGTERM');
  await first.exitCode;
  writeFileSync(join(dataDir, 'secret'), 'short');
  const second = spawnService(t, { dataDir });
  t.is(await second.exitCode, 78);
  t.regex(second.output(), /secret/);
});

test('a data folder that cannot be made stops the start', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'file'), '');
  const service = spawnService(t, { dataDir: join(folder, 'file', 'data') });
  t.is(await service.exitCode, 74);
  t.regex(service.output(), /cannot be written/);
});

function giveTo(uid: number, folder: string): void {
  chownSync(folder, uid, uid);
  for (const name of readdirSync(folder, { recursive: true })) {
    chownSync(join(folder, String(name)), uid, uid);
  }
}
