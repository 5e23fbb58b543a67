import test from 'ava';
import { runWithoutGuard, type Guard } from '../../support/without-guard.ts';

const compareLog = 'tests/participant-app/check/compare-log.test.ts';

const guards: Record<string, Guard> = {
  'the verification of the consistency proof': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "return isGrown(earlier, later, consistency ?? []) ? 'grown' : 'not-grown';",
    without: "return 'grown';",
    test: compareLog,
    match: 'a log that was rewritten and grew*',
  },
  'the look at the root of a log of the same size': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "return isEqual(earlier.root, later.root) ? 'same' : 'rewritten';",
    without: "return 'same';",
    test: compareLog,
    match: 'another log of the same size*',
  },
  'the look at the size': {
    file: 'services/raffle/proof/compare-checkpoints.ts',
    guard: "if (later.size < earlier.size) return 'shorter';",
    without: "if (later.size < earlier.size) return 'same';",
    test: compareLog,
    match: 'a log that shrank*',
  },
  'the signature under a checkpoint': {
    file: 'services/raffle/proof/signed-note.ts',
    guard: 'if (isSigned(text, first.signature, key)) return text;',
    without: 'return text;',
    test: compareLog,
    match: 'no answer, and an answer*',
  },
  'the second question to a copy that is behind': {
    file: 'participant-app/check/compare-log.ts',
    guard: 'if (later !== undefined && later.size < earlier.size) {',
    without: 'if (later === null) {',
    test: compareLog,
    match: 'a log that shrank*',
  },
  'the entries that settle a failed proof': {
    file: 'participant-app/check/compare-log.ts',
    guard: "if (finding === 'not-grown') {",
    without: 'if (from > to) {',
    test: compareLog,
    match: 'a faulty proof*',
  },
  'what was kept, untouched by a fork': {
    file: 'participant-app/check/log-watch.ts',
    guard: "if (found.kind === 'first' || found.kind === 'grown') kept.save(found.head);",
    without: "if (found.kind !== 'grown') kept.clear();",
    test: 'tests/participant-app/check/log-watch.test.ts',
    match: 'a fork leaves*',
  },
  'the checkpoint that was kept': {
    file: 'participant-app/check/run-check.ts',
    guard: '...(kept === undefined ? [] : [kept.note]),',
    without: '',
    test: 'tests/participant-app/check/run-check.test.ts',
    match: 'a log that was rewritten*',
  },
  'the second question to a copy that gives too few entries': {
    file: 'participant-app/check/run-check.ts',
    guard: 'isBehind(first, notes) ? await collectAgain(options) : first',
    without: 'first',
    test: 'tests/participant-app/check/run-check.test.ts',
    match: 'a log that seems shorter*',
  },
  'the other checkpoints in the verifier': {
    file: 'verifier/judge.ts',
    guard: '...checkpoints.map(({ note }) => note),',
    without: '',
    test: 'tests/verifier/judge.test.ts',
    match: 'a log signed anew*',
  },
  'the turn of others between two slices': {
    file: 'ui/in-slices.ts',
    guard: 'await nextTask();',
    without: 'await Promise.resolve();',
    test: 'tests/ui/in-slices.test.ts',
    match: 'an audit in slices*',
  },
};

test('the comparing test passes on a copy with every guard in place', (t) => {
  const { match: _, ...guard } = guards['the look at the size']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the checking tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
