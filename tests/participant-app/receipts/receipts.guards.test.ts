import test from 'ava';
import { runWithoutGuard, type Guard } from '../../support/without-guard.ts';

const receipts = { test: 'tests/participant-app/receipts/receipts.test.tsx' };
const desk = { ...receipts, file: 'participant-app/receipts/receipt-desk.ts' };

const guards: Record<string, Guard> = {
  'the number that a receipt must be for': {
    ...receipts,
    file: 'participant-app/receipts/examine-receipt.ts',
    guard: 'const passed = said === expected;',
    without: 'const passed = said === expected || expected > 0;',
    match: 'a good receipt of another ticket*',
  },
  'the account in the name that receipts are kept under': {
    ...receipts,
    file: 'participant-app/receipts/receipt-scope.ts',
    guard: 'encodeURIComponent(accountId)',
    without: "encodeURIComponent(accountId === '' ? accountId : 'anybody')",
    match: 'another account in the same browser*',
  },
  'the account that is forgotten once nobody is signed in': {
    ...receipts,
    file: 'participant-app/receipts/use-receipts.ts',
    guard: "if (viewer.kind === 'signed-out') last.clear();",
    without: '',
    match: 'a session that ended*',
  },
  'the clearing at sign-out': {
    ...receipts,
    file: 'participant-app/receipts/use-receipts.ts',
    guard: 'if (accountId !== undefined) clearReceipts({ serviceUrl, accountId });',
    without: 'if (accountId === undefined) clearReceipts({ serviceUrl, accountId: serviceUrl });',
    match: 'signing out takes*',
  },
  'the key that was seen first': {
    ...desk,
    guard: 'if (this.#state.logKey === undefined) this.#trust',
    without: 'this.#head.clear(); this.#trust(seen); if (seen === undefined) this.#trust',
    match: 'a log with another key*',
  },
  'the notice of another key': {
    ...desk,
    guard: 'logKey !== undefined && logKey !== seen',
    without: 'logKey !== undefined && logKey === undefined && logKey !== seen',
    match: 'a log with another key*',
  },
  'the second question before a ticket is called denied': {
    ...desk,
    guard: 'return new Set(without(unlisted, mine.tickets));',
    without: 'return new Set(mine === undefined ? [] : unlisted);',
    match: 'a list that is older*',
  },
  'the proof that a denial needs': {
    ...desk,
    guard: "verdictOn(each) === 'valid'",
    without: "verdictOn(each) !== 'not-checked'",
    match: 'a receipt that does not hold denies*',
  },
  'the receipt that is kept and never replaced': {
    ...desk,
    guard: 'if (!this.#state.receipts.has(number)) await this.#fetch(number);',
    without: 'await this.#fetch(number);',
    match: 'the receipt of a ticket that was bought elsewhere*',
  },
};

test('the receipt tests pass on a copy with every guard in place', (t) => {
  const guard = guards['the number that a receipt must be for']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the receipt tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
