import test, { type ExecutionContext } from 'ava';
import { Mailbox } from '#contract/accounts.ts';
import { startTestService } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

const params = { id: 'fair' };
const ann = 'ann@example.org';
const ben = 'ben@example.org';
const cem = 'cem@example.org';
const notice = {
  organiser: 'Friends of Hill School',
  price: { amount: 200, currency: 'GBP' },
  payment: 'Cash at the stall',
};

/** A raffle at a service in development mode, whose mails are in its mailbox. */
async function startFair(t: ExecutionContext, environment: Record<string, string> = {}) {
  const service = await startTestService(t, { environment });
  const { url, operator } = service;
  const rules = { prizes: ['Hamper', 'Book'], reserves: 2, perPersonLimit: 5, notice };
  await operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  const sell = (body: object) =>
    operator.call('sellTickets', {
      params,
      body: { quantity: 1, ...body },
      idempotencyKey: crypto.randomUUID(),
    });
  /** The mails to an address about raffles, oldest first, once there are so many. */
  const mailsTo = async (email: string, count: number) =>
    waitFor(`${count} mails to ${email}`, async () => {
      const reply = await fetch(`${url}/dev/mailbox?to=${encodeURIComponent(email)}`, {
        headers: { accept: 'application/json' },
      });
      const { messages } = Mailbox.parse(await reply.json());
      const mails = messages.filter(({ code }) => code === '').toReversed();
      return mails.length >= count && mails;
    });
  const subjectsTo = async (email: string, count: number) =>
    (await mailsTo(email, count)).map(({ subject }) => subject);
  return { ...service, sell, mailsTo, subjectsTo };
}

test('participants and buyers at the desk are mailed what happens to their tickets', async (t) => {
  const { operator, signIn, sell, mailsTo, subjectsTo } = await startFair(t);
  await (await signIn(ann)).buy('fair', { quantity: 2 });
  await (await signIn(ben)).buy('fair');
  await sell({ buyer: { email: ' Cem@Example.org ', name: 'Cem' } });
  await sell({ buyer: { name: 'Dora' } });
  await operator.call('amendRaffle', { params, body: { notice: { ...notice, place: 'Hall' } } });
  await operator.call('voidTickets', { params, body: { numbers: [3], reason: 'mistake' } });
  const draw = await operator.call('drawWinner', { params });
  const loser = draw.order[0]!.ticketNumber;
  const forfeit = {
    params: { ...params, prize: '1' },
    body: { ticketNumber: loser, reason: 'declined' },
  };
  await operator.call('forfeitPrize', forfeit);

  t.deepEqual((await subjectsTo(ben, 3)).slice(0, 3), [
    'Your ticket 3: Fair',
    'Changed: Fair',
    'Your ticket 3 does not count any more: Fair',
  ]);
  t.deepEqual((await subjectsTo(cem, 3)).slice(0, 2), ['Your ticket 4: Fair', 'Changed: Fair']);
  const [confirmation, change] = await mailsTo(ann, 2);
  t.true(confirmation?.text.includes('Price: £4.00 (2 × £2.00)\nHow to pay: Cash at the stall\n'));
  t.is(confirmation?.attachments?.length, 2);
  t.true(change?.text.includes('Place: Hall\n'));

  // Ann has tickets 1 and 2, Cem 4, and the buyer of 5 gave no address.
  const owners: Record<number, string> = { 1: ann, 2: ann, 4: cem };
  const [first, second] = draw.order.map(({ ticketNumber }) => ticketNumber);
  const resultOf = async (email: string) => (await mailsTo(email, 3))[2];
  for (const email of [ann, cem]) {
    const won = [first, second].some((number) => owners[number!] === email);
    const result = await resultOf(email);
    t.true(result?.subject.startsWith(won ? 'You won' : 'Not this time'));
    t.true(result?.text.includes('Hamper – ticket'));
  }
  const promoted = draw.order[2]!.ticketNumber;
  if (owners[loser] !== undefined) {
    const mails = await mailsTo(owners[loser], owners[loser] === owners[promoted] ? 5 : 4);
    t.true(mails.some(({ subject }) => subject === `Your ticket ${loser} no longer wins: Fair`));
  }
  if (owners[promoted] !== undefined) {
    const mails = await mailsTo(owners[promoted], owners[loser] === owners[promoted] ? 5 : 4);
    t.true(mails.some(({ subject }) => subject === 'You won: Hamper (Fair)'));
  }
  t.is((await mailsTo(ben, 3)).length, 3, 'no result for a ticket that was voided');
});

