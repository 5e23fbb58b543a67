import { createHash } from 'node:crypto';
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import {
  catalogueName,
  ownJournalNames,
  witnessesName,
} from '../../services/raffle/stores/lowdb/folder-layout.ts';
import { journalHead } from '../../services/raffle/stores/lowdb/journal-format.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { openFolder } from '../support/lowdb.ts';
import { signInAt, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';
import { runCli } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

/** A new data folder with every journal that a service makes at its first start. */
async function beginFolder(t: ExecutionContext, path: string) {
  const opened = await openFolder(t, path);
  for (const name of ownJournalNames) {
    if (name !== catalogueName) await opened.folder.openOwnJournal(name);
  }
  return opened;
}

/** A folder with an opening and three tickets, of which the last is cut off the journal. */
async function loseLastSale(t: ExecutionContext) {
  const path = temporaryFolder(t);
  const { store, close } = await beginFolder(t, path);
  await openRaffle(store);
  const journal = join(path, 'raffles', 'spring.journal');
  const kept = join(path, 'raffles', 'spring.checkpoint');
  for (const holder of ['ann', 'ben']) await buy(store, holder);
  const size = statSync(journal).size;
  await buy(store, 'cem');
  await close();
  truncateSync(journal, size + 40);
  return { path, journal, kept, name: basename(path) };
}

/** Every file of a folder with its content's hash. */
function contentOf(path: string): string[] {
  const names = readdirSync(path, { recursive: true }).map(String).toSorted();
  return names
    .filter((name) => statSync(join(path, name)).isFile())
    .map((name) => {
      const content = readFileSync(join(path, name));
      return `${name} ${createHash('sha256').update(content).digest('hex')}`;
    });
}

test('repair prints what a journal holds and lacks, and accepts it after its name is typed', async (t) => {
  const { path, journal, name } = await loseLastSale(t);
  await t.throwsAsync(openFolder(t, path));
  const { exitCode, stdout, stderr, questions } = await runCli(['repair', path], {
    answers: [name],
  });
  t.is(exitCode, exitCodes.done, stderr);
  t.is(questions.length, 1);
  t.true(
    readLines(stdout).some((line) =>
      line.startsWith(
        'raffles/spring.journal  refused     3          4  Spring fair: 2 tickets sold',
      ),
    ),
  );
  t.is(
    readLines(stderr)[0],
    'raffles/spring.journal holds 3 entries; confirmed entries missing: at least 1.',
  );
  const warnings: string[] = [];
  const logger = { warn: (message: string) => warnings.push(message) };
  const { store, close } = await openFolder(t, path, { logger });
  t.is((await store.find('spring'))!.pool.size, 2);
  t.is(warnings.length, 1);
  t.true(warnings[0]!.includes('spring.journal was accepted with 3 entries'));
  await buy(store, 'dan');
  await close();
  t.is(decodeJournal(readFileSync(journal)).texts.length, 4);
  const aside = readdirSync(dirname(journal)).filter((file) => file.includes('.torn-'));
  t.is(aside.length, 2);
});

test('an unreadable or missing checkpoint is accepted, and nothing is lost', async (t) => {
  const { path, journal, kept, name } = await loseLastSale(t);
  truncateSync(journal, decodeJournal(readFileSync(journal)).validBytes);
  for (const spoil of [() => writeFileSync(kept, ''), () => renameSync(kept, join(path, 'away'))]) {
    spoil();
    await t.throwsAsync(openFolder(t, path));
    const { exitCode, stderr } = await runCli(['repair', path, '--confirm', name]);
    t.is(exitCode, exitCodes.done, stderr);
    const { store, close } = await openFolder(t, path);
    t.is((await store.find('spring'))!.pool.size, 2);
    await close();
  }
});

test('repair changes nothing without confirmation, while the service runs, or if nothing is wrong', async (t) => {
  const { path, name } = await loseLastSale(t);
  const before = contentOf(path);
  const untyped = await runCli(['repair', path], { answers: ['yes'] });
  t.is(untyped.exitCode, exitCodes.declined);
  const script = await runCli(['repair', path]);
  t.is(script.exitCode, exitCodes.usage);
  t.true(script.stderr.includes(`raffle repair ${path} --confirm ${name}`), script.stderr);
  t.deepEqual(contentOf(path), before);

  const sound = temporaryFolder(t);
  const running = await beginFolder(t, sound);
  await openRaffle(running.store);
  t.is((await runCli(['repair', sound, '--confirm', basename(sound)])).exitCode, exitCodes.refused);
  await running.close();
  const whole = contentOf(sound);
  t.is((await runCli(['repair', sound])).exitCode, exitCodes.done);
  t.deepEqual(contentOf(sound), whole);
});

test('a journal that is missing, or has no opening entry, cannot be accepted', async (t) => {
  const { path, journal, name } = await loseLastSale(t);
  const bytes = readFileSync(journal);
  for (const spoil of [
    () => renameSync(journal, join(path, 'away')),
    () => truncateSync(journal, 30),
  ]) {
    writeFileSync(journal, bytes);
    spoil();
    const before = contentOf(path);
    const { exitCode, stderr } = await runCli(['repair', path, '--confirm', name]);
    t.is(exitCode, exitCodes.refused);
    t.true(stderr.includes('spring.journal'), stderr);
    t.deepEqual(contentOf(path), before);
  }
});

test('a lost sale is not taken for an unfinished write if the checkpoint is lost too', async (t) => {
  for (const spoil of [(kept: string) => writeFileSync(kept, ''), (kept: string) => rmSync(kept)]) {
    const path = temporaryFolder(t);
    const { store, close } = await beginFolder(t, path);
    await openRaffle(store);
    await buy(store, 'ann');
    await close();
    const journal = join(path, 'raffles', 'spring.journal');
    truncateSync(journal, statSync(journal).size - 30);
    spoil(join(path, 'raffles', 'spring.checkpoint'));
    const before = contentOf(path);
    await t.throwsAsync(openFolder(t, path), { message: /cannot be compared/ });
    const { stderr } = await runCli(['repair', path], { answers: [''] });
    t.true(stderr.includes('holds 1 entry; the number of confirmed entries is unknown'));
    t.deepEqual(contentOf(path), before);
  }
});

test('repair reports a missing standard journal even without its checkpoint', async (t) => {
  // Folders of earlier versions have no journal of cosignatures.
  for (const journal of ownJournalNames.filter((name) => name !== witnessesName)) {
    const path = temporaryFolder(t);
    const { store, close } = await beginFolder(t, path);
    await openRaffle(store);
    await close();
    rmSync(join(path, journal));
    rmSync(join(path, journal.replace('.journal', '.checkpoint')), { force: true });
    const { exitCode, stderr } = await runCli(['repair', path, '--confirm', basename(path)]);
    t.is(exitCode, exitCodes.refused);
    t.true(stderr.includes(`${journal} is missing`), stderr);
  }
});

test('a journal under another raffle’s name, or copied by hand, is reported and not accepted', async (t) => {
  const { path, journal, kept, name } = await loseLastSale(t);
  truncateSync(journal, decodeJournal(readFileSync(journal)).validBytes);
  await runCli(['repair', path, '--confirm', name]);
  copyFileSync(journal, join(path, 'raffles', 'autumn.journal'));
  copyFileSync(kept, join(path, 'raffles', 'autumn.checkpoint'));
  copyFileSync(journal, join(path, 'raffles', 'spring copy.journal'));
  const { exitCode, stderr } = await runCli(['repair', path, '--confirm', name]);
  t.is(exitCode, exitCodes.refused);
  t.true(stderr.includes('autumn.journal is the journal of the raffle spring'), stderr);
  t.true(stderr.includes('spring copy.journal has a name that no raffle has'), stderr);
  t.false(stderr.includes('Accepted'), stderr);
});

test('repair explains only the consequences for the journals that lost entries', async (t) => {
  const path = temporaryFolder(t);
  const { store, folder, close } = await openFolder(t, path);
  await openRaffle(store);
  const keys = await folder.openOwnJournal<{ name: string }>('keys.journal');
  for (const key of ['ada', 'bo']) {
    keys.data.entries.push({ name: key });
    await keys.write();
  }
  await close();
  truncateSync(join(path, 'keys.journal'), journalHead.length);
  const { stderr } = await runCli(['repair', path], { answers: [''] });
  t.true(stderr.includes('a key that was revoked may be valid again'), stderr);
  t.false(stderr.includes('tickets are sold again'), stderr);
});

test('a folder that is not a data folder is refused and not changed', async (t) => {
  const path = temporaryFolder(t);
  t.is((await runCli(['repair', path])).exitCode, exitCodes.usage);
  t.deepEqual(readdirSync(path), []);
});

test('a service that refuses a data folder prints the repair command', async (t) => {
  const dataDir = temporaryFolder(t);
  const { url, end } = await spawnService(t, { dataDir });
  const ann = await signInAt(url, 'ann@example.org');
  await ann.buy('demo');
  await ann.buy('demo');
  await end('SIGTERM');
  writeFileSync(join(dataDir, 'raffles', 'demo.checkpoint'), '');
  const refused = await runMain({ environment: { RAFFLE_DATA_DIR: dataDir } });
  t.is(refused.exitCode, 65);
  t.true(refused.stderr.includes(`npx raffle repair ${dataDir}`), refused.stderr);
  t.false(/[Rr]estore/.test(refused.stderr), refused.stderr);
  await runCli(['repair', dataDir, '--confirm', basename(dataDir)]);
  const again = await spawnService(t, { dataDir });
  const view = (await (await fetch(`${again.url}/api/raffles/demo`)).json()) as { sold: number };
  t.is(view.sold, 2);
  const { stderr } = await again.end('SIGTERM');
  t.true(stderr.includes('demo.journal was accepted with 3 entries'), stderr);
});

test('repair ignores catalogue entries with a path outside the folder', async (t) => {
  const { path, journal, kept } = await loseLastSale(t);
  const outside = join(dirname(path), `${basename(path)}-outside`);
  renameSync(journal, `${outside}.journal`);
  renameSync(kept, `${outside}.checkpoint`);
  t.teardown(() => ['journal', 'checkpoint'].forEach((end) => rmSync(`${outside}.${end}`)));
  const folder = DataFolder.open(path);
  const catalogue = await folder.openOwnJournal<{ raffle: string }>(catalogueName);
  catalogue.data.entries.push({ raffle: `../../${basename(outside)}` });
  await catalogue.write();
  await folder.close();
  const before = readFileSync(`${outside}.journal`);
  const { stdout } = await runCli(['repair', path, '--confirm', basename(path), '--json']);
  t.false(stdout.includes('outside'));
  t.deepEqual(readFileSync(`${outside}.journal`), before);
});
