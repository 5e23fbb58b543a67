import fs, {
  appendFileSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Low } from 'lowdb';
import {
  JournalFile,
  jsonCodec,
  type Log,
} from '../../services/raffle/stores/lowdb/journal-file.ts';
import { JournalUnusable } from '../../services/raffle/stores/lowdb/journal-unusable.ts';
import { temporaryFolder } from '../support/service.ts';

type Numbers = Low<Log<number>>;

/** A journal of numbers, let go when the test is over. */
function openJournal(t: ExecutionContext, path: string): Numbers {
  const file = new JournalFile(path, jsonCodec<number>());
  t.teardown(() => file.close());
  return new Low<Log<number>>(file, { entries: [] });
}

/** A journal with these batches. */
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

test('a journal gives back what was written, across restarts', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3]);
  const again = openJournal(t, path);
  await again.read();
  again.data.entries.push(4);
  await again.write();
  t.deepEqual(await readJournal(t, path), [1, 2, 3, 4]);
});

test('a write that adds nothing leaves the file alone', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  const { size } = statSync(path);
  await db.write();
  t.is(statSync(path).size, size);
});

test('a write costs what it adds, not what is there', async (t) => {
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

test('a torn tail is cut, and the journal goes on from its last complete batch', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3]);
  truncateSync(path, statSync(path).size - 5);
  const db = openJournal(t, path);
  await db.read();
  t.deepEqual(db.data.entries, [1]);
  db.data.entries.push(9);
  await db.write();
  t.deepEqual(await readJournal(t, path), [1, 9]);
});

test('a missing, empty, null or damaged journal is refused and left as it is', async (t) => {
  const folder = temporaryFolder(t);
  await t.throwsAsync(readJournal(t, join(folder, 'missing')), { instanceOf: JournalUnusable });
  t.throws(() => statSync(join(folder, 'missing')), { code: 'ENOENT' });
  for (const content of ['', 'null', 'false', '0', '{}', 'raffle journal 1\nx']) {
    const path = join(folder, 'numbers');
    writeFileSync(path, content);
    const error = await t.throwsAsync(readJournal(t, path), { instanceOf: JournalUnusable });
    t.is(error.reason, 'damaged', content);
    t.regex(error.message, /at byte \d+/);
    t.is(readFileSync(path, 'utf8'), content);
  }
});

test('one changed byte is refused, its place is named, and the file is left as it is', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1], [2, 3], [4]);
  const damaged = readFileSync(path);
  damaged[20] = damaged[20]! ^ 1;
  writeFileSync(path, damaged);
  const error = await t.throwsAsync(readJournal(t, path), { instanceOf: JournalUnusable });
  t.regex(error.message, /numbers is damaged: .* at byte 17\b/);
  t.deepEqual(readFileSync(path), damaged);
});

test('a folder where a journal should be is refused', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await mkdir(path);
  await t.throwsAsync(readJournal(t, path), { instanceOf: JournalUnusable });
});

test('a new journal never takes the place of an existing file', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  await writeJournal(t, path, [1]);
  await t.throwsAsync(writeJournal(t, path, [2]), { code: 'EEXIST' });
  t.deepEqual(await readJournal(t, path), [1]);
});

test('a journal that somebody else grew, replaced or removed is not written again', async (t) => {
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
    await t.throwsAsync(db.write(), undefined, 'and stays dead');
  }
});

test.serial(
  'a batch is answered after its bytes are written and flushed, in that order',
  async (t) => {
    const path = join(temporaryFolder(t), 'numbers');
    const db = await writeJournal(t, path, [1]);
    const steps = await recordSteps(path, async (note) => {
      db.data.entries.push(2);
      await db.write();
      note('answered');
    });
    t.deepEqual(steps, ['write', 'written', 'flush', 'flushed', 'answered']);
  },
);

test.serial('a short write is completed', async (t) => {
  const path = join(temporaryFolder(t), 'numbers');
  const db = await writeJournal(t, path, [1]);
  t.teardown(standInForWrites((bytes, write) => write(bytes.subarray(0, 7))));
  db.data.entries.push(2, 3);
  await db.write();
  t.deepEqual(await readJournal(t, path), [1, 2, 3]);
});

test.serial('a failed flush is not tried again', async (t) => {
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

/** What every open file does, so that a test can watch it or stand in its way. */
async function handlePrototype(path: string): Promise<FileHandle> {
  const handle = await open(path);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** Lets something else happen where bytes are written, until what it returns is called. */
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