test('a buyer at the desk who never signed in is mailed in the language of the service', async (t) => {
  const { signIn, sell, subjectsTo } = await startFair(t, { RAFFLE_MAIL_LANGUAGE: 'de' });
  await signIn(ann);
  await sell({ buyer: { email: ann } });
  await sell({ buyer: { email: cem } });
  t.deepEqual(await subjectsTo(ann, 1), ['Your ticket 1: Fair']);
  t.deepEqual(await subjectsTo(cem, 1), ['Ihr Los 2: Fair']);
});

test('the mail about a desk sale links to its tickets, without a sign-in', async (t) => {
  const { sell, mailsTo } = await startFair(t);
  const { claimUrl } = await sell({ buyer: { email: cem }, quantity: 2 });
  const [mail] = await mailsTo(cem, 1);
  t.true(mail?.text.includes(`See your tickets:\n${claimUrl}\n`));
  t.true((await (await fetch(claimUrl)).text()).includes('"number":2'));
});

test('a cancellation is mailed, with its reason', async (t) => {
  const { operator, signIn, mailsTo } = await startFair(t);
  await (await signIn(ann)).buy('fair');
  await operator.call('cancelRaffle', { params, body: { reason: 'The hall is flooded.' } });
  const [, cancellation] = await mailsTo(ann, 2);
  t.is(cancellation?.subject, 'Cancelled: Fair');
  t.true(cancellation?.text.includes('Reason: The hall is flooded.'));
});

test('the summary counts the mails about a raffle', async (t) => {
  const { operator, signIn, sell } = await startFair(t);
  const readMail = async () => (await operator.call('showSummary', { params })).mail;
  await (await signIn(ann)).buy('fair');
  await sell({ buyer: { email: cem } });
  await sell({ buyer: { name: 'Dora' } });
  const mail = await waitFor('an empty outbox', async () => {
    const figures = await readMail();
    return figures?.queued === 0 && figures;
  });
  t.deepEqual(mail, { queued: 0, sent: 2, failed: 0 });
});

test('with RAFFLE_MAIL=codes the summary has no mails', async (t) => {
  const { operator } = await startFair(t, { RAFFLE_MAIL: 'codes' });
  t.is((await operator.call('showSummary', { params })).mail, undefined);
});

test('a repeated purchase is not mailed again', async (t) => {
  const { signIn, subjectsTo } = await startFair(t);
  const person = await signIn(ann);
  for (let times = 0; times < 3; times += 1) await person.buy('fair', { key: 'same' });
  await person.buy('fair', { key: 'other' });
  t.deepEqual(await subjectsTo(ann, 2), ['Your ticket 1: Fair', 'Your ticket 2: Fair']);
});

test('the mailbox page shows the text and the attached files, escaped', async (t) => {
  const { url, operator, signIn, mailsTo } = await startFair(t);
  await operator.call('amendRaffle', { params, body: { title: 'Fair <b>&' } });
  await (await signIn(ann)).buy('fair');
  await mailsTo(ann, 1);
  const page = await (
    await fetch(`${url}/dev/mailbox`, { headers: { accept: 'text/html' } })
  ).text();
  t.true(page.includes('fair-1.tlog-proof'));
  t.true(page.includes('How to pay: Cash at the stall'));
  t.true(page.includes('Fair &lt;b&gt;&amp;'));
  t.false(page.includes('<b>'));
});

test('a code is found by the newest mail, though a mail about a raffle comes after it', async (t) => {
  const { url, signIn, mailsTo } = await startFair(t);
  await (await signIn(ann)).buy('fair');
  await signIn(ann);
  await mailsTo(ann, 1);
  const reply = await fetch(`${url}/dev/mailbox?to=${ann}`, {
    headers: { accept: 'application/json' },
  });
  const { messages } = Mailbox.parse(await reply.json());
  t.regex(messages[0]?.code ?? '', /^\d{8}$/);
});
