import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const journalFile = {
  file: 'services/raffle/stores/lowdb/journal-file.ts',
  test: 'tests/stores/journal-file.test.ts',
};
const commitQueue = {
  file: 'services/raffle/stores/lowdb/commit-queue.ts',
  test: 'tests/stores/commit-queue.test.ts',
};
const journalFormat = {
  file: 'services/raffle/stores/lowdb/journal-format.ts',
  test: 'tests/stores/journal-format.test.ts',
};
const dataFolder = {
  file: 'services/raffle/stores/lowdb/data-folder.ts',
  test: 'tests/stores/data-folder.test.ts',
};
const raffleLane = {
  file: 'services/raffle/stores/lowdb/raffle-lane.ts',
  test: 'tests/stores/kept-checkpoint.test.ts',
};
const raffleStore = {
  file: 'services/raffle/stores/lowdb/raffle-store.ts',
  test: 'tests/stores/lowdb.test.ts',
};

const guards: Record<string, Guard> = {
  'the flush before the answer': {
    ...journalFile,
    guard: 'await flushed;',
    without: 'void flushed;',
    match: 'a batch is answered*',
  },
  'the loop over short writes': {
    ...journalFile,
    guard: 'while (done < bytes.length)',
    without: 'if (done < bytes.length)',
    match: 'a short write*',
  },
  'the fence': { ...journalFile, guard: 'this.#fence();', without: '', match: '*somebody else*' },
  'the memory of a failure': {
    ...journalFile,
    guard: 'this.#failure = cause;',
    without: '',
    match: 'a failed flush*',
  },
  'the wait for the disk': {
    ...commitQueue,
    guard: 'await this.#persist(entries);',
    without: 'void this.#persist(entries);',
    match: 'nothing is answered*',
  },
  'the lock': {
    ...commitQueue,
    guard: 'lock.acquire(lockKey, () => this.#drain())',
    without: 'Promise.resolve([lock, lockKey]).then(() => this.#drain())',
    match: 'however*',
  },
  'the checksum and the chain': {
    ...journalFormat,
    guard: "throw new DamagedBytes(position, 'a line that is not as it was written');",
    without: 'break;',
    match: 'no byte of a journal*',
  },
  'the check for line ends in a torn tail': {
    ...journalFormat,
    guard: 'isShort && !rest.includes(newline)',
    without: 'isShort',
    match: 'no byte*',
  },
  'the checkpoint that is kept before it is shown': {
    ...raffleLane,
    guard: 'onDurable: ({ version }) => this.#keepCheckpoint(version),',
    without: 'onDurable: ({ version }) => queueMicrotask(() => this.#keepCheckpoint(version)),',
    match: 'the checkpoint is kept*',
  },
  'the look at the log that was signed last': {
    ...raffleLane,
    guard: 'if (kept !== undefined) this.log.requireSame(kept);',
    without: 'if (kept !== undefined) void this.log;',
    match: 'a journal that lost*',
  },
  'the look at the key that signs on': {
    ...raffleLane,
    guard: 'this.log.requireSigner();',
    without: '',
    match: 'another secret*',
  },
  'the mark that a raffle is deleted': {
    ...raffleStore,
    guard: 'await this.#catalogue.markDeleted(id);',
    without: '',
    match: '*deletes a rehearsal for good*',
  },
  'the refusal of an id that is spent': {
    ...raffleStore,
    guard: 'refuse(decide, this.#catalogue.isDeleted(id))',
    without: 'refuse(decide, false)',
    match: '*deletes a rehearsal for good*',
  },
  'the look at ids that differ in capitals': {
    ...raffleStore,
    guard: 'requireOwnId(id, ids);',
    without: '',
    match: '*capitals*',
  },
  'the lock that openings share': {
    ...raffleStore,
    guard: 'return lock.acquire(lockKey, async () => {',
    without: 'return Promise.resolve([lock, lockKey]).then(async () => {',
    match: '*one at a time*',
  },
  'the end of the log that is deleted': {
    ...raffleStore,
    guard: 'return deleted;',
    without: 'return raffle;',
    match: '*while it deletes*',
  },
  'the look at a journal where a rehearsal was deleted': {
    ...raffleStore,
    guard: 'first.rehearsal !== true',
    without: 'false',
    test: 'tests/stores/deletion.test.ts',
    match: 'a real raffle*',
  },
  'the deleting of files': {
    ...raffleStore,
    guard: `    await this.#folder.discard(filesOf(id));
  }

  async read`,
    without: `  }

  async read`,
    test: 'tests/stores/deletion.test.ts',
    match: 'the files*',
  },
  'the rule that a real raffle is never deleted': {
    file: 'services/raffle/domain/rehearsal.ts',
    guard: "if (raffle.status !== 'deleted') requireRehearsal(raffle);",
    without: "if (raffle.status !== 'deleted') requireOpened(raffle);",
    test: 'tests/stores/lowdb.test.ts',
    match: '*never deletes a real raffle*',
  },
  'the lock of the folder': {
    ...dataFolder,
    guard: '!tryLock(lockFd)',
    without: 'tryLock(lockFd) && false',
    match: 'a folder that is in use*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the store tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
