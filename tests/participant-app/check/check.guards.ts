import type { Guard } from '../../support/guards/guard.ts';

const compareLog = 'tests/participant-app/check/compare-log.test.ts';

export const guards: Record<string, Guard> = {
  'the verification of the consistency proof': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "return isGrown(earlier, later, consistency ?? []) ? 'grown' : 'not-grown';",
    without: "return 'grown';",
    test: compareLog,
    match: 'a log that was rewritten and grew*',
  },
  'the comparison of roots for logs of the same size': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "return isEqual(earlier.root, later.root) ? 'same' : 'rewritten';",
    without: "return 'same';",
    test: compareLog,
    match: 'another log of the same size*',
  },
  'the comparison of sizes': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "if (later.size < earlier.size) return 'shorter';",
    without: "if (later.size < earlier.size) return 'same';",
    test: compareLog,
    match: 'a log that shrank*',
  },
  'the signature under a checkpoint': {
    file: 'services/raffle/proof/signed-note.ts',
    guard: 'if (isSigned(utf8(text), first, key.publicKey)) return text;',
    without: 'return text;',
    test: compareLog,
    match: 'a missing reply and*',
  },
  'the second request if a copy is behind': {
    file: 'participant-app/features/check/compare-log.ts',
    guard: 'if (later !== undefined && later.size < earlier.size) {',
    without: 'if (later === null) {',
    test: compareLog,
    match: 'a log that shrank*',
  },
  'the fetching of entries after a failed proof': {
    file: 'participant-app/features/check/compare-log.ts',
    guard: "if (finding === 'not-grown') {",
    without: 'if (from > to) {',
    test: compareLog,
    match: 'an invalid proof of*',
  },
  'the stored log after a fork': {
    file: 'participant-app/features/check/log-watch.ts',
    guard: "if (found.status === 'first' || found.status === 'grown') trusted.save(found.head);",
    without: "if (found.status !== 'grown') trusted.clear();",
    test: 'tests/participant-app/check/log-watch.test.ts',
    match: 'a fork leaves*',
  },
  'the comparison with the stored checkpoint': {
    file: 'participant-app/features/check/run-check.ts',
    guard: '...(trusted === undefined ? [] : [trusted.note]),',
    without: '',
    test: 'tests/participant-app/check/run-check.test.ts',
    match: 'a rewritten log fails*',
  },
  'the second request if entries are missing': {
    file: 'participant-app/features/check/run-check.ts',
    guard: 'isBehind(first, notes) ? await collectAgain(options) : first',
    without: 'first',
    test: 'tests/participant-app/check/run-check.test.ts',
    match: 'a log that seems shorter*',
  },
  'the earlier checkpoints in the verifier': {
    file: 'verifier/verify-items.ts',
    guard: '...checkpoints.map(({ note }) => note),',
    without: '',
    test: 'tests/verifier/verify-items.test.ts',
    match: 'a log signed anew*',
  },
  'the limit of a receipt that a log removes': {
    file: 'verifier/verify-items.ts',
    guard: '(limit) => limit !== voidNotProven',
    without: '() => true',
    test: 'tests/verifier/verify-items.test.ts',
    match: '*voided*',
  },
  'the yield between two slices': {
    file: 'ui/in-slices.ts',
    guard: 'await nextTask();',
    without: 'await Promise.resolve();',
    test: 'tests/ui/in-slices.test.ts',
    match: 'an audit in slices*',
  },
};
