import test from 'ava';
import { MailQueue, type MailQueueOptions } from '../../services/raffle/mail/mail-queue.ts';
import type { Message } from '../../services/raffle/mail/mailer.ts';

const mailTo = (to: string): Message => ({ to, subject: '', text: '', code: '', sentAt: '' });
const asked = { network: '192.0.2.1', isPreferred: false, lifetimeMs: 60_000 };

/** A queue whose mails are handed over one by one, when the test lets them. */
function start(options: Partial<MailQueueOptions> = {}) {
  const sent: string[] = [];
  const waiting: (() => void)[] = [];
  const queue = new MailQueue({
    send: ({ to }) =>
      new Promise((resolve) => {
        sent.push(to);
        waiting.push(resolve);
      }),
    concurrency: 1,
    waitingMax: 100,
    retryMs: 1,
    retryMsMax: 4,
    ...options,
  });
  const finishAll = async () => {
    while (waiting.length > 0) {
      waiting.shift()!();
      await new Promise(setImmediate);
    }
  };
  return { queue, sent, finishAll };
}

test('networks take turns, and known browsers come first', async (t) => {
  const { queue, sent, finishAll } = start();
  const add = (to: string, network: string, isPreferred = false) =>
    queue.add(mailTo(to), { ...asked, network, isPreferred });
  const all = [
    ...['a1', 'a2', 'a3', 'a4'].map((to) => add(to, 'a')),
    add('b1', 'b'),
    add('c1', 'c'),
    add('known', 'a', true),
  ];
  await finishAll();
  await Promise.all(all);
  t.deepEqual(sent, ['a1', 'known', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

test('a full queue drops the newest mail of the network that has the most', async (t) => {
  const { queue, sent, finishAll } = start({ waitingMax: 4 });
  const outcomes = new Map<string, string>();
  const add = (to: string, network: string) =>
    queue.add(mailTo(to), { ...asked, network }).then(
      () => outcomes.set(to, 'sent'),
      () => outcomes.set(to, 'dropped'),
    );
  const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map((to) => add(to, 'a'));
  all.push(add('b1', 'b'));
  await finishAll();
  await Promise.all(all);
  t.is(outcomes.get('b1'), 'sent');
  t.deepEqual(sent, ['a1', 'a2', 'b1', 'a3', 'a4']);
  t.is([...outcomes.values()].filter((outcome) => outcome === 'dropped').length, 3);
});

test('a full queue keeps the mails that have waited longest when every network has one', async (t) => {
  const { queue, sent, finishAll } = start({ waitingMax: 3 });
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((network) =>
    queue.add(mailTo(network), { ...asked, network }).catch(() => {}),
  );
  await finishAll();
  await Promise.all(all);
  t.deepEqual(sent, ['a', 'b', 'c', 'd']);
});

test('mails in the background wait for all others, but get one turn in ten', async (t) => {
  const { queue, sent, finishAll } = start();
  const all = [queue.add(mailTo('first'), asked)];
  for (const to of ['b1', 'b2']) all.push(queue.addInBackground(mailTo(to), 60_000));
  for (let count = 1; count <= 20; count += 1) {
    all.push(queue.add(mailTo(`m${count}`), { ...asked, isPreferred: count % 2 === 0 }));
  }
  await finishAll();
  await Promise.all(all);
  t.is(sent.indexOf('b1'), 9);
  t.is(sent.indexOf('b2'), 19);
});

test('a mail in the background takes no room and is tried once', async (t) => {
  let tries = 0;
  const { queue } = start({
    waitingMax: 1,
    async send() {
      tries += 1;
      throw failWith({ responseCode: 451, command: 'RCPT TO' });
    },
  });
  const failure = await t.throwsAsync(queue.addInBackground(mailTo('ada@example.org'), 2_000));
  t.like(failure, { name: 'MailNotSent', cause: { responseCode: 451 } });
  t.is(tries, 1);
  t.is(queue.retried, 0);
});

const failWith = (fault: object) => Object.assign(new Error('no'), fault);

for (const [name, fault] of Object.entries({
  'a 4xx answer': { responseCode: 451, code: 'EENVELOPE' },
  'a refused connection': { code: 'ESOCKET' },
})) {
  test(`${name} is tried again until the mail is accepted`, async (t) => {
    let tries = 0;
    const { queue } = start({
      async send() {
        tries += 1;
        if (tries < 4) throw failWith(fault);
      },
    });
    await queue.add(mailTo('ada@example.org'), asked);
    t.is(tries, 4);
    t.is(queue.retried, 3);
  });
}

for (const [name, fault] of Object.entries({
  'a 5xx answer': { responseCode: 550, code: 'EENVELOPE' },
  'a wrong password': { responseCode: 535, code: 'EAUTH' },
})) {
  test(`${name} is not tried again`, async (t) => {
    let tries = 0;
    const { queue } = start({
      async send() {
        tries += 1;
        throw failWith(fault);
      },
    });
    await t.throwsAsync(queue.add(mailTo('ada@example.org'), asked), { name: 'MailNotSent' });
    t.is(tries, 1);
  });
}

test('a mail that expires is not tried again', async (t) => {
  const { queue } = start({
    async send() {
      throw failWith({ responseCode: 450 });
    },
  });
  await t.throwsAsync(queue.add(mailTo('ada@example.org'), { ...asked, lifetimeMs: 20 }), {
    name: 'MailNotSent',
    message: 'The mail expired.',
  });
});

test('closing gives up on what waits', async (t) => {
  const { queue } = start();
  void queue.add(mailTo('in-flight@example.org'), asked);
  const waiting = queue.add(mailTo('waits@example.org'), asked);
  queue.close();
  await t.throwsAsync(waiting, { name: 'MailNotSent' });
  t.is(queue.waiting, 0);
});

test('a full queue says so before a mail that it would drop', async (t) => {
  const { queue, finishAll } = start({ waitingMax: 3 });
  const hasRoom = (network: string, isPreferred = false) => queue.hasRoom({ network, isPreferred });
  const add = (network: string) => queue.add(mailTo(network), { ...asked, network });
  const all = ['sending', 'a', 'b', 'c'].map(add);
  t.deepEqual([hasRoom('d'), hasRoom('a'), hasRoom('d', true)], [false, false, true]);
  await finishAll();
  await Promise.all(all);
  t.true(hasRoom('d'));
  const more = ['sending', 'a', 'a', 'a'].map(add);
  t.deepEqual([hasRoom('d'), hasRoom('a')], [true, false]);
  await finishAll();
  await Promise.all(more);
});
