import type { Guard } from '../support/guards/guard.ts';

const dataFolder = {
  file: 'services/raffle/stores/lowdb/data-folder.ts',
  test: 'tests/stores/data-folder.test.ts',
};
const raffleStore = {
  file: 'services/raffle/stores/lowdb/raffle-store.ts',
  test: 'tests/stores/raffle-store.test.ts',
};
const onlyDurable = { test: 'tests/stores/only-durable.test.ts' };
const pictureStore = {
  file: 'services/raffle/stores/lowdb/picture-store.ts',
  test: 'tests/stores/picture-store.test.ts',
};

export const guards: Record<string, Guard> = {
  'the checkpoint file that a lost journal leaves': {
    file: 'services/raffle/stores/lowdb/folder-layout.ts',
    test: 'tests/stores/witness-store.test.ts',
    guard: '![path, checkpointPath(path)].some(existsSync)',
    without: '!existsSync(path)',
    match: 'a data folder of an earlier version*',
  },
  'the compaction of the accounts': {
    file: 'services/raffle/stores/lowdb/account-store.ts',
    test: 'tests/stores/account-details.test.ts',
    guard: 'if (entryCount <= 2 * accounts.size + staleEntriesMax) return undefined;',
    without: 'if (entryCount > 0) return undefined;',
    match: 'a journal that has grown*',
  },
  'the account that an earlier change of the batch leaves': {
    file: 'services/raffle/stores/lowdb/account-store.ts',
    test: 'tests/stores/account-details.test.ts',
    guard: 'return this.#changed.get(id) ?? this.#durable.get(id);',
    without: 'return this.#durable.get(id);',
    match: 'changes of an account that are written together*',
  },
  'the sign-outs in a compacted journal of accounts': {
    file: 'services/raffle/stores/lowdb/account-store.ts',
    test: 'tests/stores/account-details.test.ts',
    guard: 'epoch: entry.epoch ?? 0',
    without: 'epoch: 0',
    match: 'a journal that has grown*',
  },
  'the drop of details that do not change': {
    file: 'services/raffle/stores/lowdb/account-store.ts',
    test: 'tests/stores/account-details.test.ts',
    guard: 'return next !== undefined && (now ?? null) !== next;',
    without: 'return next !== undefined;',
    match: 'a change that changes nothing*',
  },
  'the payment at a desk, which is in the entry of the sale': {
    file: 'services/raffle/stores/payment-store.ts',
    test: 'tests/attacks/killed-commands.test.ts',
    guard: 'mark ?? (ticket.desk === true && ticket.paid === true)',
    without: 'mark === true',
    match: '*many sales at the desk*',
  },
  'the mark that a desk sale got later': {
    file: 'services/raffle/stores/lowdb/payment-store.ts',
    test: 'tests/stores/payment-store.test.ts',
    guard: '(sale) => marks?.get(sale) !== mark.paid',
    without: '(sale) => (marks?.get(sale) ?? false) !== mark.paid',
    match: 'a sale at a desk is paid*',
  },
  'the payment of a desk sale in the journal': {
    file: 'services/raffle/stores/codecs.ts',
    test: 'tests/stores/entry-codec.test.ts',
    guard: 'return { account, buyer, paid, key, slot, order };',
    without: 'void paid; return { account, buyer, key, slot, order };',
    match: 'a journal holds every entry*',
  },
  'the durability of shown payments': {
    file: 'services/raffle/stores/lowdb/payment-store.ts',
    test: 'tests/stores/only-durable.test.ts',
    guard: 'this.#durable.get(raffle)?.get(sale.index)',
    without: 'this.#queue.state.get(raffle)?.get(sale.index)',
    match: 'no store shows*',
  },
  'the limit of all pictures': {
    ...pictureStore,
    guard: 'if (used + bytes.length > this.#bytesMax)',
    without: 'if (bytes.length > this.#bytesMax)',
    match: 'all pictures together*',
  },
  'the lock around uploads': {
    ...pictureStore,
    guard: 'return lock.acquire(lockKey, async () => {',
    without: 'return Promise.resolve([lock, lockKey]).then(async () => {',
    match: 'the same picture*',
  },
  'the hash of a picture that is read': {
    ...pictureStore,
    guard: "digest('sha256', bytes) === hash",
    without: 'bytes.length > 0',
    match: 'a file that was changed*',
  },
  'the flush of the new folder of pictures': {
    ...pictureStore,
    guard: 'if (made !== undefined) await syncFolder(this.#folder.path);',
    without: 'void made;',
    match: 'a picture is listed only*',
  },
  'the catch around each listener': {
    file: 'services/raffle/stores/listeners.ts',
    guard: 'this.#onError(cause, value);',
    without: 'throw cause;',
    test: 'tests/stores/raffle-store.test.ts',
    match: 'a listener that throws*',
  },
  'the demo raffle in an unused catalogue only': {
    file: 'services/raffle/start-service.ts',
    guard: 'settings.isDemoWanted && (await stores.isUnused())',
    without: 'settings.isDemoWanted && stores.isFresh',
    test: 'tests/faults/first-start.test.ts',
    match: 'a first start that fails on a taken port*',
  },
  'the durable accounts': {
    ...onlyDurable,
    file: 'services/raffle/stores/lowdb/account-store.ts',
    guard: 'return this.#durable.get(id);',
    without: 'return this.#queue.state.get(id);',
    match: 'no store shows*',
  },
  'the durable catalogue': {
    ...onlyDurable,
    file: 'services/raffle/stores/lowdb/catalogue.ts',
    guard: 'return [...this.#durable.keys()];',
    without: 'return [...this.#queue.state.keys()];',
    match: 'no store shows*',
  },
  'the copy of the keys that readers see': {
    ...onlyDurable,
    file: 'services/raffle/stores/key-entries.ts',
    guard: 'return new Map(map).set(key, value);',
    without: 'return (map as Map<string, Value>).set(key, value);',
    match: 'no store shows*',
  },
  'the durable last uses of keys': {
    ...onlyDurable,
    file: 'services/raffle/stores/lowdb/nonce-store.ts',
    guard: 'const at = this.#durableLastUses.get(keyid);',
    without: 'const at = this.#queue.state.lastUses.get(keyid);',
    match: 'no store shows*',
  },
  'the refusal of a nonce after the batch that claims it': {
    ...onlyDurable,
    file: 'services/raffle/stores/lowdb/nonce-store.ts',
    guard:
      "if (status !== 'claimed') return this.#queue.change(() => ({ entries: [], answer: status }));",
    without: "if (status !== 'claimed') return status;",
    match: 'a nonce is not refused*',
  },
  'the durable entries of a raffle': {
    ...onlyDurable,
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    guard: 'log.append(entry);',
    without: 'log.append(entry);\n        entries.add([entry], next);',
    match: 'the raffle store shows*',
  },
  'the leaves of a log that was found earlier': {
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    guard: 'entries.slice(from, Math.min(to, size)).map(leafOf)',
    without: 'entries.slice(from, to).map(leafOf)',
    test: 'tests/stores/raffle-store.test.ts',
    match: 'a log that was found earlier*',
  },
  'the leaf that is serialised once': {
    file: 'services/raffle/stores/codecs.ts',
    guard: 'log.leafAt(index) ?? leafOf(entry)',
    without: 'leafOf(entry)',
    test: 'tests/stores/raffle-store.test.ts',
    match: 'the leaf of a sale is serialised once*',
  },
  'the opening of files before purchases': {
    ...raffleStore,
    guard: 'await folder.prepare();',
    without: '',
    test: 'tests/stores/drawn-raffles.test.ts',
    match: 'the files that purchases need*',
  },
  'the mark that a raffle is deleted': {
    ...raffleStore,
    guard: 'await this.#catalogue.markDeleted(id);',
    without: '',
    match: '*deletes a rehearsal for good*',
  },
  'the refusal of a deleted id': {
    ...raffleStore,
    guard: 'refuse(decide, this.#catalogue.isDeleted(id) ? deleted : unopened, ',
    without: 'refuse(decide, unopened, ',
    match: '*deletes a rehearsal for good*',
  },
  'the check for ids that differ in case': {
    ...raffleStore,
    guard: 'assertIdAvailable(id, ids);',
    without: '',
    match: '*upper and lower case*',
  },
  'the lock that openings share': {
    ...raffleStore,
    guard: 'return lock.acquire(lockKey, async () => {',
    without: 'return Promise.resolve([lock, lockKey]).then(async () => {',
    match: '*one at a time*',
  },
  'the state after the deletion': {
    ...raffleStore,
    guard: 'return deleted;',
    without: 'return raffle;',
    match: '*during a deletion*',
  },
  'the check of a journal under a deleted id': {
    ...raffleStore,
    guard: '|| first.rehearsal === true',
    without: '|| true',
    test: 'tests/stores/deletion.test.ts',
    match: 'a real raffle*',
  },
  'the deletion of the files': {
    ...raffleStore,
    guard: `    await this.#folder.discardJournal(raffleJournalName(id));
  }

  async find`,
    without: `  }

  async find`,
    test: 'tests/stores/deletion.test.ts',
    match: 'the files*',
  },
  'the rule that a real raffle is never deleted': {
    file: 'services/raffle/domain/rehearsal.ts',
    guard: "if (raffle.status !== 'deleted') requireRehearsal(raffle);",
    without: "if (raffle.status !== 'deleted') requireOpened(raffle);",
    test: 'tests/stores/raffle-store.test.ts',
    match: '*never deletes a real raffle*',
  },
  'the lock of the folder': {
    file: 'services/raffle/stores/lowdb/folder-lock.ts',
    test: dataFolder.test,
    guard: 'isOurs = tryLock(lockFd);',
    without: 'isOurs = tryLock(lockFd) || true;',
    match: 'a folder in use*',
  },
};
