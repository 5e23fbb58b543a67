import test from 'ava';
import fc from 'fast-check';
import { SessionTokens, type Session } from '../../services/raffle/identity/tokens.ts';

const hour = 60 * 60 * 1000;
const tokens = new SessionTokens(Buffer.alloc(32, 1));
const session: Session = {
  account: 'acc',
  person: 'per',
  epoch: 3,
  signedInAt: 1_000,
  seenAt: 1_000,
};

test('read() returns the session for which a token was issued', (t) => {
  t.deepEqual(tokens.read(tokens.issue(session), 1_001), session);
});

test('a session expires twelve hours after the sign-in, even if it is used', (t) => {
  const end = session.signedInAt + 12 * hour;
  const token = tokens.issue({ ...session, seenAt: end - 1 });
  t.truthy(tokens.read(token, end - 1));
  t.is(tokens.read(token, end), undefined);
});

test('a session expires two hours after its last use', (t) => {
  const token = tokens.issue(session);
  t.truthy(tokens.read(token, session.seenAt + 2 * hour - 1));
  t.is(tokens.read(token, session.seenAt + 2 * hour), undefined);
});

test('a token with any character changed is refused', (t) => {
  const token = tokens.issue(session);
  for (let index = 0; index < token.length; index += 1) {
    for (const character of ['A', '0', '.', '~']) {
      if (token[index] === character) continue;
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      t.is(tokens.read(changed, 1_001), undefined, changed);
    }
  }
});

test('a token that is cut or extended is refused', (t) => {
  const token = tokens.issue(session);
  for (let length = 0; length < token.length; length += 1) {
    t.is(tokens.read(token.slice(0, length), 1_001), undefined);
    t.is(tokens.read(token.slice(length + 1), 1_001), undefined);
  }
  for (const more of ['.', 'A', '=', ' ', '\n', '.1']) {
    t.is(tokens.read(token + more, 1_001), undefined);
    t.is(tokens.read(more + token, 1_001), undefined);
  }
});

test('a token with moved dots is refused', (t) => {
  const token = tokens.issue(session);
  const mac = token.slice(token.lastIndexOf('.'));
  for (const text of [
    'acc.per.31.000.1000',
    'acc.per..3.1000.1000',
    'ac.c.per.3.1000',
    'accper.3.1000.1000',
  ]) {
    t.is(tokens.read(text + mac, 1_001), undefined);
  }
});

test('a token signed with another key is refused', (t) => {
  const other = new SessionTokens(Buffer.alloc(32, 2));
  t.is(tokens.read(other.issue(session), 1_001), undefined);
});

test('read() never throws and refuses arbitrary text', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w.-]*$/)), (text) => {
      t.is(tokens.read(text, 1_001), undefined);
    }),
    { numRuns: 500 },
  );
});

test('a signed session whose times are not numbers is refused', (t) => {
  for (const seenAt of [NaN, 'x' as unknown as number]) {
    t.is(tokens.read(tokens.issue({ ...session, seenAt }), 1_001), undefined);
  }
});
