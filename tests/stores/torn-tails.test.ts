import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { jsonCodec } from '../../services/raffle/stores/codecs.ts';
import { JournalFile } from '../../services/raffle/stores/lowdb/journal-file.ts';
import { temporaryFolder } from '../support/service.ts';
import {
  openJournal,
  readJournal,
  handlePrototype,
  writeTorn,
  tornCopies,
} from '../support/number-journals.ts';

test('a torn tail is moved aside by the first write, not by reading', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const torn = await writeTorn(t, path);
  const db = openJournal(t, path);
  await db.read();
  t.deepEqual(db.data.entries, [1]);
  t.deepEqual(readFileSync(path), torn);
  db.data.entries.push(9);
  await db.write();
  t.deepEqual(await readJournal(t, path), [1, 9]);
  const [copy, ...others] = tornCopies(path);
  t.deepEqual(others, []);
  const aside = readFileSync(join(dirname(path), copy!));
  t.deepEqual(aside, torn.subarray(torn.length - aside.length));
});

test('a torn tail is moved aside by prepare()', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const torn = await writeTorn(t, path);
  const file = openJournal(t, path).adapter;
  await file.read();
  await file.prepare();
  t.is(tornCopies(path).length, 1);
  t.true(readFileSync(path).length < torn.length);
});

test.serial('a torn tail is cut off without a copy if the disk is full', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeTorn(t, path);
  const warnings: string[] = [];
  const file = new JournalFile(path, jsonCodec<number>(), (message) => warnings.push(message));
  t.teardown(() => file.close());
  await file.read();
  const handles = await handlePrototype(path);
  const { writeFile } = handles;
  handles.writeFile = async () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  t.teardown(() => Object.assign(handles, { writeFile }));
  await file.prepare();
  t.deepEqual(tornCopies(path), []);
  t.is(warnings.length, 1);
  t.true(warnings[0]!.includes('1 MiB'), warnings[0]);
  t.deepEqual(await readJournal(t, path), [1]);
});
