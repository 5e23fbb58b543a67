import { createHmac } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { PostgresNonceStore } from '../../../services/raffle/stores/postgres/nonce-store.ts';
import { PostgresOrganisationAttempts } from '../../../services/raffle/stores/postgres/organisation-attempts.ts';
import { PostgresRateLimits } from '../../../services/raffle/stores/postgres/rate-limits.ts';
import { PostgresSignInCodes } from '../../../services/raffle/stores/postgres/sign-in-codes.ts';
import { codeLimits } from '../../../services/raffle/stores/sign-in-code-store.ts';
import { createTestDatabase, openDatabase, runSql, sendTogether } from '../../support/postgres.ts';

const mailbox = 'ada@example.org';
const digest = (text: string) => createHmac('sha256', 'key').update(text).digest();
/** Returns a code other than this one. */
const not = (code: string) => (code === '00000000' ? '00000001' : '00000000');

/** Opens what two processes share. */
async function openTwo<Store>(t: ExecutionContext, make: (database: never) => Store) {
  const url = await createTestDatabase(t);
  const [one, two] = [openDatabase(t, url), openDatabase(t, url)];
  return { url, one: make(one as never), two: make(two as never) };
}

const openCodes = (t: ExecutionContext) =>
  openTwo(t, (database) => new PostgresSignInCodes(database, digest));

test('a code that one process has mailed signs in once at another', async (t) => {
  const { url, one, two } = await openCodes(t);
  const challenge = await one.challengeFor(undefined);
  const { code } = await one.issue(challenge, mailbox);
  t.is(await two.challengeFor(challenge), challenge, 'the browser keeps its challenge');
  t.false(await two.redeem({ challenge, mailbox: 'eve@example.org', code }));
  t.false(await two.redeem({ challenge: 'other', mailbox, code }));
  const attempts = Array.from({ length: 10 }, (_, index) => () => {
    return (index % 2 === 0 ? one : two).redeem({ challenge, mailbox, code });
  });
  const outcomes = await sendTogether(url, 'sign_in_codes', attempts);
  const answers = outcomes.map((each) => (each.status === 'fulfilled' ? each.value : each.reason));
  const count = (answer: boolean) => answers.filter((each) => each === answer).length;
  t.deepEqual([count(true), count(false)], [1, 9]);
  t.not(await two.challengeFor(challenge), challenge);
});

test('five wrong attempts at any processes void a code', async (t) => {
  const { one, two } = await openCodes(t);
  for (const wrong of [4, 5]) {
    const challenge = await one.challengeFor(undefined);
    const { code } = await one.issue(challenge, mailbox);
    const attempts = Array.from({ length: wrong }, (_, index) =>
      (index % 2 === 0 ? one : two).redeem({ challenge, mailbox, code: not(code) }),
    );
    t.deepEqual(new Set(await Promise.all(attempts)), new Set([false]));
    t.is(await two.redeem({ challenge, mailbox, code }), wrong === 4);
  }
});

test('a code is valid for ten minutes of the database’s clock', async (t) => {
  const { url, one } = await openCodes(t);
  const redeemAfter = async (ms: number) => {
    const challenge = await one.challengeFor(undefined);
    const { code } = await one.issue(challenge, mailbox);
    const sql = `UPDATE raffle.sign_in_codes SET expires_at = expires_at - $1 * interval '1 ms'`;
    await runSql(url, sql, [ms]);
    return one.redeem({ challenge, mailbox, code });
  };
  t.true(await redeemAfter(codeLimits.lifetimeMs - 10_000));
  t.false(await redeemAfter(codeLimits.lifetimeMs));
});

test('beyond ten valid codes of a browser the oldest is replaced; a withdrawn one does not work', async (t) => {
  const { one } = await openCodes(t);
  const challenge = await one.challengeFor(undefined);
  const issued: Awaited<ReturnType<typeof one.issue>>[] = [];
  for (let count = 0; count <= codeLimits.livePerBrowserMax; count += 1) {
    issued.push(await one.issue(challenge, mailbox));
  }
  await issued[1]!.withdraw();
  const redeem = (place: number) => one.redeem({ challenge, mailbox, code: issued[place]!.code });
  t.false(await redeem(0));
  t.false(await redeem(1));
  t.true(await redeem(codeLimits.livePerBrowserMax));
});

