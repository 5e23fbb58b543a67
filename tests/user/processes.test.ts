import test from 'ava';
import { createClient } from '#contract/client.ts';
import type { Mailbox } from '#contract/accounts.ts';
import type * as z from 'zod/mini';
import { readStream } from '../support/event-stream.ts';
import { sendRaw } from '../support/raw-http.ts';
import {
  asParticipant,
  cookiesOf,
  postJson,
  problemOf,
  readCode,
  readSigner,
  signInAt,
  type Participant,
} from '../support/service.ts';
import { buyPatiently, callPatiently, requestPatiently } from '../support/patient-requests.ts';
import { startProcesses, type ServiceProcesses } from '../support/service-processes.ts';
import { IndependentSigner, readSigningKey } from '../support/signed-requests.ts';
import { waitFor } from '../support/wait-limit.ts';

/** One set of three processes for all tests of this file. */
const steps: (() => unknown)[] = [];
let shared: ServiceProcesses;
test.before(async () => {
  shared = await startProcesses({ teardown: (step) => void steps.push(step) }, 3);
});
test.after.always(async () => {
  for (const step of steps.toReversed()) await step();
});

const urlOf = (index: number) => shared.processes[index % 3]!.url;

/** Opens a raffle through the first process. */
async function openRaffle(id: string, rules: object = {}) {
  const signer = await readSigner(`${shared.dataDir}/operator.pem`);
  const operator = createClient({ baseUrl: shared.publicUrl, signer, timeoutMs: 60_000 });
  await callPatiently(() => operator.call('createRaffle', { body: { id, title: id, ...rules } }));
  return operator;
}

test.serial(
  '150 requests of 50 people spread over three processes sell exactly 100 tickets, 2 to each',
  async (t) => {
    await openRaffle('rush', { capacity: 100, perPersonLimit: 2 });
    // One at a time, so that the processes do not begin with thirty connections at once.
    const people: Participant[] = [];
    for (let index = 0; index < 50; index += 1) {
      people.push(await signInAt(urlOf(index), `p${index}@example.org`));
    }
    const attempts = people.flatMap(({ email, cookie }) =>
      [0, 1, 2].map((index) => asParticipant(urlOf(index), email, cookie)),
    );
    const replies = await Promise.all(attempts.map((buyer) => buyPatiently(buyer, 'rush')));
    const answers = await Promise.all(
      replies.map(async (reply) => ({ status: reply.status, body: (await reply.json()) as never })),
    );
    const sold = answers.filter(({ status }) => status === 201);
    const numbers = sold.map(({ body }: { body: { tickets: { number: number }[] } }) =>
      body.tickets.map(({ number }) => number),
    );
    t.deepEqual(
      numbers.flat().toSorted((left, right) => left - right),
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    const codes = refused.map(({ body }: { body: { code: string } }) => body.code);
    t.is(codes.length, 50);
    t.deepEqual(
      codes.filter((code) => !['sold-out', 'limit-reached'].includes(code)),
      [],
    );
    for (const { url } of shared.processes) {
      const reply = await requestPatiently(() => fetch(`${url}/api/raffles/rush`));
      t.is(((await reply.json()) as { sold: number }).sold, 100);
    }
  },
);

test.serial('a signed request that is sent to all processes succeeds once', async (t) => {
  await openRaffle('signed');
  const signer = new IndependentSigner(shared.publicUrl, await readSigningKey(shared.dataDir));
  const wire = signer.sign({ target: '/api/admin/raffles/signed/close' });
  const replies = await Promise.all(
    Array.from({ length: 6 }, (_, index) => requestPatiently(() => sendRaw(urlOf(index), wire))),
  );
  const answers = await Promise.all(
    replies.map(async (reply) => (reply.ok ? 'ok' : (await problemOf(reply)).code)),
  );
  t.deepEqual(answers.toSorted(), ['ok', ...Array<string>(5).fill('signature-replayed')]);
});

test.serial(
  'a code mailed by one process signs in at another, and a sign-out ends the session in all',
  async (t) => {
    await openRaffle('sessions');
    const email = 'ada@example.org';
    const asked = await requestPatiently(() =>
      fetch(`${urlOf(0)}/api/sign-in/codes`, postJson({ email })),
    );
    const code = await readCode(urlOf(0), email);
    const signIn = (index: number) =>
      requestPatiently(() =>
        fetch(
          `${urlOf(index)}/api/sign-in/sessions`,
          postJson({ email, code }, { cookie: cookiesOf(asked) }),
        ),
      );
    const signedIn = await signIn(1);
    t.is(signedIn.status, 201);
    t.is((await problemOf(await signIn(2))).code, 'code-wrong', 'it works once');
    const at = (index: number) => asParticipant(urlOf(index), email, cookiesOf(signedIn));
    const bought = await buyPatiently(at(2), 'sessions', { key: 'one' });
    const answer = await bought.text();
    t.is(bought.status, 201, answer);
    const repeated = await buyPatiently(at(0), 'sessions', { key: 'one' });
    t.is(repeated.headers.get('idempotency-replayed'), 'true');
    t.is(await repeated.text(), answer);
    const signOut = () => at(1).fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
    t.is((await requestPatiently(signOut)).status, 204);
    for (const index of [0, 1, 2]) {
      t.is((await requestPatiently(() => at(index).fetch('/api/me'))).status, 401);
    }
  },
);

test.serial('a live stream of one process shows a sale in another', async (t) => {
  await openRaffle('live');
  const stream = await readStream(t, urlOf(1), 'live');
  const bo = await signInAt(urlOf(0), 'bo@example.org');
  t.is((await buyPatiently(bo, 'live', { quantity: 2 })).status, 201);
  const { view } = await stream.until(({ sold }) => sold === 2);
  t.is(view.id, 'live');
});

test.serial(
  'a purchase at any process is mailed once, by the process that sends mails',
  async (t) => {
    const operator = await openRaffle('mails');
    const email = 'carol@example.org';
    const carol = await signInAt(urlOf(2), email);
    t.is((await buyPatiently(carol, 'mails', { quantity: 2 })).status, 201);
    const counts = async () => {
      const found = await Promise.all(
        shared.processes.map(async ({ url }) => {
          const reply = await fetch(`${url}/dev/mailbox?to=${email}`, {
            headers: { accept: 'application/json' },
          });
          const { messages } = (await reply.json()) as z.infer<typeof Mailbox>;
          return messages.filter(({ code }) => code === '').length;
        }),
      );
      return found;
    };
    await waitFor('the mail', async () => (await counts()).some((count) => count > 0));
    t.deepEqual(await counts(), [1, 0, 0]);
    const sent = await waitFor('the count', async () => {
      const show = () => operator.call('showSummary', { params: { id: 'mails' } });
      const { mail } = await callPatiently(show);
      return mail?.queued === 0 && mail;
    });
    t.is(sent.sent, 1);
  },
);

test.serial('every process is ready, and shows the same log', async (t) => {
  await openRaffle('same');
  const dora = await signInAt(urlOf(1), 'dora@example.org');
  await buyPatiently(dora, 'same');
  const logs = await Promise.all(
    shared.processes.map(async ({ url }) => {
      const get = (path: string) => requestPatiently(() => fetch(url + path));
      t.is((await get('/readyz')).status, 200);
      return (await get('/api/raffles/same/checkpoint')).text();
    }),
  );
  t.is(new Set(logs).size, 1);
});
