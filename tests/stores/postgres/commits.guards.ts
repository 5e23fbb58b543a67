import type { Guard } from '../../support/guards/guard.ts';

const folder = 'services/raffle/stores/postgres';
const tests = 'tests/stores/postgres';
const commits = { file: `${folder}/written-batch.ts`, test: `${tests}/commits.test.ts` };
const lost = { file: `${folder}/database.ts`, test: `${tests}/lost-database.test.ts` };

export const guards: Record<string, Guard> = {
  'the look-up after a write that was not answered': {
    ...commits,
    file: `${folder}/transaction.ts`,
    guard: "sqlStateOf(cause) === undefined ? 'committing' : 'begun'",
    without: "sqlStateOf(cause) === undefined ? 'begun' : 'begun'",
    match: 'a purchase whose commit was not answered*',
  },
  'the longer wait of a start for a connection': {
    ...commits,
    file: `${folder}/first-start.ts`,
    guard: '{ waitMsMax, isCommitted: async () => false },',
    without: '{ isCommitted: async () => false },',
    match: 'a start waits longer*',
  },
  'the refusal of a write that is sent with its commit': {
    file: `${folder}/transaction.ts`,
    test: `${tests}/constraints.test.ts`,
    guard: "if (written.status === 'rejected') throw toWriteFailure(written.reason);",
    without: "if (written.status === 'rejected') void toWriteFailure;",
    match: 'a batch is refused if*',
  },
  'the division by the number of raffles that are as they were locked': {
    ...commits,
    test: `${tests}/constraints.test.ts`,
    guard: 'SELECT 1 / count(*) FROM raffle`',
    without: 'SELECT count(*) FROM raffle`',
    match: 'a batch is refused if*',
  },
  'the new decision after a commit that wrote nothing': {
    ...commits,
    file: `${folder}/stored-raffle.ts`,
    guard: 'return decided?.batch !== undefined &&',
    without: 'return decided?.batch === undefined ||',
    match: 'a change sees what was confirmed*',
  },
  'the time limit of a connection that is prepared': {
    ...commits,
    file: `${folder}/database.ts`,
    guard: 'query_timeout: this.#waitMsMax',
    without: 'query_timeout: 0 * this.#waitMsMax',
    match: 'a connection that gets no answer*',
  },
  'the end of a next transaction that has the lock of a look-up': {
    ...commits,
    file: `${folder}/stored-raffle.ts`,
    guard: 'return () => this.#cancelNext();',
    without: 'return undefined;',
    match: 'the next transaction gives way*',
  },
  'the beginning of the next transaction': {
    ...commits,
    file: `${folder}/raffle-queue.ts`,
    guard: '      this.#beginAhead();\n      this.#start();',
    without: '      this.#start();',
    match: 'the next transaction begins while*',
  },
  'the own time of a transaction that began early': {
    ...commits,
    file: `${folder}/stored-raffle.ts`,
    guard: 'this.#next.ageMs > aheadMsMax',
    without: 'this.#next.ageMs > aheadMsMax * Infinity',
    match: 'the next transaction begins again*',
  },
  'the repetition after a process stood still': {
    ...commits,
    file: `${folder}/database-error.ts`,
    guard: "  '25P03',",
    without: '',
    match: 'the end of a session*',
  },
  'the end of a pipelined connection that does not answer': {
    ...lost,
    guard: 'if (isBroken && client instanceof PipelinedClient) client.cut();',
    without: 'void PipelinedClient;',
    match: 'a database that stops answering*',
  },
};