test('the database holds neither codes nor mailboxes', async (t) => {
  const { url, one } = await openCodes(t);
  const { code } = await one.issue('challenge', mailbox);
  const rows = await runSql(url, 'SELECT s::text FROM raffle.sign_in_codes s');
  const text = JSON.stringify(rows);
  t.is(rows.length, 1);
  for (const secret of [code, mailbox, 'challenge']) {
    t.false(text.includes(secret));
    t.false(text.includes(Buffer.from(secret).toString('hex')));
  }
});

test('a sign-in with an organisation comes back to another process, once', async (t) => {
  const { url, one, two } = await openTwo(
    t,
    (database) => new PostgresOrganisationAttempts(database, 2),
  );
  const attempt = { codeVerifier: 'v', state: 's', nonce: 'n' };
  await one.add('a', attempt);
  const taken = await Promise.all([one.take('a'), two.take('a'), two.take('a')]);
  t.deepEqual(
    taken.filter((each) => each !== undefined),
    [attempt],
  );
  for (const id of ['b', 'c', 'd']) await one.add(id, attempt);
  t.is(await two.take('b'), undefined, 'the oldest is replaced');
  t.deepEqual(await two.take('c'), attempt);
  await runSql(url, 'UPDATE raffle.organisation_attempts SET expires_at = now()');
  t.is(await two.take('d'), undefined, 'it has expired');
});

test('a rate limit holds for all processes together, and refills', async (t) => {
  const { url, one, two } = await openTwo(
    t,
    (database) => new PostgresRateLimits(database, digest),
  );
  const kind = { name: 'test', burst: 5, refillMs: 3_600_000 };
  const wide = { kind: { ...kind, name: 'wide', burst: 100 }, key: 'net' };
  const take = async (key = 'ada@example.org') =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : two).take([wide, { kind, key }]),
      ),
    );
  const waits = await take();
  t.is(waits.filter((each) => each.every((ms) => ms === 0)).length, 5);
  const refused = waits.filter((each) => each.some((ms) => ms > 0));
  t.true(refused.every(([free, full = 0]) => free === 0 && full > 700_000 && full <= 720_000));
  const after = (ms: number) =>
    runSql(url, `UPDATE raffle.rate_limits SET read_at = read_at - $1 * interval '1 ms'`, [ms]);
  await after(2 * 720_000);
  t.is((await take()).filter((each) => each.every((ms) => ms === 0)).length, 2);
  const rows = JSON.stringify(await runSql(url, 'SELECT r::text FROM raffle.rate_limits r'));
  t.false(rows.includes(Buffer.from('ada@').toString('hex')));
  await after(24 * 3_600_000);
  t.is(await one.waitMs({ kind, key: 'ada@example.org' }), 0);
  t.is((await take()).filter((each) => each.every((ms) => ms === 0)).length, 5, 'not more');
});

test('tokens that are given at once all count, up to the growth of the bucket', async (t) => {
  const { url, one, two } = await openTwo(
    t,
    (database) => new PostgresRateLimits(database, digest),
  );
  const bucket = {
    kind: { name: 'grows', burst: 2, refillMs: 3_600_000, growthMax: 10 },
    key: 'network',
  };
  await one.give([bucket], 1);
  const gifts = Array.from({ length: 7 }, (_, index) => () => {
    return (index % 2 === 0 ? one : two).give([bucket], 1);
  });
  await sendTogether(url, 'rate_limits', gifts);
  const waits = [];
  for (let count = 0; count < 11; count += 1) waits.push(...(await one.take([bucket])));
  t.deepEqual(
    waits.map((ms) => ms > 0),
    [...Array<boolean>(10).fill(false), true],
  );
  await one.give([bucket], 50);
  const later = [];
  for (let count = 0; count < 21; count += 1) later.push(...(await two.take([bucket])));
  t.is(later.filter((ms) => ms === 0).length, 20);
});

test('a nonce that was deleted long after its expiry stays refused', async (t) => {
  const { url, one } = await openTwo(t, (database) => new PostgresNonceStore(database, 2));
  const now = Math.floor(Date.now() / 1_000);
  const claim = (nonce: string, expiresAt: number) =>
    one.claim({ nonce, keyid: 'ada', expiresAt, at: now });
  const old = now - 10 * 86_400;
  t.is(await claim('old', old), 'claimed');
  t.is(await claim('new', now + 60), 'claimed', 'this claim deletes the old one first');
  t.deepEqual(await runSql(url, 'SELECT nonce FROM raffle.nonces'), [{ nonce: 'new' }]);
  t.is(await claim('old', old), 'forgotten');
  t.is(await claim('old', old + 7 * 86_400), 'claimed', 'other hours are not refused');
  t.is(await claim('new', now + 60), 'used');
});
