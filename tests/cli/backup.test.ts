import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { atLength } from '../support/effort.ts';
import { copyFolder } from '../../services/raffle/stores/lowdb/backup/copy-folder.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { signInAt, startTestService, temporaryFolder } from '../support/service.ts';
import { spawnService, type SpawnedService } from '../support/spawned-service.ts';
import { backUpThree, filesOf } from './support/backups.ts';
import { runCli } from './support/run-cli.ts';

interface Purchase {
  readonly email: string;
  readonly key: string;
  readonly numbers: readonly number[];
}

/** Buys at a service without a pause until it is stopped, each time as another person. */
function keepBuying(t: ExecutionContext, { url }: SpawnedService) {
  const confirmed: Purchase[] = [];
  const signal = { isStopped: false };
  const buyAs = async (name: string) => {
    for (let count = 0; !signal.isStopped; count += 1) {
      const email = `${name}-${count}@example.org`;
      const person = await signInAt(url, email);
      for (let turn = 0; turn < 10 && !signal.isStopped; turn += 1) {
        const key = crypto.randomUUID();
        const reply = await person.buy('spring', { key });
        if (reply.status !== 201) throw new Error(await reply.text());
        const { tickets } = (await reply.json()) as { tickets: { number: number }[] };
        confirmed.push({ email, key, numbers: tickets.map(({ number }) => number) });
      }
    }
  };
  const buying = Promise.all(['ann', 'ben', 'cem', 'dan'].map(buyAs));
  const stop = () => {
    signal.isStopped = true;
    return buying;
  };
  t.teardown(stop);
  return { confirmed, stop };
}

async function atLeast(confirmed: readonly Purchase[], count: number): Promise<void> {
  while (confirmed.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a backup during sales holds every confirmed sale, and a service starts with it', async (t) => {
  const cwd = temporaryFolder(t);
  const service = await spawnService(t);
  const env = {
    RAFFLE_URL: service.url,
    RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem'),
  };
  const create = 'create --title Spring --id spring --capacity 100000 --per-person-limit 10';
  t.is((await runCli(create.split(' '), { env })).exitCode, exitCodes.done);
  const { confirmed, stop } = keepBuying(t, service);
  const rounds = atLength(10, 2);
  const before: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await atLeast(confirmed, confirmed.length + 20);
    before.push(confirmed.length);
    const made = await runCli(['backup', service.dataDir, `${round}.tar`], { cwd });
    t.is(made.exitCode, exitCodes.done, made.stderr);
    t.is(statSync(join(cwd, `${round}.tar`)).mode & 0o777, 0o600);
  }
  await stop();
  await service.end('SIGTERM');
  t.deepEqual(readdirSync(cwd).toSorted(), before.map((_, round) => `${round}.tar`).toSorted());

  for (const [round, count] of before.entries()) {
    const dataDir = join(cwd, `restored-${round}`);
    const restored = await runCli(['restore', `${round}.tar`, dataDir, '--json'], { cwd });
    t.is(restored.exitCode, exitCodes.done, restored.stderr);
    const { raffles } = JSON.parse(restored.stdout) as { raffles: { id: string; root: string }[] };
    const again = await startTestService(t, { dataDir });
    const audited = await runCli(['audit', 'spring', '--json'], {
      env: { ...env, RAFFLE_URL: again.url },
    });
    t.is(audited.exitCode, exitCodes.done, audited.stdout);
    const checkpoint = await (await fetch(`${again.url}/api/raffles/spring/checkpoint`)).text();
    const root = Buffer.from(checkpoint.split('\n')[2]!, 'base64').toString('hex');
    t.is(raffles.find(({ id }) => id === 'spring')!.root, root);
    const { tickets } = await again.operator.call('listSoldTickets', { params: { id: 'spring' } });
    const emails = new Map(tickets.map(({ number, email }) => [number, email]));
    for (const { email, numbers } of confirmed.slice(0, count)) {
      for (const number of numbers) t.is(emails.get(number), email);
    }
    const { email, key, numbers } = confirmed[count - 1]!;
    const repeated = await (await signInAt(again.url, email)).buy('spring', { key });
    t.is(repeated.headers.get('idempotency-replayed'), 'true');
    const { tickets: same } = (await repeated.json()) as { tickets: { number: number }[] };
    t.deepEqual(
      same.map(({ number }) => number),
      numbers,
    );
    await again.stop();
  }
});

