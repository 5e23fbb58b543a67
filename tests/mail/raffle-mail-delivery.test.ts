import test, { type ExecutionContext } from 'ava';
import { classifyFailure } from '../../services/raffle/mail/mailer.ts';
import { SmtpMailer } from '../../services/raffle/mail/smtp-mailer.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { startMailServer, type MailServer, type ReceivedMail } from '../support/mail-server.ts';
import { headersOf, partsOf } from '../support/mime.ts';
import { asParticipant, cookiesOf, postJson } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';
import { waitFor } from '../support/wait-limit.ts';

const email = 'ada@example.org';
const idOf = (mail: ReceivedMail) => headersOf(mail).get('message-id');

const mailSettings = ({ url }: MailServer) => ({
  RAFFLE_SMTP_URL: url,
  RAFFLE_MAIL_FROM: 'Raffle <raffle@example.org>',
  RAFFLE_MAILS_PER_SECOND: '100',
  RAFFLE_DEMO: 'on',
});

/** Signs in with the code of a real mail. */
async function signIn(url: string, mail: MailServer, options: { locale?: string } = {}) {
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email, ...options }));
  const { code } = await nextMail(mail, ({ code }) => code !== '');
  const body = { email, code, ...options };
  const signedIn = await fetch(
    `${url}/api/sign-in/sessions`,
    postJson(body, { cookie: cookiesOf(asked) }),
  );
  return asParticipant(url, email, cookiesOf(signedIn));
}

/** Returns the next mail that fits. */
async function nextMail(mail: MailServer, fits: (mail: ReceivedMail) => boolean) {
  for (;;) {
    const received = await mail.next();
    if (fits(received)) return received;
  }
}

const isRaffleMail = ({ code }: ReceivedMail) => code === '';

async function startMailing(t: ExecutionContext, environment: Record<string, string> = {}) {
  const mail = await startMailServer(t);
  const settings = { ...mailSettings(mail), ...environment };
  const service = await startDeployedService(t, { environment: settings });
  return { ...service, mail, settings };
}

test('a purchase is confirmed by a mail with text, HTML and the receipts', async (t) => {
  const { url, mail } = await startMailing(t);
  const ada = await signIn(url, mail);
  const bought = await ada.buy('demo', { quantity: 2 });
  const { receipts } = (await bought.json()) as { receipts: string[] };
  const received = await nextMail(mail, isRaffleMail);
  t.is(received.from, 'raffle@example.org');
  t.deepEqual(received.to, [email]);
  const headers = headersOf(received);
  t.is(headers.get('auto-submitted'), 'auto-generated');
  t.is(headers.get('subject'), 'Your tickets 1 and 2: Demo raffle');
  t.regex(headers.get('message-id') ?? '', /^<[\w-]{22}@localhost>$/);
  t.is(headers.get('to'), email);
  const [text, html, ...files] = partsOf(received);
  t.true(text?.content.includes('You have tickets 1 and 2 in the raffle “Demo raffle”.'));
  t.true(text?.content.includes(`${url}/raffles/demo`));
  t.true(text?.content.includes(new URL(url).host));
  t.true(html?.headers.get('content-type')?.startsWith('text/html'));
  t.true(html?.content.includes('You have tickets 1 and 2'));
  t.deepEqual(
    files.map(({ content }) => content),
    receipts,
  );
  t.true(files[1]?.headers.get('content-disposition')?.includes('demo-2.tlog-proof'));
});

test('a mail about a raffle is in the language of the sign-in', async (t) => {
  const { url, mail } = await startMailing(t);
  const ada = await signIn(url, mail, { locale: 'de-AT' });
  await ada.buy('demo');
  t.is(headersOf(await nextMail(mail, isRaffleMail)).get('subject'), 'Ihr Los 1: Demo raffle');
});

test('with RAFFLE_MAIL=codes purchases are not mailed, nor later those of that time', async (t) => {
  const { url, mail, dataDir, settings, stop } = await startMailing(t, { RAFFLE_MAIL: 'codes' });
  const ada = await signIn(url, mail);
  t.is((await ada.buy('demo')).status, 201);
  await stop();
  const again = await startDeployedService(t, {
    dataDir,
    environment: { ...settings, RAFFLE_MAIL: 'all' },
  });
  const back = asParticipant(again.url, email, ada.cookie);
  t.is((await back.buy('demo')).status, 201);
  await nextMail(mail, isRaffleMail);
  t.deepEqual(
    mail.mails.filter(isRaffleMail).map((each) => headersOf(each).get('subject')),
    ['Your ticket 2: Demo raffle'],
  );
});

