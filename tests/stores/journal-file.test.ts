import fs, {
  appendFileSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test from 'ava';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import { temporaryFolder } from '../support/service.ts';
import {
  openJournal,
  writeJournal,
  readJournal,
  handlePrototype,
  standInForWrites,
  recordSteps,
} from '../support/number-journals.ts';

test('a journal returns what was written, also after a restart', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3]);
  const again = openJournal(t, path);
  await again.read();
  again.data.entries.push(4);
  await again.write();
  t.deepEqual(await readJournal(t, path), [1, 2, 3, 4]);
});

test('a write without new entries does not change the file', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  const { size } = statSync(path);
  await db.write();
  t.is(statSync(path).size, size);
});

test('a write appends the new entries only', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  const sizes = [statSync(path).size];
  for (let number = 0; number < 3; number += 1) {
    db.data.entries.push(1);
    await db.write();
    sizes.push(statSync(path).size);
  }
  const added = sizes.slice(1).map((size, index) => size - sizes[index]!);
  t.is(new Set(added).size, 1);
});

for (const code of ['EMFILE', 'ENFILE', 'EIO', 'EACCES']) {
  test.serial(`${code} while reading is reported as unwritable, not as damage`, async (t) => {
    const path = join(temporaryFolder(t), 'numbers');
    await writeJournal(t, path, [1], [2]);
    const { open } = fs.promises;
    const replace = (by: unknown) => {
      Object.assign(fs.promises, { open: by });
      syncBuiltinESMExports();
    };
    t.teardown(() => replace(open));
    replace(async (name: string, flags: string) => {
      if (name === path) throw Object.assign(new Error(code), { code });
      return open(name, flags);
    });
    const error = await t.throwsAsync(readJournal(t, path), { instanceOf: JournalError });
    t.is(error.code, 'unwritable');
    const advised = error.message.toLowerCase();
    t.false(
      ['restore', 'backup', 'damage'].some((word) => advised.includes(word)),
      advised,
    );
  });
}

test.serial('the error of a full disk says how many bytes the batch needs', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  t.teardown(
    standInForWrites(() => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    }),
  );
  db.data.entries.push(2);
  const error = await t.throwsAsync(db.write(), { instanceOf: JournalError });
  t.is(error.code, 'unwritable');
  t.regex(error.message, /needs \d+ bytes/);
});

test('a missing, empty or damaged journal is refused and not changed', async (t) => {
  const folder = temporaryFolder(t);
  await t.throwsAsync(readJournal(t, join(folder, 'missing')), { instanceOf: JournalError });
  t.throws(() => statSync(join(folder, 'missing')), { code: 'ENOENT' });
  for (const content of ['', 'null', 'false', '0', '{}', 'raffle journal 2\n']) {
    const path = join(folder, 'numbers');
    writeFileSync(path, content);
    const error = await t.throwsAsync(readJournal(t, path), { instanceOf: JournalError });
    t.is(error.code, 'damaged', content);
    t.regex(error.message, /at byte \d+/);
    t.is(readFileSync(path, 'utf8'), content);
  }
});

test('a journal with one changed byte is refused with its offset and not changed', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3], [4]);
  const damaged = readFileSync(path);
  damaged[20] = damaged[20]! ^ 1;
  writeFileSync(path, damaged);
  const error = await t.throwsAsync(readJournal(t, path), { instanceOf: JournalError });
  t.true(error.message.includes('numbers is damaged: '), error.message);
  t.true(error.message.includes(' at byte 17'), error.message);
  t.deepEqual(readFileSync(path), damaged);
});

test('a folder in the place of a journal is refused', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await mkdir(path);
  await t.throwsAsync(readJournal(t, path), { instanceOf: JournalError });
});

test('a new journal never replaces an existing file', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1]);
  await t.throwsAsync(writeJournal(t, path, [2]), { code: 'EEXIST' });
  t.deepEqual(await readJournal(t, path), [1]);
});

