import test, { type ExecutionContext } from 'ava';
import { limits } from '../../services/raffle/config.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { startMailServer } from '../support/mail-server.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, cookiesOf, postJson } from '../support/service.ts';

const email = 'ada@example.org';

async function startMailing(t: ExecutionContext, log?: (line: string) => void) {
  const mail = await startMailServer(t);
  const { url } = await startDeployedService(t, {
    environment: { RAFFLE_SMTP_URL: mail.url, RAFFLE_MAIL_FROM: 'Raffle <raffle@example.org>' },
    ...(log === undefined ? {} : { log }),
  });
  const ask = (address: string) => fetch(`${url}/api/sign-in/codes`, postJson({ email: address }));
  const enter = (asked: Response, code: string) =>
    fetch(`${url}/api/sign-in/sessions`, postJson({ email, code }, { cookie: cookiesOf(asked) }));
  return { url, mail, ask, enter };
}

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
  t.regex(text, /^Subject: \d{8} is your raffle sign-in code/m);
  t.regex(text, /^To: ada@example.org/m);
  const signedIn = await enter(asked, code);
  t.is(signedIn.status, 201);
  const ada = asParticipant(url, email, cookiesOf(signedIn));
  t.is((await ada.buy('demo')).status, 201);
});

test('a known and an unknown address are answered the same', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const first = await ask(email);
  await enter(first, (await mail.next()).code);
  const [known, unknown] = [await ask(email), await ask('nobody@example.org')];
  t.is(known.status, unknown.status);
  t.is(await known.text(), await unknown.text());
  const shape = ({ headers }: Response) =>
    [...headers].map(([name, value]) => [
      name,
      /^(set-cookie|x-request-id|date)$/.test(name) ? value.length : value,
    ]);
  t.deepEqual(shape(known), shape(unknown));
});

test('a mailbox gets five codes an hour; the sixth ask is answered the same, and nothing is mailed', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  for (let count = 1; count <= limits.codesPerMailboxPerHourMax; count += 1) {
    const asked = await ask(email);
    t.is((await enter(asked, (await mail.next()).code)).status, 201);
  }
  const sixth = await ask(email);
  t.is(sixth.status, 202);
  t.deepEqual(await sixth.json(), {});
  t.is(cookiesOf(sixth).length, 'raffle_challenge='.length + 22);
  await ask('bo@example.org');
  t.deepEqual((await mail.next()).to, ['bo@example.org']);
  t.is(mail.mails.length, limits.codesPerMailboxPerHourMax + 1);
});

test('a mailbox gets no more codes for having many addresses', async (t) => {
  const { mail, ask } = await startMailing(t);
  for (let count = 1; count <= limits.codesPerMailboxPerHourMax; count += 1) {
    t.is((await ask(`vic.tim+${count}@gmail.com`)).status, 202);
    await mail.next();
  }
  for (const alias of ['victim@gmail.com', 'v.i.c.t.i.m+x@googlemail.com']) {
    t.is((await ask(alias)).status, 202);
  }
  await ask('bo@example.org');
  t.deepEqual((await mail.next()).to, ['bo@example.org']);
  t.is(mail.mails.length, limits.codesPerMailboxPerHourMax + 1);
});

test('a stranger’s requests do not void the code that somebody has', async (t) => {
  const { mail, ask, enter } = await startMailing(t);
  const asked = await ask(email);
  const { code } = await mail.next();
  await Promise.all(Array.from({ length: 10 }, () => ask(email)));
  t.is((await enter(asked, code)).status, 201);
});

test('one network gets so many codes an hour, whatever it says it is, then it is told when to come back', async (t) => {
  const { url } = await startMailing(t);
  const ask = (index: number) => {
    const headers = { 'x-forwarded-for': `192.0.2.${index}` };
    return fetch(`${url}/api/sign-in/codes`, postJson({ email: `p${index}@example.org` }, headers));
  };
  const indices = Array.from({ length: limits.codesPerNetworkPerHourMax }, (_, index) => index);
  const allowed = await Promise.all(indices.map(ask));
  t.true(allowed.every(({ status }) => status === 202));
  const refused = await ask(indices.length);
  const seconds = Number(refused.headers.get('retry-after'));
  t.true(seconds > 0 && seconds <= 3_600);
  await expectProblem(t, refused, 'rate-limited');
});

test('a mail that cannot be sent is logged without its address or its code', async (t) => {
  const lines: string[] = [];
  let logged = () => {};
  const isLogged = new Promise<void>((resolve) => {
    logged = resolve;
  });
  const { ask } = await startMailing(t, (line) => {
    lines.push(line);
    if (line.includes('could not be mailed')) logged();
  });
  t.is((await ask('refused.ada@example.org')).status, 202);
  await isLogged;
  const withoutIds = lines.join('').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
  t.notRegex(withoutIds, /refused\.ada|\b\d{8}\b/);
});

test('there is no development mailbox, and no operator key is made', async (t) => {
  const { url } = await startMailing(t);
  await expectProblem(t, await fetch(`${url}/dev/mailbox`), 'not-found');
  await expectProblem(t, await fetch(`${url}/api/admin/keys`), 'no-admin-key');
});