test('an outage of the mail server loses no mail', async (t) => {
  const { url, mail, dataDir, settings, stop } = await startMailing(t);
  const ada = await signIn(url, mail);
  await mail.stop();
  t.is((await ada.buy('demo')).status, 201);
  const figures = await metricsUntil(url, 'raffle_outbox_mails{state="queued"} 1');
  t.true(figures.includes('raffle_outbox_mails{state="sent"} 0'));
  await stop();
  const back = await startMailServer(t, { port: Number(new URL(mail.url).port) });
  await startDeployedService(t, { dataDir, environment: settings });
  const received = await nextMail(back, isRaffleMail);
  t.is(headersOf(received).get('subject'), 'Your ticket 1: Demo raffle');
});

/** Reads the metrics until they have this line. */
async function metricsUntil(url: string, line: string): Promise<string> {
  return waitFor(line, async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return text.includes(line) && text;
  });
}

test('a process that is killed right after a purchase leaves no purchase without its mail', async (t) => {
  const mail = await startMailServer(t);
  const environment = mailSettings(mail);
  const first = await spawnService(t, { environment });
  const ada = await signIn(first.url, mail);
  t.is((await ada.buy('demo')).status, 201);
  await first.end('SIGKILL');
  await spawnService(t, { environment, dataDir: first.dataDir });
  const received = await nextMail(mail, isRaffleMail);
  t.is(headersOf(received).get('subject'), 'Your ticket 1: Demo raffle');
});

test('a mail that was handed over when the process was killed is sent again as the same mail', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mail = await startMailServer(t, {
    beforeReply: async (received) => {
      if (isRaffleMail(received)) await held;
    },
  });
  const environment = mailSettings(mail);
  const first = await spawnService(t, { environment });
  const ada = await signIn(first.url, mail);
  t.is((await ada.buy('demo')).status, 201);
  const handedOver = await nextMail(mail, isRaffleMail);
  await first.end('SIGKILL');
  release();
  await spawnService(t, { environment, dataDir: first.dataDir });
  const again = await nextMail(mail, isRaffleMail);
  t.is(idOf(again), idOf(handedOver));
  t.is(headersOf(again).get('date'), headersOf(handedOver).get('date'));
  const contentOf = (each: ReceivedMail) => partsOf(each).map(({ content }) => content);
  // The link names the port, which the second process chose anew.
  t.deepEqual(contentOf(again).slice(2), contentOf(handedOver).slice(2));
});

test('a mail that is recorded as sent when the process is killed is not sent again', async (t) => {
  const mail = await startMailServer(t);
  const environment = mailSettings(mail);
  const first = await spawnService(t, { environment });
  const ada = await signIn(first.url, mail);
  t.is((await ada.buy('demo')).status, 201);
  const sent = await nextMail(mail, isRaffleMail);
  await metricsUntil(first.url, 'raffle_outbox_mails{state="sent"} 1');
  await first.end('SIGKILL');
  const second = await spawnService(t, { environment, dataDir: first.dataDir });
  t.is((await asParticipant(second.url, email, ada.cookie).buy('demo')).status, 201);
  const next = await nextMail(mail, isRaffleMail);
  t.not(idOf(next), idOf(sent));
  t.is(headersOf(next).get('subject'), 'Your ticket 2: Demo raffle');
  t.is(mail.mails.filter(isRaffleMail).length, 2);
});

test('failures of a real mail server are classified', async (t) => {
  const mail = await startMailServer(t, { refusedForNow: 1 });
  const mailer = new SmtpMailer({
    url: mail.url,
    from: 'raffle@example.org',
    connections: 1,
    perSecondMax: 100,
    hostName: 'localhost',
    onReachable: () => {},
  });
  t.teardown(() => mailer.close());
  const classify = async (to: string) =>
    mailer
      .sendInBackground({ to, subject: 'x', text: 'x', sentAt: new Date().toISOString() })
      .then(() => 'sent', classifyFailure);
  t.is(await classify('refused@example.org'), 'refused');
  t.is(await classify('ada@example.org'), 'later');
  t.is(await classify('ada@example.org'), 'sent');
  await mail.stop();
  t.is(await classify('ada@example.org'), 'server');
  t.is(mailer.status.sent, 1);
});