test('a journal that another process extended, replaced or removed is not written again', async (t) => {
  const interferences: ((path: string) => void)[] = [
    (path) => appendFileSync(path, 'x'),
    (path) => truncateSync(path, 20),
    (path) => {
      const content = readFileSync(path);
      writeFileSync(`${path}.other`, content);
      unlinkSync(path);
      writeFileSync(path, content);
    },
    (path) => unlinkSync(path),
  ];
  for (const [index, interfere] of interferences.entries()) {
    const path = join(temporaryFolder(t), 'numbers');
    const db = await writeJournal(t, path, [1]);
    interfere(path);
    db.data.entries.push(2);
    await t.throwsAsync(db.write(), undefined, `interference ${index}`);
    await t.throwsAsync(db.write(), undefined, 'later writes fail');
  }
});

test.serial('a write resolves after its bytes are written and then flushed', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  const steps = await recordSteps(path, async (note) => {
    db.data.entries.push(2);
    await db.write();
    note('answered');
  });
  const [journal, checkpoint] = [
    ['write', 'written', 'flush', 'flushed'],
    ['write', 'written'],
  ];
  t.deepEqual(steps, [...journal, ...checkpoint, 'answered']);
});

test.serial('a short write is continued until all bytes are written', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  t.teardown(standInForWrites((bytes, write) => write(bytes.subarray(0, 7))));
  db.data.entries.push(2, 3);
  await db.write();
  t.deepEqual(await readJournal(t, path), [1, 2, 3]);
});

test.serial('a journal is read whole where the system reads less than asked', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3]);
  const handles = await handlePrototype(path);
  const { read } = handles as { read(...parameters: unknown[]): unknown };
  const readPart = function (this: FileHandle, bytes: Buffer, start: number, length: number) {
    return read.call(this, bytes, start, Math.min(length, 7), start);
  };
  Object.assign(handles, { read: readPart });
  t.teardown(() => Object.assign(handles, { read }));
  t.deepEqual(await readJournal(t, path), [1, 2, 3]);
});

test('a journal with batches of more than a part of the file is read whole', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const larger = Array.from({ length: 200_000 }, (_, index) => index);
  const part = larger.slice(0, 60_000);
  await writeJournal(t, path, [1], larger, part, [2], part);
  t.true(statSync(path).size > 2 ** 22);
  t.deepEqual(await readJournal(t, path), [1, ...larger, ...part, 2, ...part]);
});

test.serial('a journal that grows while it is read is read up to its earlier end', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const some = Array.from({ length: 15_000 }, (_, index) => index);
  const db = await writeJournal(t, path, some, some, some, some);
  const checkpoint = readFileSync(`${path}.checkpoint`);
  const before = readFileSync(path);
  db.data.entries.push(7);
  await db.write();
  const after = readFileSync(path);
  writeFileSync(path, before);
  writeFileSync(`${path}.checkpoint`, checkpoint);
  const handles = await handlePrototype(path);
  const { read } = handles as { read(...parameters: unknown[]): unknown };
  const readGrown = function (this: FileHandle, ...parameters: unknown[]) {
    writeFileSync(path, after);
    return read.apply(this, parameters);
  };
  Object.assign(handles, { read: readGrown });
  t.teardown(() => Object.assign(handles, { read }));
  t.deepEqual(await readJournal(t, path), [...some, ...some, ...some, ...some]);
});

test.serial('a failed flush is not retried', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  const handles = await handlePrototype(path);
  const { datasync } = handles;
  let flushes = 0;
  handles.datasync = async () => {
    flushes += 1;
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  t.teardown(() => Object.assign(handles, { datasync }));
  db.data.entries.push(2);
  await t.throwsAsync(db.write(), { code: 'EIO' });
  await t.throwsAsync(db.write(), { code: 'EIO' });
  t.is(flushes, 1);
});
