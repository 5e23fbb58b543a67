import fs, {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Low } from 'lowdb';
import { jsonCodec } from '../../services/raffle/stores/lowdb/codecs.ts';
import { JournalFile, type JournalData } from '../../services/raffle/stores/lowdb/journal-file.ts';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import { temporaryFolder } from '../support/service.ts';

type Numbers = Low<JournalData<number>> & { readonly adapter: JournalFile<number> };

/** A journal of numbers, closed after the test. */
function openJournal(t: ExecutionContext, path: string): Numbers {
  const file = new JournalFile(path, jsonCodec<number>());
  t.teardown(() => file.close());
  return new Low<JournalData<number>>(file, { entries: [] }) as Numbers;
}

/** Writes a journal with these batches. */
async function writeJournal(
  t: ExecutionContext,
  path: string,
  ...batches: number[][]
): Promise<Numbers> {
  const db = openJournal(t, path);
  for (const batch of batches) {
    db.data.entries.push(...batch);
    await db.write();
  }
  return db;
}

async function readJournal(t: ExecutionContext, path: string): Promise<number[]> {
  const db = openJournal(t, path);
  await db.read();
  return db.data.entries;
}

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

/** The bytes of a journal with one batch and part of a second, whose checkpoint covers the first. */
async function writeTorn(t: ExecutionContext, path: string): Promise<Buffer> {
  const db = await writeJournal(t, path, [1]);
  const checkpoint = readFileSync(`${path}.checkpoint`);
  db.data.entries.push(2, 3);
  await db.write();
  await db.adapter.close();
  writeFileSync(`${path}.checkpoint`, checkpoint);
  truncateSync(path, statSync(path).size - 5);
  return readFileSync(path);
}

const tornCopies = (path: string) =>
  readdirSync(dirname(path)).filter((name) => name.includes('.torn-'));

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

/** The prototype of all file handles, so that a test can watch or replace its methods. */
async function handlePrototype(path: string): Promise<FileHandle> {
  const handle = await open(path);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** Replaces `fs.writeSync`. @returns Restores it. */
function standInForWrites(
  act: (bytes: Buffer, write: (bytes: Buffer) => number) => number,
): () => void {
  const { writeSync } = fs;
  const replace = (by: unknown) => {
    Object.assign(fs, { writeSync: by });
    syncBuiltinESMExports();
  };
  replace((fd: number, bytes: Buffer, offset: number, length: number, place: number) =>
    act(bytes.subarray(offset, offset + length), (part) =>
      writeSync(fd, part, 0, part.length, place),
    ),
  );
  return () => replace(writeSync);
}

async function recordSteps(
  path: string,
  act: (note: (step: string) => void) => Promise<void>,
): Promise<string[]> {
  const handles = await handlePrototype(path);
  const { datasync } = handles;
  const steps: string[] = [];
  const restore = standInForWrites((bytes, write) => {
    steps.push('write');
    const written = write(bytes);
    steps.push('written');
    return written;
  });
  handles.datasync = async function (this: FileHandle) {
    steps.push('flush');
    await datasync.call(this);
    steps.push('flushed');
  };
  try {
    await act((step) => steps.push(step));
  } finally {
    restore();
    Object.assign(handles, { datasync });
  }
  return steps;
}
