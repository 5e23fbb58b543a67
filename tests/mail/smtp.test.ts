import test from 'ava';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, cookiesOf } from '../support/service.ts';
import { email, elsewhere, startMailing } from '../support/mailing.ts';

test.serial('a code is good though the clock is put forward meanwhile', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const asked = await ask(email);
  const { code } = await mail.next();
  const dateNow = Date.now;
  t.teardown(() => (Date.now = dateNow));
  Date.now = () => dateNow() + 3_600_000;
  t.is((await enter(asked, code)).status, 201);
});

test('a code comes by real mail, and signs in', async (t) => {
  const { url, mail, ask, enter } = await startMailing(t);
  const asked = await ask(email);
  t.is(asked.status, 202);
  const { from, to, text, code } = await mail.next();
  t.is(from, 'raffle@example.org');
  t.deepEqual(to, [email]);
  t.true(text.includes(`Subject: ${code} `));
  t.true(text.includes('To: ada@example.org'));
  const signedIn = await enter(asked, code);
  t.is(signedIn.status, 201);
  const ada = asParticipant(url, email, cookiesOf(signedIn));
  t.is((await ada.buy('demo')).status, 201);
});

test('the mail says that a program wrote it, and names the site', async (t) => {
  const { url, mail, ask } = await startMailing(t);
  await ask(email);
  const { text } = await mail.next();
  t.true(text.startsWith('Auto-Submitted: auto-generated\r\n'));
  t.true(text.includes(new URL(url).host));
  t.deepEqual([...new Set(mail.greetings)], [new URL(url).hostname]);
});

test('the mail is in the language of the page and names the raffle', async (t) => {
  const { mail, ask } = await startMailing(t);
  await ask(email, { locale: 'de-AT', raffle: 'demo' });
  const german = (await mail.next()).text;
  t.true(german.includes('Geben Sie ihn in dem Browser ein'));
  t.true(german.includes('Demo raffle'));
  await ask(email, { locale: 'fr', raffle: 'no-such-raffle' });
  t.true((await mail.next()).text.includes('Enter it in the browser'));
});

test('a known and an unknown address are answered the same', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const first = await ask(email);
  await enter(first, (await mail.next()).code);
  const [known, unknown] = [await ask(email), await ask('unknown@example.org')];
  t.is(known.status, unknown.status);
  t.is(await known.text(), await unknown.text());
  const shape = ({ headers }: Response) =>
    [...headers].map(([name, value]) => [
      name,
      /^(set-cookie|x-request-id|date)$/.test(name) ? value.length : value,
    ]);
  t.deepEqual(shape(known), shape(unknown));
});

test('five codes for a mailbox, under any of its aliases, and its network is told to wait', async (t) => {
  const { mail, ask } = await startMailing(t);
  for (let count = 1; count <= 5; count += 1) {
    t.is((await ask(`vic.tim+${count}@gmail.com`)).status, 202);
    await mail.next();
  }
  const refused = await ask('v.i.c.t.i.m+x@googlemail.com');
  t.true(Number(refused.headers.get('retry-after')) <= 720);
  t.is(refused.headers.get('set-cookie'), null, 'a request that mails nothing changes nothing');
  await expectProblem(t, refused, 'rate-limited');
  await ask('bo@example.org');
  t.deepEqual((await mail.next()).to, ['bo@example.org']);
});

test('a stranger’s requests stop neither the code that its owner has nor the next one', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const asked = await ask(email);
  const { code } = await mail.next();
  const strangers = Array.from({ length: 6 }, () => ask(email, { from: elsewhere }));
  const answers = await Promise.all(strangers);
  t.is(answers.filter(({ status }) => status === 202).length, 5);
  for (let count = 0; count < 5; count += 1) await mail.next();
  const again = await ask(email);
  t.is((await enter(again, (await mail.next()).code)).status, 201);
  t.is((await enter(asked, code)).status, 201);
});

test('each mailed code works in the browser that asked twice', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const first = await ask(email);
  const { code } = await mail.next();
  const second = await ask(email, { cookie: cookiesOf(first) });
  await mail.next();
  t.is((await enter(second, code)).status, 201, 'the code of the first mail');
});

test('the newest of five mails works, and a sixth request changes nothing', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  let asked = await ask(email);
  let { code } = await mail.next();
  for (let count = 2; count <= 5; count += 1) {
    asked = await ask(email, { cookie: cookiesOf(asked) });
    ({ code } = await mail.next());
  }
  t.is((await ask(email, { cookie: cookiesOf(asked) })).status, 429);
  t.is((await enter(asked, code)).status, 201);
});

test('a hall of 30 phones signs in though its network may ask for 10 codes', async (t) => {
  const { mail, ask, enter } = await startMailing(t, {
    environment: { RAFFLE_CODES_PER_NETWORK: '10', RAFFLE_MAILS_PER_SECOND: '100' },
  });
  for (let index = 0; index < 30; index += 1) {
    const address = `p${index}@example.org`;
    const asked = await ask(address);
    t.is(asked.status, 202, address);
    t.is((await enter(asked, (await mail.next()).code, address)).status, 201);
  }
});

test('a network that used up its codes gets a refusal, and a person who signed in there before still gets a code', async (t) => {
  const { mail, ask, enter } = await startMailing(t, {
    environment: { RAFFLE_CODES_PER_NETWORK: '3', RAFFLE_MAILS_PER_SECOND: '100' },
  });
  const asked = await ask(email);
  const cookie = cookiesOf(await enter(asked, (await mail.next()).code));
  let refused: Response | undefined;
  for (let index = 0; refused === undefined; index += 1) {
    const reply = await ask(`x${index}@example.org`);
    if (reply.status === 429) refused = reply;
    else await mail.next();
  }
  await expectProblem(t, refused, 'rate-limited');
  t.is((await ask(email)).status, 429, 'without the marker of the browser');
  t.is((await ask(email, { cookie: cookie.replace(/.$/, '_') })).status, 429, 'with a forged one');
  const again = await ask(email, { cookie });
  t.is(again.status, 202);
  t.is((await enter(again, (await mail.next()).code)).status, 201);
});

test('signing in again with the same mailbox gives no further reserve of codes', async (t) => {
  const { mail, ask, enter } = await startMailing(t, {
    environment: { RAFFLE_CODES_PER_NETWORK: '3', RAFFLE_MAILS_PER_SECOND: '100' },
  });
  let marker = '';
  let mails = 0;
  for (;;) {
    const asked = await ask(email, { cookie: marker });
    if (asked.status === 429) break;
    mails += 1;
    const { code } = await mail.next();
    // Signs in without the marker, so that the browser looks new.
    marker = cookiesOf(await enter(asked, code));
    if (mails > 20) break;
  }
  t.true(mails <= 6 + 5, `${mails} mails: the reserve, and the share of the network`);
});

test('there is no development mailbox, and no operator key is made', async (t) => {
  const { url } = await startMailing(t);
  await expectProblem(t, await fetch(`${url}/dev/mailbox`), 'not-found');
  await expectProblem(t, await fetch(`${url}/api/admin/keys`), 'no-admin-key');
});
