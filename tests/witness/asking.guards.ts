import type { Guard } from '../support/guards/guard.ts';

const witness = (name: string) => `services/raffle/witness/${name}.ts`;
const http = 'tests/http/witnesses.test.ts';
const faulty = 'tests/http/faulty-witnesses.test.ts';
const asking = 'tests/witness/ask-witness.test.ts';
const queue = 'tests/witness/witness-queue.test.ts';

export const guards: Record<string, Guard> = {
  'the verification of what a witness answers': {
    file: witness('asked-witness'),
    guard: 'verify(null, message, this.#publicKey, signature)',
    without: '(true || verify(null, message, this.#publicKey, signature))',
    test: faulty,
    match: 'a cosignature of another text*',
  },
  'the stop after an alarm': {
    file: witness('ask-witness'),
    guard: "if (alarms.has(witness.id)) return { kind: 'stopped' };",
    without: '',
    test: faulty,
    match: 'a witness that refuses the history*',
  },
  'the names of witnesses in the list of alarms': {
    file: witness('witnesses'),
    guard: '[{ raffle, witness: name, size, at }]',
    without: '[{ raffle, witness, size, at }]',
    test: faulty,
    match: 'a witness that refuses the history*',
  },
  'the raffle that an alarm marks': {
    file: 'admin-app/features/raffles/RafflesPage.tsx',
    guard: 'alarms.get(raffle.id)',
    without: '[...alarms.values()][0]',
    test: 'tests/admin-app/witnesses.test.tsx',
    match: 'an alarm of a witness*in en',
  },
  'the alarm for a witness that is ahead': {
    file: witness('ask-witness'),
    guard: 'if (isFurther || size === from)',
    without: 'if (size === from)',
    test: faulty,
    match: 'a witness that claims to have seen more*',
  },
  'the alarm for the size that was just sent': {
    file: witness('ask-witness'),
    guard: 'if (isFurther || size === from)',
    without: 'if (isFurther)',
    test: asking,
    match: 'a witness that names the size*',
  },
  'the alarm for a log that is shorter than what was cosigned': {
    file: witness('ask-witness'),
    guard: 'if (from > log.size)',
    without: 'if (from < 0)',
    test: asking,
    match: 'a cosignature of more entries*',
  },
  'the single retry': {
    file: witness('ask-witness'),
    guard: "if (reply.kind === 'other-size') throw",
    without: 'if (reply.kind === undefined) throw',
    test: asking,
    match: 'a witness that names two other sizes*',
  },
  'the timeout of a request': {
    file: witness('ask-witness'),
    guard: 'AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)])',
    without: '(void timeoutMs, stopped)',
    test: asking,
    match: 'a request ends after its timeout*',
  },
  'the bound of an answer': {
    file: 'services/raffle/proof/read-reply.ts',
    guard: 'if (bytes > bytesMax)',
    without: 'if (bytes < 0)',
    test: asking,
    match: 'an answer that is too long*',
  },
  'the form of an answer': {
    file: witness('add-checkpoint'),
    guard: 'if (signatureLines.test(text)) return',
    without: 'if (text !== undefined) return',
    test: asking,
    match: 'a cosignature of a longer text*',
  },
  'the clock of a witness': {
    file: witness('ask-witness'),
    guard: 'requirePlausible(cosignature);',
    without: 'void requirePlausible;',
    test: asking,
    match: 'a cosignature by a clock*',
  },
  'a store that fails after a failure': {
    file: witness('witnesses'),
    guard: '    } catch {\n      // The store cannot be read now',
    without: '    } catch (error) {\n      if (raffle !== undefined) throw error;\n      // The',
    test: asking,
    match: 'a store that cannot be read*',
  },
  'the closing at once': {
    file: witness('witnesses'),
    guard: 'return version === raffle.closedIndex + 1;',
    without: 'return false;',
    test: http,
    match: 'an unanswered closing*',
  },
  'the retries of a closing': {
    file: witness('witnesses'),
    guard: "isClosingPending(current) ? 'soon' : 'later'",
    without: "isClosingPending(current) ? 'later' : 'later'",
    test: http,
    match: 'an unanswered closing*',
  },
  'the time of the sealed round': {
    file: witness('cosigned-logs'),
    guard: 'seenAt * 1000 < publishedAt',
    without: 'seenAt > 0',
    test: http,
    match: 'a draw goes on*',
  },
  'the witnesses that claim another history': {
    file: witness('cosigned-logs'),
    guard: 'stored.filter(({ witness }) => !alarms.has(witness))',
    without: 'stored.filter(({ witness }) => !alarms.has(`not ${witness}`))',
    test: 'tests/witness/cosigned-logs.test.ts',
    match: 'what a witness cosigned counts*',
  },
  'the end of a batch at an earlier size': {
    file: 'services/raffle/stores/lowdb/raffle-journal.ts',
    guard: 'firstAbove(file.batchEnds, earlier - 1) === earlier',
    without: 'firstAbove(file.batchEnds, earlier - 1) >= earlier',
    test: http,
    match: 'a size at which no batch ends*',
  },
  'the first cosignature of a size': {
    file: 'services/raffle/stores/lowdb/witness-store.ts',
    guard: 'isThere === true ? [] : [entry]',
    without: 'isThere === undefined ? [] : [entry]',
    test: 'tests/stores/witness-store.test.ts',
    match: 'a cosignature of the same witness*',
  },
  'the number of requests at the same time': {
    file: witness('witness-queue'),
    guard: 'this.#running.size >= max',
    without: 'this.#running.size >= 100',
    test: queue,
    match: 'a bounded number*',
  },
  'the interval': {
    file: witness('witness-queue'),
    guard: 'askedAt + intervalMs - performance.now()',
    without: '0 * intervalMs * askedAt',
    test: queue,
    match: 'a raffle is asked about once*',
  },
  'the quorum that can be met': {
    file: 'services/raffle/config/witness-policy.ts',
    guard: 'if (!isQuorumMet(policy, names))',
    without: 'if (isQuorumMet(policy, names) && false)',
    test: 'tests/config/witness-policy.test.ts',
    match: '*quorum can never be met',
  },
};
