import test from 'ava';
import { countOutcomes, sumUp, verdictOf, type Outcome } from '#proof/verdict.ts';

const checksWith = (...outcomes: Outcome[]) =>
  outcomes.map((outcome) => ({ name: 'x', outcome, explanation: '' }));

test('one failed check makes the verdict failed', (t) => {
  t.is(verdictOf(checksWith('passed', 'not-checked', 'failed', 'not-applicable')), 'failed');
});

test('one check that could not be made makes the verdict not-checked, unless one failed', (t) => {
  t.is(verdictOf(checksWith('passed', 'not-checked', 'not-applicable')), 'not-checked');
});

test('the verdict is passed if every applicable check passed', (t) => {
  t.is(verdictOf(checksWith('passed', 'not-applicable', 'passed')), 'passed');
});

test('the verdict is not-checked if no check was made', (t) => {
  t.is(sumUp([]), 'not-checked');
  t.is(sumUp(['not-applicable']), 'not-checked');
});

test('countOutcomes() does not count checks that do not apply as made', (t) => {
  const checks = checksWith('passed', 'failed', 'not-checked', 'not-applicable', 'passed');
  t.deepEqual(countOutcomes(checks), { made: 4, failed: 1, notChecked: 1, notApplicable: 1 });
});
