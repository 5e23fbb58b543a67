import test from 'ava';
import { EmbedTokens, type EmbedGrant } from '../../services/raffle/identity/tokens.ts';

const club = 'https://club.example.org';
const start = Date.parse('2026-05-01T12:00:00.000Z');
const grant: EmbedGrant = {
  account: 'account-1',
  person: 'person-1',
  epoch: 3,
  origin: club,
  expiresAt: start + 900_000,
};
const tokens = new EmbedTokens(Buffer.alloc(32, 7));

test('a token contains what was granted and is valid until its last millisecond', (t) => {
  const token = tokens.issue(grant);
  t.deepEqual(tokens.read(token, club, start), grant);
  t.deepEqual(tokens.read(token, club, grant.expiresAt - 1), grant);
  t.is(tokens.read(token, club, grant.expiresAt), undefined);
});

test('a token is refused for another origin', (t) => {
  const token = tokens.issue(grant);
  for (const origin of ['https://school.example.org', 'http://club.example.org', `${club}/`, '']) {
    t.is(tokens.read(token, origin, start), undefined, origin);
  }
});

test('a token with one changed character is refused', (t) => {
  const token = tokens.issue(grant);
  for (let index = 0; index < token.length; index += 1) {
    const other = token[index] === 'A' ? 'B' : 'A';
    const changed = token.slice(0, index) + other + token.slice(index + 1);
    t.is(tokens.read(changed, club, start), undefined, changed);
  }
});

test('a token signed with another key is refused', (t) => {
  const token = new EmbedTokens(Buffer.alloc(32, 8)).issue(grant);
  t.is(tokens.read(token, club, start), undefined);
  for (const text of ['', '.', 'a.b.c', '.....']) t.is(tokens.read(text, club, start), undefined);
});
