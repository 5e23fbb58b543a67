import type { Guard } from '../support/guards/guard.ts';

const dueClosings = {
  file: 'services/raffle/stores/due-closings.ts',
  test: 'tests/stores/scheduled-closings.test.ts',
};
const schedule = {
  file: 'services/raffle/stores/raffle-schedule.ts',
  test: 'tests/stores/raffle-schedule.test.ts',
};

export const guards: Record<string, Guard> = {
  'the closing before a command': {
    ...dueClosings,
    guard: 'const closing = hasEnd ? findDueClosing(raffle, at, options) : undefined;',
    without: 'const closing = undefined as never as ReturnType<typeof findDueClosing>;',
    match: 'a purchase at the announced end*',
  },
  'the closing beside a refused command': {
    ...dueClosings,
    guard: '      entries: [closing],',
    without: '      entries: [],',
    match: 'a purchase at the announced end*',
  },
  'the closing beside a decided command': {
    ...dueClosings,
    guard: '? [closing] : [closing, ...decision.entries]',
    without: '? [] : decision.entries',
    match: 'a repeated purchase after*',
  },
  'the decision on the closed raffle': {
    ...dueClosings,
    guard: 'decide(evolve(raffle, closing), rootAfterClosing, at)',
    without: 'decide(raffle, options.root, at)',
    match: 'a draw after the announced end*',
  },
  'the end of a batch at a sealed closing': {
    ...dueClosings,
    file: 'services/raffle/stores/batch-end.ts',
    guard: ' || added.some(isSealed)',
    without: ' || isSealed === undefined',
    match: 'a sealed closing is durable before*',
  },
  'the size of a batch': {
    file: 'services/raffle/stores/batch-end.ts',
    guard: 'count >= entriesPerBatch || ',
    without: '',
    test: 'tests/stores/raffle-store.test.ts',
    match: '*in batches of one',
  },
  'the batches that wait before a deletion': {
    file: 'services/raffle/stores/lowdb/commit-queue.ts',
    guard: 'while (isLastWaiting()) await this.#drain();',
    without: 'void isLastWaiting;',
    test: 'tests/stores/raffle-store.test.ts',
    match: '*before a deletion',
  },
  'the entry that ends a batch': {
    file: 'services/raffle/stores/lowdb/commit-queue.ts',
    guard: 'if (this.#options.endsBatch?.(added, entries.length) === true) break;',
    without: '',
    test: 'tests/stores/commit-queue.test.ts',
    match: 'an entry that ends its batch*',
  },
  'the changes that an ended batch left': {
    file: 'services/raffle/stores/lowdb/commit-queue.ts',
    guard: 'if (this.#waiting.length > 0) this.#scheduleDrain();',
    without: '',
    test: 'tests/stores/commit-queue.test.ts',
    match: 'an entry that ends its batch*',
  },
  'the closings at the start': {
    ...schedule,
    guard: 'if (schedule.#isDue(raffle)) await raffles.closeIfDue(raffle.opened.raffleId);',
    without: '',
    match: 'an end that passed while*',
  },
  'the raffles that a start leaves alone': {
    ...schedule,
    guard: 'if (schedule.#isDue(raffle)) await',
    without: 'await',
    match: 'a start closes what is due*',
  },
  'the longest wait of a timer': {
    ...schedule,
    guard: 'Math.min(Math.max(Date.parse(next) - this.#now(), msMin), waitMsMax)',
    without: 'Math.max(Date.parse(next) - this.#now(), msMin)',
    match: 'an end that is months away*',
  },
  'the times that an amendment replaced': {
    ...schedule,
    guard: 'if (this.#scheduled.get(raffleId)?.rules === rules) return;',
    without: 'if (this.#scheduled.has(raffleId)) return;',
    match: 'an amended time*',
  },
  'the one announcement of an opening': {
    ...schedule,
    guard: 'scheduled.isOpen = true;',
    without: '',
    match: 'listeners are told once*',
  },
  'the wait before a failed closing is tried again': {
    ...schedule,
    guard: 'isDue ? retryMs : 0',
    without: '0',
    match: 'a closing that fails*',
  },
  'the end of the timers': {
    ...schedule,
    guard: 'for (const id of this.#scheduled.keys()) this.#forget(id);',
    without: '',
    match: 'a schedule that is stopped*',
  },
  'the participant’s sale between two equal signatures': {
    file: 'services/raffle/stores/codecs.ts',
    guard: '      lastOrder = null;',
    without: '',
    test: 'tests/stores/entry-codec.test.ts',
    match: 'an equal signature after another entry*',
  },
  'the unsigned entry between two equal signatures': {
    file: 'services/raffle/stores/codecs.ts',
    guard: 'lastOrder = order;',
    without: 'lastOrder = order ?? lastOrder;',
    test: 'tests/stores/entry-codec.test.ts',
    match: 'an equal signature after another entry*',
  },
  'the refusal of a folder of an earlier version': {
    file: 'services/raffle/stores/lowdb/restore-raffle.ts',
    guard: 'if (first.schema !== logSchema) throw outdated(path);',
    without: '',
    test: 'tests/stores/data-folder.test.ts',
    match: 'a folder of an earlier version*',
  },
  'the root of a checkpoint without the batch to be written': {
    file: 'services/raffle/stores/lowdb/journal-file.ts',
    guard: 'return this.log?.root(this.#written);',
    without: 'return this.log?.root();',
    test: 'tests/stores/drawn-raffles.test.ts',
    match: 'a power cut during a claim*',
  },
};
