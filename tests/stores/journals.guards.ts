import type { Guard } from '../support/guards/guard.ts';

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
const raffleJournal = {
  file: 'services/raffle/stores/lowdb/raffle-journal.ts',
  test: 'tests/stores/checkpoint-file.test.ts',
};
const spentNonces = {
  file: 'services/raffle/stores/spent-nonces.ts',
  test: 'tests/stores/spent-nonces.test.ts',
};
const nonceClaims = {
  file: 'services/raffle/stores/lowdb/nonce-store.ts',
  test: 'tests/stores/admin-store.test.ts',
};

const journalThread = { test: 'tests/stores/journal-thread.test.ts' };

export const guards: Record<string, Guard> = {
  'the flush before the answer': {
    ...journalFile,
    guard: 'await flushed;',
    without: 'void flushed;',
    match: 'a write resolves after*',
  },
  'the loop over short writes': {
    ...journalFile,
    guard: 'while (done < bytes.length)',
    without: 'if (done < bytes.length)',
    match: 'a short write*',
  },
  'the fencing': {
    ...journalFile,
    guard: 'if (now.ino !== this.#inode || now.size !== end) throw changedByOthers(this.path);',
    without: 'void now;',
    match: '*another process*',
  },
  'the failure that ends all writes': {
    ...journalFile,
    guard:
      'this.#failure = explainWriteFailure(this.path, batch.bytes.length, cause);\n      throw this.#failure;\n    } finally',
    without: 'throw explainWriteFailure(this.path, batch.bytes.length, cause);\n    } finally',
    match: 'a failed flush*',
  },
  'the wait for the flush': {
    ...commitQueue,
    guard: 'await this.#db.write();',
    without: 'void this.#db.write();',
    match: 'nothing is answered*',
  },
  'the state right after each change of a batch': {
    ...commitQueue,
    guard: 'change.resolve(answer, state)',
    without: 'change.resolve(answer, next)',
    match: 'commit() gives each change*',
  },
  'the lock': {
    ...commitQueue,
    guard: 'lock.acquire(lockKey, () => this.#drain())',
    without: 'Promise.resolve([lock, lockKey]).then(() => this.#drain())',
    match: 'every change sees*',
  },
  'the catch around listeners': {
    ...commitQueue,
    guard: 'this.#options.onListenerError?.(cause);',
    without: 'throw cause;',
    match: 'a listener that throws*',
  },
  'the state before the batch that is being written': {
    ...commitQueue,
    guard: 'if (entries.length > 0) {\n      try {',
    without: 'this.#state = next;\n    if (entries.length > 0) {\n      try {',
    match: 'nothing is answered*',
  },
  'the refusal of used nonces': {
    ...spentNonces,
    guard: "if (this.#expiries.has(nonce)) return 'used';",
    without: '',
    match: 'no nonce*',
  },
  'the refusal of forgotten nonces': {
    ...spentNonces,
    guard: "return isForgotten ? 'forgotten' : 'claimed';",
    without: "return 'claimed';",
    match: 'no nonce*',
  },
  'the gap between spans of forgotten nonces': {
    ...spentNonces,
    guard: 'from <= last.to + gapMax',
    without: 'true',
    match: 'claims made while*',
  },
  'the compaction of the nonces': {
    ...nonceClaims,
    guard: 'if (entryCount - spent.size - lastUses.size <= staleEntriesMax) return undefined;',
    without: 'if (entryCount > 0) return undefined;',
    match: 'expired claims*',
  },
  'the refusal of reads from before the start': {
    ...nonceClaims,
    guard: "created < this.#firstReadAt(at) ? 'forgotten' : this.#check(claim)",
    without: 'this.#check(claim)',
    test: 'tests/identity/clock-jumps.test.ts',
    match: 'after a restart an*',
  },
  'the checksum of a record': {
    ...journalFormat,
    guard: 'return crc32(text, crc32(head.lengthText)) === head.crc ? { text, end } : undefined;',
    without: 'return { text, end };',
    match: 'if any part*',
  },
  'the rest of a journal that is read in parts': {
    file: 'services/raffle/stores/lowdb/durable-file.ts',
    guard: 'if (bytesRead === 0) return',
    without: 'if (bytesRead < size) return',
    test: 'tests/stores/journal-file.test.ts',
    match: 'a journal is read whole*',
  },
  'the chain of batches': {
    ...journalFormat,
    guard: 'if (ends.length === 0 || !bytes.subarray(position, end).equals(footer.footer)) break;',
    without:
      "if (ends.length === 0 || bytes.toString('latin1', position, position + 2) !== 'f ') break;",
    match: 'a repeated, moved*',
  },
  'the search for the damaged line': {
    ...journalFormat,
    guard: 'new DamagedBytes(findDamage(bytes, validBytes),',
    without: 'new DamagedBytes(position,',
    match: 'no changed byte*',
  },
  'the search for batches after the damage': {
    ...journalFormat,
    guard: 'const damage = hasLaterBatch(bytes, validBytes)',
    without: 'const damage = hasLaterBatch(bytes, bytes.length)',
    match: 'no changed byte*',
  },
  'the comparison with the count of a footer': {
    ...journalFormat,
    guard: 'if (before.count > footer.count || isComplete) return true;',
    without: '',
    match: 'no changed byte*',
  },
  'the checkpoint before the visible state': {
    ...journalFile,
    guard: 'else this.#checkpointFile.write(this.#checkpoint(root));',
    without: 'else setImmediate(() => this.#checkpointFile.write(this.#checkpoint(root)));',
    test: 'tests/stores/checkpoint-file.test.ts',
    match: 'the checkpoint file is written*',
  },
  'the comparison with the checkpoint': {
    file: 'services/raffle/stores/lowdb/journal-check.ts',
    guard: 'if (isCovered) return undefined;',
    without: 'if (isCovered || !isCovered) return undefined;',
    test: 'tests/stores/checkpoint-file.test.ts',
    match: '*its last whole batch*',
  },
  'the refusal of a tail without a checkpoint file': {
    file: 'services/raffle/stores/lowdb/journal-check.ts',
    guard: 'batchEnds.length <= 1 && bytes.length === validBytes',
    without: 'batchEnds.length <= 1',
    test: 'tests/cli/repair.test.ts',
    match: 'a lost sale is not taken*',
  },
  'the second slot': {
    file: 'services/raffle/stores/lowdb/checkpoint-file.ts',
    guard: 'const sequence = this.#sequence + 1;',
    without: 'const sequence = this.#sequence + 2;',
    test: 'tests/stores/checkpoint-file.test.ts',
    match: 'the two slots hold*',
  },
  'the length of the checkpoint file': {
    file: 'services/raffle/stores/lowdb/checkpoint-file.ts',
    guard: 'const isWhole = bytes.length === fileBytes;',
    without: 'const isWhole = true;',
    test: 'tests/stores/checkpoint-file.test.ts',
    match: 'a checkpoint file with a torn slot*',
  },
  'reading without changes': {
    ...journalFile,
    guard: 'return { entries, from: 0 };',
    without: 'await this.prepare();\n    return { entries, from: 0 };',
    test: 'tests/stores/refused-folders.test.ts',
    match: 'a refused folder*',
  },
  'the copy of a torn tail': {
    ...journalFile,
    file: 'services/raffle/stores/lowdb/torn-tail.ts',
    guard: 'const copy = await copyTail(path, tail);',
    without: "const copy = '';",
    test: 'tests/stores/torn-tails.test.ts',
    match: 'a torn tail is moved aside*',
  },
  'the cut of a torn tail on a full disk': {
    ...journalFile,
    file: 'services/raffle/stores/lowdb/torn-tail.ts',
    guard: 'if (!isFullDisk(cause)) throw cause;\n    await unlink',
    without: 'if (isFullDisk(cause)) throw cause;\n    await unlink',
    test: 'tests/stores/torn-tails.test.ts',
    match: 'a torn tail is cut off without*',
  },
  'the check of the signing key': {
    ...raffleJournal,
    guard: 'this.log.requireSigner();',
    without: '',
    test: 'tests/stores/refused-folders.test.ts',
    match: 'a folder with another secret*',
  },
  'the closing of the files of drawn raffles': {
    file: 'services/raffle/stores/lowdb/raffle-store.ts',
    guard: 'this.#idle.size <= idleJournalsMax) return;',
    without: 'this.#idle.size <= 99) return;',
    test: 'tests/stores/drawn-raffles.test.ts',
    match: 'claims of a drawn raffle are durable*',
  },
  'the files of a claim that is being written': {
    file: 'services/raffle/stores/lowdb/journal-file.ts',
    guard: 'if (!this.#isWriting) await this.#closeFiles();',
    without: 'await this.#closeFiles();',
    test: 'tests/stores/drawn-raffles.test.ts',
    match: 'a claim keeps its files although*',
  },
  'the files of drawn raffles that stay closed at the start': {
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    guard: 'file.isFinished = finished.has(this.queue.state.status);',
    without: '',
    test: 'tests/stores/drawn-raffles.test.ts',
    match: 'the files that purchases need*',
  },
  'the pauses while many receipts are made': {
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    test: 'tests/stores/raffle-store.test.ts',
    guard: 'await yieldToEventLoop();',
    without: '{}',
    match: 'other tasks run while many receipts are made',
  },
  'the comparison of a reading with the files as they are now': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/journal-file.ts',
    guard: 'if (!(await isCurrent(reading, this.path, this.found))) return false;',
    without: '',
    match: 'a reading is not used if its journal has grown*',
  },
  'the times of a journal that was read': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/journal-reading.ts',
    guard: '[statusOf(now), foundNow], [status, found]',
    without: '[statusOf(now).size, foundNow], [status.size, found]',
    match: '*with the same length',
  },
  'the checkpoint file that a reading was compared with': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/journal-reading.ts',
    guard: 'isDeepStrictEqual([statusOf(now), foundNow], [status, found])',
    without: 'isDeepStrictEqual([statusOf(now), found], [status, found])',
    match: '*if the checkpoint file has changed*',
  },
  'the error of a journal that is gone since it was read': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/journal-reading.ts',
    guard: 'const now = await stat(path, { bigint: true }).catch(() => undefined);',
    without: 'const now = await stat(path, { bigint: true });',
    match: 'a journal that is gone*',
  },
  'the root over the hashes of a thread': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    guard: 'root !== undefined && root !== this.log.root(entries)',
    without: 'false',
    match: 'the root over*',
  },
  'the opening in what a thread has read': {
    ...journalThread,
    file: 'services/raffle/stores/lowdb/restore-raffle.ts',
    guard: 'requireFirst(restored.others.get(0));',
    without: '',
    match: 'a journal of another raffle*',
  },
  'the free numbers of a raffle that is handed over': {
    test: 'tests/stores/restored-raffle.test.ts',
    file: 'services/raffle/domain/sales-history.ts',
    guard: 'new NumberHeap(parts?.free)',
    without: 'new NumberHeap()',
    match: 'a raffle with free numbers*',
  },
};
