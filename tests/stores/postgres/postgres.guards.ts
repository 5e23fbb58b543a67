import type { Guard } from '../../support/guards/guard.ts';

const folder = 'services/raffle/stores/postgres';
const tests = 'tests/stores/postgres';
const schema = {
  file: `${folder}/migrations/0001-raffles.ts`,
  test: `${tests}/constraints.test.ts`,
  match: 'the database refuses whatever*',
};
const commits = { file: `${folder}/written-batch.ts`, test: `${tests}/commits.test.ts` };
const processes = { test: `${tests}/processes.test.ts` };
const lost = { file: `${folder}/database.ts`, test: `${tests}/lost-database.test.ts` };
const store = { test: `${tests}/raffle-store.test.ts` };
const feed = { file: `${folder}/change-feed.ts`, test: `${tests}/change-feed.test.ts` };

export const guards: Record<string, Guard> = {
  'the lock of the row of a raffle': {
    ...processes,
    file: `${folder}/raffle-rows.ts`,
    guard: '${pg.escapeLiteral(raffleId)} FOR UPDATE;',
    without: '${pg.escapeLiteral(raffleId)};',
    match: '150 purchases*',
  },
  'the lock of openings': {
    ...processes,
    file: `${folder}/open-raffle.ts`,
    guard: `      await lockOpenings(transaction);
      const taken`,
    without: '      const taken',
    match: 'openings by three*',
  },
  'the look at what other processes wrote': {
    ...processes,
    file: `${folder}/raffle-queue.ts`,
    guard: 'const isRead = copy === undefined || this.#changes.length === 0;',
    without: 'const isRead = copy === undefined;',
    match: 'a read through one process*',
  },
  'the root of a copy, compared before a change': {
    ...store,
    file: `${folder}/stored-raffle.ts`,
    guard: '    copy.requireCovered(checkpoint);',
    without: '    if (entries.length > 0) copy.requireCovered(checkpoint);',
    match: 'a process that runs while an older*',
  },
  'the root of a copy, compared at a read': {
    ...store,
    file: `${folder}/raffle-rows.ts`,
    guard: '  copy.requireCovered(row.root',
    without: '  if (copy.state.version > start) copy.requireCovered(row.root',
    match: 'a process that runs while an older*',
  },
  'what readers are told when a change fails': {
    ...lost,
    file: `${folder}/raffle-queue.ts`,
    guard: '      await this.#answerReads(reads);',
    without: '      for (const waiting of reads) waiting.reject(cause);',
    match: 'while another program holds*',
  },
  'the reason that readers are given when a change fails': {
    ...lost,
    test: `${tests}/commits.test.ts`,
    file: `${folder}/raffle-queue.ts`,
    guard: '      await this.#answerReads(reads);',
    without:
      '      await this.#answerReads(reads.splice(0).flatMap((each) => (each.reject(cause), [])));',
    match: 'a reader is not told that the outcome of a purchase*',
  },
  'the listener for errors of a connection that is prepared': {
    ...lost,
    test: `${tests}/commits.test.ts`,
    guard: "      client.on('error', this.#onConnectionLost);",
    without: '',
    match: 'a connection that is lost while it is prepared*',
  },
  'notifications of other programs': {
    ...feed,
    guard: '    return Notification.parse(JSON.parse(payload));',
    without: '    return JSON.parse(payload);',
    match: 'a notification by another program*',
  },
  'that errors have no values of rows': {
    file: `${folder}/transaction.ts`,
    test: `${tests}/constraints.test.ts`,
    guard: '  removeValues(cause);',
    without: '',
    match: 'the error of a refused statement*',
  },
  'the longer wait of a deletion': {
    ...lost,
    file: `${folder}/stored-raffle.ts`,
    guard: 'isCommitted: async () => false, waitMsMax: deletionMsMax }',
    without: 'isCommitted: async () => false }',
    match: 'a deletion, which may*',
  },
  'the end of a leader that is paused': {
    file: `${folder}/leader.ts`,
    test: `${tests}/leader.test.ts`,
    guard: "set_config('idle_session_timeout', '${idleMsMax}', false)",
    without: "set_config('idle_session_timeout', '0', false)",
    match: 'a process that is paused*',
  },
  'the questions of a leader that begins': {
    file: `${folder}/leader.ts`,
    test: `${tests}/leader.test.ts`,
    guard: "void ask(client, 'SELECT 1').catch(() => failed.abort())",
    without: 'undefined',
    match: 'work that takes long to begin*',
  },
  'the slot of a valid ticket': {
    ...schema,
    guard: '  UNIQUE (raffle, holder, slot),',
    without: '',
  },
  'the number of a valid ticket': {
    ...schema,
    guard: '  PRIMARY KEY (raffle, number),',
    without: '',
  },
  'the limit in the database': {
    ...schema,
    guard: 'CHECK (slot <= per_person_limit)',
    without: 'CHECK (slot > 0)',
  },
  'the capacity in the database': {
    ...schema,
    guard: 'CHECK (number <= capacity)',
    without: 'CHECK (number > 0)',
  },
  'the foreign key to the rules of the raffle': {
    ...schema,
    guard: `  FOREIGN KEY (raffle, capacity, per_person_limit)
    REFERENCES raffles (id, capacity, per_person_limit),`,
    without: '',
  },
  'one closing per log': {
    ...schema,
    guard: 'CREATE UNIQUE INDEX entries_one_closing',
    without: 'CREATE INDEX entries_one_closing',
  },
  'one draw per log': {
    ...schema,
    guard: 'CREATE UNIQUE INDEX entries_one_draw',
    without: 'CREATE INDEX entries_one_draw',
    match: 'the database refuses a second draw*',
  },
  'the check that entries follow each other': {
    ...schema,
    guard: 'PERFORM FROM entries WHERE raffle = batch.raffle AND index = batch.first - 1;',
    without: '',
  },
  'one root for each size': {
    ...schema,
    guard: '  PRIMARY KEY (raffle, size)',
    without: '  UNIQUE (raffle, size, root)',
  },
  'the private parts in the look for a batch': {
    ...commits,
    guard: '&& rows[place].private === privateText',
    without: '&& privateText.length > 0',
    match: 'a purchase that was rolled back*',
  },
  'the look for a batch whose commit was interrupted': {
    ...commits,
    file: `${folder}/stored-raffle.ts`,
    guard: 'return decided?.batch !== undefined && isBatchWritten(transaction, decided.batch);',
    without: 'return decided !== undefined;',
    match: 'a purchase whose commit never came*',
  },
  'the warning at a commit': {
    ...lost,
    file: `${folder}/transaction.ts`,
    guard: "if (notice.code !== '00000') warnings.push(notice);",
    without: '',
    match: 'a sale is never confirmed if*',
  },
  'the flush before a commit is answered': {
    ...lost,
    guard: "set_config('synchronous_commit', 'on', false)",
    without: "set_config('synchronous_commit', 'off', false)",
    match: 'no restart of the database*',
  },
  'the wait for the synchronous standby': {
    ...lost,
    guard: "set_config('synchronous_commit', 'on', false)",
    without: "set_config('synchronous_commit', 'local', false)",
    test: 'tests/faults/databases.test.ts',
    match: 'a standby that takes over*',
  },
  'the end of a connection that does not answer': {
    ...lost,
    guard: 'const timer = setTimeout(() => release(true),',
    without: 'const timer = setTimeout(() => undefined,',
    match: 'a database that stops answering*',
  },
  'the repetition after an interruption': {
    ...lost,
    guard: 'if (attempts >= triesMax ||',
    without: 'if (attempts > 0 ||',
    match: 'a short restart*',
  },
  'the refusal of those who came meanwhile': {
    ...lost,
    file: `${folder}/raffle-queue.ts`,
    guard: '      this.#refuseChanges(cause);',
    without: '',
    match: 'without the database everything*',
  },
  'the turn of those who read while others are answered': {
    ...lost,
    file: `${folder}/raffle-queue.ts`,
    guard: 'for (const read of waiting) read.resolve(durable);\n    } catch',
    without:
      'for (const read of waiting) read.resolve(durable);\n      for (const read of this.#reads.splice(0)) read.reject(new Error());\n    } catch',
    match: 'a reader who comes while others*',
  },
  'the root that a log must have': {
    ...store,
    file: `${folder}/raffle-copy.ts`,
    guard: ' && (size === 0 || this.#root() === checkpoint?.root)',
    without: '',
    match: 'a raffle whose entries are not those*',
  },
  'the key that a log must have': {
    ...store,
    file: `${folder}/raffle-copy.ts`,
    guard: 'this.log.requireSigner();',
    without: '',
    match: 'a raffle whose entries are not those*',
  },
  'the first entry that can be decoded': {
    ...store,
    file: `${folder}/raffle-store.ts`,
    guard: 'await findDecodable(database, id, from)',
    without: 'from + 0 * (await findDecodable(database, id, from))',
    match: 'the signature that an order gave*',
  },
  'the end of a batch at a sealed closing in the database': {
    ...store,
    file: `${folder}/decide-batch.ts`,
    guard: 'if (endsBatch(change.entries, copy.state.version - start)) break;',
    without: 'void endsBatch;',
    match: 'a sealed closing is durable before*',
  },
  'the batches that wait before a deletion in the database': {
    ...store,
    file: `${folder}/raffle-queue.ts`,
    guard: 'while (isLastWaiting()) durable',
    without: 'if (isLastWaiting()) durable',
    match: '*before a deletion',
  },
  "the database's clock": {
    ...store,
    file: `${folder}/decide-batch.ts`,
    guard: '{ clock = () => now, sealer }',
    without: '{ clock = Date.now, sealer }',
    match: "the database's clock*",
  },
  'the refusal of a text that the database cannot have': {
    ...store,
    file: `${folder}/raffle-rows.ts`,
    guard: "return !text.includes('\\0');",
    without: "return text !== '\\0';",
    match: 'an id that no raffle can have*',
  },
  'the memory of raffles': {
    ...store,
    file: `${folder}/raffle-cache.ts`,
    guard: '      this.#used.delete(raffleId);\n    }\n  }\n}',
    without: '    }\n  }\n}',
    match: 'raffles that are too many*',
  },
  'the voids before the sales of a batch': {
    ...processes,
    file: `${folder}/stored-raffle.ts`,
    guard: 'await freeTickets(transaction, decided.batch);',
    without: 'void freeTickets;',
    match: 'voids, purchases and desk sales*',
  },
  'the look at what was not announced': {
    ...feed,
    guard: '      await this.#requireListening();\n      await this.#look();',
    without: '      await this.#requireListening();',
    match: 'a change that its process*',
  },
  'the new connection after a lost one': {
    ...feed,
    guard: 'if (client === undefined) return this.#listen();',
    without: 'if (client === undefined) return;',
    match: 'what happened while*',
  },
  'the notification after a commit': {
    ...feed,
    file: `${folder}/raffle-store.ts`,
    guard: 'if (isWritten) this.#feed?.announce(raffleId);',
    without: '',
    match: 'a change of another process*',
  },
  'the lock of migrations': {
    file: `${folder}/migrate.ts`,
    guard:
      "await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('raffle migrations'))`);",
    without: '',
    test: `${tests}/migrate.test.ts`,
    match: 'twenty processes*',
  },
  'the refusal of a newer schema': {
    file: `${folder}/migrate.ts`,
    guard: 'if (applied.length > wanted.length) {',
    without: 'if (applied.length > Infinity) {',
    test: `${tests}/migrate.test.ts`,
    match: 'a database of a later version*',
  },
};
