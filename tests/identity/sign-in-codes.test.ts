import test from 'ava';
import { SignInCodes } from '../../services/raffle/identity/sign-in-codes.ts';
import { codeLimits } from '../../services/raffle/stores/sign-in-code-store.ts';

const mailbox = 'ada@example.org';
const minute = 60_000;
const newCodes = () => new SignInCodes(Buffer.alloc(32, 7));

/** Requests a code for a new browser. */
function ask(codes: SignInCodes, address = mailbox, now = 0) {
  const challenge = codes.challengeFor(undefined, now);
  return { challenge, ...codes.issue(challenge, address, now) };
}

/** Returns a code other than this one. */
const not = (code: string) => (code === '00000000' ? '00000001' : '00000000');

test('a code has eight digits and signs in to its mailbox once', (t) => {
  const codes = newCodes();
  const { challenge, code } = ask(codes);
  t.regex(challenge, /^[\w-]{22}$/);
  t.regex(code, /^\d{8}$/);
  t.true(codes.redeem({ challenge, mailbox, code }, 1));
  t.false(codes.redeem({ challenge, mailbox, code }, 2));
});

test('a code is valid for ten minutes', (t) => {
  const codes = newCodes();
  const first = ask(codes);
  t.true(codes.redeem({ ...first, mailbox }, 10 * minute - 1));
  const second = ask(codes);
  t.false(codes.redeem({ ...second, mailbox }, 10 * minute));
});

test('the fifth attempt may succeed; after five wrong attempts the code is void', (t) => {
  const codes = newCodes();
  for (const wrongTries of [4, 5]) {
    const { challenge, code } = ask(codes);
    for (let tries = 0; tries < wrongTries; tries += 1) {
      t.false(codes.redeem({ challenge, mailbox, code: not(code) }, 1));
    }
    t.is(codes.redeem({ challenge, mailbox, code }, 1), wrongTries === 4);
  }
});

test('a code is bound to its browser and its mailbox', (t) => {
  const codes = newCodes();
  const ada = ask(codes);
  const eve = ask(codes, 'eve@example.org');
  const { code } = ada;
  t.false(codes.redeem({ challenge: eve.challenge, mailbox, code }, 1));
  t.false(codes.redeem({ challenge: eve.challenge, mailbox: 'eve@example.org', code }, 1));
  t.false(codes.redeem({ challenge: ada.challenge, mailbox: 'eve@example.org', code }, 1));
  t.false(codes.redeem({ challenge: '', mailbox, code }, 1));
  t.true(codes.redeem({ challenge: ada.challenge, mailbox, code }, 1));
});

test('malformed codes are refused without an error', (t) => {
  const codes = newCodes();
  for (const code of ['', '0', '1'.repeat(16), 'ä', '\0', '|', '１２３４５６７８']) {
    const address = `${code.length}@example.org`;
    const { challenge } = ask(codes, address);
    t.false(codes.redeem({ challenge, mailbox: address, code }, 1));
  }
});

test('every code of a browser is valid until one of them is used', (t) => {
  for (const used of [0, 1, 2]) {
    const codes = newCodes();
    const challenge = codes.challengeFor(undefined, 0);
    const mailed = [0, 1, 2].map((index) => codes.issue(challenge, mailbox, index).code);
    t.is(codes.challengeFor(challenge, 3), challenge, 'the browser keeps its challenge');
    t.true(codes.redeem({ challenge, mailbox, code: mailed[used]! }, 4));
    for (const code of mailed) t.false(codes.redeem({ challenge, mailbox, code }, 5));
  }
});

test('a code for one mailbox stays valid when the same browser signs in with another mailbox', (t) => {
  const codes = newCodes();
  const challenge = codes.challengeFor(undefined, 0);
  const ada = codes.issue(challenge, mailbox, 0);
  const bo = codes.issue(challenge, 'bo@example.org', 0);
  t.true(codes.redeem({ challenge, mailbox: 'bo@example.org', code: bo.code }, 1));
  t.true(codes.redeem({ challenge, mailbox, code: ada.code }, 2));
});

test('a new code does not extend the validity of an older one', (t) => {
  const codes = newCodes();
  const challenge = codes.challengeFor(undefined, 0);
  const first = codes.issue(challenge, mailbox, 0);
  const second = codes.issue(challenge, mailbox, 5 * minute);
  t.false(codes.redeem({ challenge, mailbox, code: first.code }, 10 * minute));
  t.true(codes.redeem({ challenge, mailbox, code: second.code }, 10 * minute));
});

test('beyond ten valid codes of a browser the oldest is replaced, never the newest', (t) => {
  const codes = newCodes();
  const challenge = codes.challengeFor(undefined, 0);
  const mailed = Array.from(
    { length: codeLimits.livePerBrowserMax + 1 },
    () => codes.issue(challenge, mailbox, 0).code,
  );
  t.false(codes.redeem({ challenge, mailbox, code: mailed[0]! }, 1));
  t.true(codes.redeem({ challenge, mailbox, code: mailed.at(-1)! }, 1));
});

test('requests and guesses from another browser do not void a code', (t) => {
  const codes = newCodes();
  const { challenge, code } = ask(codes);
  for (let count = 0; count < 10; count += 1) {
    const otherBrowser = ask(codes, mailbox, 1);
    for (let tries = 0; tries < 5; tries += 1) {
      codes.redeem({ challenge: otherBrowser.challenge, mailbox, code: not(code) }, 2);
    }
  }
  t.true(codes.redeem({ challenge, mailbox, code }, 3));
});

test('a code whose mail was not delivered no longer works', (t) => {
  const codes = newCodes();
  const challenge = codes.challengeFor(undefined, 0);
  const first = codes.issue(challenge, mailbox, 0);
  const second = codes.issue(challenge, mailbox, 0);
  void second.withdraw();
  t.false(codes.redeem({ challenge, mailbox, code: second.code }, 1));
  t.true(codes.redeem({ challenge, mailbox, code: first.code }, 1));
});

test('a challenge without a valid code is replaced', (t) => {
  const codes = newCodes();
  t.not(codes.challengeFor('planted', 0), 'planted');
  const { challenge } = ask(codes);
  t.not(codes.challengeFor(challenge, 10 * minute), challenge);
});
