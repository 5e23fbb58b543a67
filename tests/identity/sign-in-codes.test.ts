import test from 'ava';
import { SignInCodes } from '../../services/raffle/identity/sign-in-codes.ts';

const mailbox = 'ada@example.org';
const minute = 60_000;
const newCodes = (isUnlimited = false) =>
  new SignInCodes({ key: Buffer.alloc(32, 7), isUnlimited });

/** Another code than this one. */
const not = (code: string) => (code === '00000000' ? '00000001' : '00000000');

test('a code is eight digits and signs in its mailbox once', (t) => {
  const codes = newCodes();
  const { challenge, code } = codes.ask(mailbox, 0);
  t.regex(code!, /^\d{8}$/);
  t.true(codes.redeem({ challenge, mailbox, code: code! }, 1));
  t.false(codes.redeem({ challenge, mailbox, code: code! }, 2));
});

test('a code works for ten minutes and no longer', (t) => {
  const codes = newCodes();
  const first = codes.ask(mailbox, 0);
  t.true(codes.redeem({ challenge: first.challenge, mailbox, code: first.code! }, 10 * minute - 1));
  const second = codes.ask(mailbox, 0);
  t.false(codes.redeem({ challenge: second.challenge, mailbox, code: second.code! }, 10 * minute));
});

test('the fifth try may be right; after five wrong ones the code is void', (t) => {
  const codes = newCodes();
  for (const wrongTries of [4, 5]) {
    const { challenge, code } = codes.ask(mailbox, 0);
    for (let tries = 0; tries < wrongTries; tries += 1) {
      t.false(codes.redeem({ challenge, mailbox, code: not(code!) }, 1));
    }
    t.is(codes.redeem({ challenge, mailbox, code: code! }, 1), wrongTries === 4);
  }
});

test('a code is bound to its browser and its mailbox', (t) => {
  const codes = newCodes();
  const ada = codes.ask(mailbox, 0);
  const eve = codes.ask('eve@example.org', 0);
  const code = ada.code!;
  t.false(codes.redeem({ challenge: eve.challenge, mailbox, code }, 1));
  t.false(codes.redeem({ challenge: eve.challenge, mailbox: 'eve@example.org', code }, 1));
  t.false(codes.redeem({ challenge: ada.challenge, mailbox: 'eve@example.org', code }, 1));
  t.false(codes.redeem({ challenge: '', mailbox, code }, 1));
  t.true(codes.redeem({ challenge: ada.challenge, mailbox, code }, 1));
});

test('odd codes are wrong, and no more than that', (t) => {
  const codes = newCodes();
  for (const code of ['', '0', '1'.repeat(16), 'ä', '\0', '|', '１２３４５６７８']) {
    const { challenge } = codes.ask(`${code.length}@example.org`, 0);
    t.false(codes.redeem({ challenge, mailbox: `${code.length}@example.org`, code }, 1));
  }
});

test('a mailbox has at most three live codes; the next asks get none, and look the same', (t) => {
  const codes = newCodes();
  const asked = Array.from({ length: 5 }, () => codes.ask(mailbox, 0));
  t.deepEqual(
    asked.map(({ code }) => code !== undefined),
    [true, true, true, false, false],
  );
  t.true(asked.every(({ challenge }) => /^[\w-]{22}$/.test(challenge)));
  t.truthy(codes.ask('bo@example.org', 0).code);
  t.truthy(codes.ask(mailbox, 10 * minute).code);
});

test('a stranger’s ten requests do not void the code somebody has', (t) => {
  const codes = newCodes();
  const { challenge, code } = codes.ask(mailbox, 0);
  for (let count = 0; count < 10; count += 1) {
    const stranger = codes.ask(mailbox, 1);
    for (let tries = 0; tries < 5; tries += 1) {
      const guess = { challenge: stranger.challenge, mailbox, code: not(code!) };
      codes.redeem(guess, 2);
    }
  }
  t.true(codes.redeem({ challenge, mailbox, code: code! }, 3));
});

test('a code that may not be mailed is never live, so it can neither be guessed nor be counted', (t) => {
  const codes = newCodes();
  for (let count = 0; count < 10; count += 1) {
    t.is(codes.ask(mailbox, 0, false).code, undefined);
  }
  t.truthy(codes.ask(mailbox, 0).code);
});

test('in development a mailbox has any number of live codes', (t) => {
  const codes = newCodes(true);
  const asked = Array.from({ length: 50 }, () => codes.ask(mailbox, 0));
  for (const { challenge, code } of asked) {
    t.true(codes.redeem({ challenge, mailbox, code: code! }, 1));
  }
});