test('a backup is not written over a file, and leaves no draft', async (t) => {
  const { cwd, file, raffle } = await backUpThree(t);
  const before = readFileSync(file);
  t.is((await raffle('backup', 'data', 'a.tar')).exitCode, exitCodes.refused);
  t.deepEqual(readFileSync(file), before);
  t.deepEqual(readdirSync(cwd).toSorted(), ['a.tar', 'data']);
});

test('a damaged folder is not backed up', async (t) => {
  const { cwd, path, raffle } = await backUpThree(t);
  const journal = join(path, 'raffles', 'spring.journal');
  truncateSync(journal, statSync(journal).size - 10);
  const { exitCode, stderr } = await raffle('backup', 'data', 'b.tar');
  t.is(exitCode, exitCodes.refused);
  t.true(stderr.includes('spring.journal does not hold what its checkpoint file confirms'), stderr);
  t.deepEqual(readdirSync(cwd).toSorted(), ['a.tar', 'data']);
});

test('entries that no checkpoint confirms are left out of a backup', async (t) => {
  const { path, cwd, early, raffle } = await backUpThree(t);
  writeFileSync(join(path, 'raffles', 'spring.checkpoint'), early);
  const { exitCode, stdout } = await raffle('backup', 'data', 'b.tar', '--json');
  t.is(exitCode, exitCodes.done);
  t.is((JSON.parse(stdout) as { raffles: { entries: number }[] }).raffles[0]!.entries, 1);
  const files = await filesOf(join(cwd, 'b.tar'));
  const journal = files.find(({ name }) => name === 'raffles/spring.journal')!;
  t.false(journal.bytes.includes('ticket-sold'));
});

test('journals that refer to sales are copied before the raffles, what sales refer to after them', async (t) => {
  const { file } = await backUpThree(t);
  const names = (await filesOf(file)).map(({ name }) => name);
  const at = (name: string) => names.indexOf(`${name}.journal`);
  for (const name of ['payments', 'outbox']) t.true(at(name) < at('raffles/spring'), name);
  for (const name of ['catalogue', 'accounts', 'keys', 'nonces']) {
    t.true(at(name) > at('raffles/spring'), name);
  }
});

async function copyOf(path: string, journal: string): Promise<unknown[]> {
  const texts: unknown[] = [];
  for await (const { name, bytes } of copyFolder(path)) {
    if (name === journal) texts.push(...decodeJournal(bytes).texts.map((text) => JSON.parse(text)));
  }
  return texts;
}

test('a journal that is replaced between the readings of its two files is read again', async (t) => {
  const { path } = await backUpThree(t);
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  const checkpoint = join(path, 'accounts.checkpoint');
  const first = await (await folder.openOwnJournal<string>('accounts.journal')).replace(['a']);
  const ofFirst = readFileSync(checkpoint);
  await first.replace(['b', 'c']);
  const ofSecond = readFileSync(checkpoint);
  writeFileSync(checkpoint, ofFirst);
  const copying = copyOf(path, 'accounts.journal');
  setTimeout(() => writeFileSync(checkpoint, ofSecond), 60);
  t.deepEqual(await copying, ['b', 'c']);
});

test('a journal that is replaced again and again is copied whole', async (t) => {
  const { path, raffle } = await backUpThree(t);
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  let journal = await folder.openOwnJournal<string>('accounts.journal');
  const signal = { isStopped: false };
  const replacing = (async () => {
    for (let length = 1; !signal.isStopped; length = (length % 7) + 1) {
      journal = await journal.replace(Array.from({ length }, () => 'x'.repeat(20_000)));
      journal.data.entries.push('appended');
      await journal.write();
    }
  })();
  const lengths = new Set<number>();
  for (let round = 0; round < 50 || lengths.size < 3; round += 1) {
    lengths.add((await copyOf(path, 'accounts.journal')).length);
  }
  t.is((await raffle('backup', 'data', 'b.tar')).exitCode, exitCodes.done);
  signal.isStopped = true;
  await replacing;
});
