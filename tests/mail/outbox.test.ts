import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import { classifyFailure, Outbox, outboxLimits } from '../../services/raffle/mail/outbox.ts';
import { MailNotSent, type Message } from '../../services/raffle/mail/mailer.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { logStart, type QueuedMail } from '../../services/raffle/stores/outbox-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';

const refused = { command: 'RCPT TO', responseCode: 550, code: 'EENVELOPE' };
const busy = { command: 'RCPT TO', responseCode: 451, code: 'EENVELOPE' };
const unreachable = { command: 'CONN', code: 'ECONNECTION' };

/** Failure of one attempt, as the mailer reports it. */
const failWith = (fault: object) =>
  new MailNotSent('The mail was refused.', { cause: Object.assign(new Error('no'), fault) });

const toMessage = (mail: QueuedMail<string>): Message => ({
  to: `${mail.id}@example.org`,
  subject: mail.content,
  text: mail.content,
  sentAt: mail.at,
  messageId: `<${mail.id}@raffle.example.org>`,
});

interface StartOptions {
  readonly path?: string;
  /** Outcome of the attempts for each mail, in order; afterwards it is accepted. */
  readonly faults?: Readonly<Record<string, object[]>>;
  readonly compose?: (mail: QueuedMail<string>) => Promise<Message | undefined>;
  readonly perSecondMax?: number;
  readonly concurrency?: number;
  readonly loopUse?: () => number;
}

/** An outbox on a real journal, with a clock that the test moves. */
async function start(t: ExecutionContext, options: StartOptions = {}) {
  const { path = temporaryFolder(t), faults = {}, perSecondMax = 1_000, concurrency = 1 } = options;
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  t.teardown(() => mock.timers.reset());
  const { folder, close } = await openFolder(t, path);
  const store = await LowdbOutboxStore.load<string>(folder);
  const attempts: string[] = [];
  const failures: object[] = [];
  const outbox = new Outbox<string>({
    store,
    compose: options.compose ?? (async (mail) => toMessage(mail)),
    async send({ messageId = '' }) {
      const id = messageId.slice(1).split('@')[0] ?? '';
      attempts.push(id);
      const fault = faults[id]?.shift();
      if (fault !== undefined) throw failWith(fault);
    },
    perSecondMax,
    concurrency,
    loopUse: options.loopUse ?? (() => 0),
    onFailure: (failure) => failures.push(failure),
  });
  const queue = async (...ids: string[]) => {
    const at = new Date().toISOString();
    const from = store.state.raffles.get('spring')?.next ?? logStart;
    const mails = ids.map((id) => ({
      id,
      raffle: 'spring',
      to: { account: id },
      at,
      queuedAt: at,
      content: id,
    }));
    await store.enqueue({
      raffle: 'spring',
      from,
      to: { entry: from.entry + 1, offset: 0 },
      mails,
    });
    outbox.work();
    await new Promise(setImmediate);
  };
  return { path, store, outbox, attempts, failures, queue, close };
}

/** Waits for a condition. The clock of the timers stands still, so nothing else happens meanwhile. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

/** Moves the clock, and lets every attempt begin that is due. */
async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await new Promise(setImmediate);
}

const statusOf = ({ state }: LowdbOutboxStore<string>) => {
  const { sent = 0, failed = 0 } = state.raffles.get('spring') ?? {};
  return { queued: state.waiting.size, sent, failed };
};

/** Waits until as many mails are settled, and compares the numbers. */
async function reach(
  t: ExecutionContext,
  store: LowdbOutboxStore<string>,
  expected: ReturnType<typeof statusOf>,
): Promise<void> {
  const settled = () => statusOf(store).sent + statusOf(store).failed;
  await until(() => settled() >= expected.sent + expected.failed);
  t.deepEqual(statusOf(store), expected);
}

test.serial('mails are sent in the order of queueing, and removed', async (t) => {
  const { store, attempts, queue } = await start(t);
  await queue('a', 'b', 'c');
  for (let count = 1; count <= 3; count += 1) {
    await until(() => attempts.length === count);
    // Decided after the settling of the mail, if there is one.
    await store.settle('no such mail', 'sent');
    await pass(1);
  }
  t.deepEqual(attempts, ['a', 'b', 'c']);
  await reach(t, store, { queued: 0, sent: 3, failed: 0 });
});

test.serial('no more mails are sent in a second than allowed', async (t) => {
  const { store, attempts, queue } = await start(t, { perSecondMax: 4, concurrency: 3 });
  await queue(...Array.from({ length: 20 }, (_, index) => `m${index}`));
  for (let quarter = 1; quarter <= 8; quarter += 1) {
    await until(() => statusOf(store).sent === quarter);
    t.is(attempts.length, quarter);
    await pass(249);
    t.is(attempts.length, quarter);
    await pass(1);
  }
});

test.serial('few mails are sent while the event loop is busy', async (t) => {
  let use = 1;
  const { store, attempts, queue } = await start(t, { perSecondMax: 1_000, loopUse: () => use });
  await queue('a', 'b', 'c');
  await until(() => statusOf(store).sent === 1);
  const gapMs = 1_000 / outboxLimits.busyPerSecondMax;
  await pass(gapMs - 1);
  t.deepEqual(attempts, ['a']);
  use = 0;
  await pass(1);
  await until(() => statusOf(store).sent === 2);
  await pass(1);
  await until(() => statusOf(store).sent === 3);
  t.deepEqual(attempts, ['a', 'b', 'c']);
});

test.serial('a busy event loop does not raise the rate of the outbox', async (t) => {
  const { store, attempts, queue } = await start(t, { perSecondMax: 1, loopUse: () => 1 });
  await queue('a', 'b');
  await until(() => statusOf(store).sent === 1);
  await pass(999);
  t.deepEqual(attempts, ['a']);
  await pass(1);
  t.deepEqual(attempts, ['a', 'b']);
});

test.serial(
  'a mail that is refused for good is given up at once, and the next one is sent',
  async (t) => {
    const { store, attempts, failures, queue } = await start(t, { faults: { a: [refused] } });
    await queue('a', 'b');
    await reach(t, store, { queued: 1, sent: 0, failed: 1 });
    await pass(1);
    await reach(t, store, { queued: 0, sent: 1, failed: 1 });
    t.deepEqual(attempts, ['a', 'b']);
    t.is(failures.length, 1);
    t.false(JSON.stringify(failures).includes('example.org'));
  },
);

test.serial(
  'a mail that is refused for now is retried with growing delays, while others are sent',
  async (t) => {
    const { store, attempts, queue } = await start(t, { faults: { a: [busy, busy, busy] } });
    await queue('a', 'b');
    await pass(1);
    await reach(t, store, { queued: 1, sent: 1, failed: 0 });
    t.deepEqual(attempts, ['a', 'b']);
    for (const [count, delayMs] of [60_000, 120_000, 240_000].entries()) {
      await pass(delayMs / 2 - 2);
      t.is(attempts.length, 2 + count, 'too early');
      await pass(delayMs / 2 + 2);
      t.is(attempts.length, 3 + count);
      await new Promise(setImmediate);
    }
    await reach(t, store, { queued: 0, sent: 2, failed: 0 });
  },
);

test.serial('a mail that is refused for now for three days is given up', async (t) => {
  const faults = { a: Array.from({ length: 200 }, () => busy) };
  const { store, attempts, failures, queue } = await start(t, { faults });
  await queue('a');
  for (let hours = 0; hours < 71; hours += 1) await pass(3_600_000);
  t.is(statusOf(store).queued, 1);
  for (let hours = 0; hours < 3; hours += 1) await pass(3_600_000);
  // Decided after the settling of the mail, if there is one.
  await store.settle('no such mail', 'sent');
  t.deepEqual(statusOf(store), { queued: 0, sent: 0, failed: 1 });
  t.true(attempts.length > 70);
  t.is(failures.length, 1 + 1, 'the pause of the mail server, and the mail');
});

test.serial(
  'while the mail server cannot be reached, one attempt is made at growing intervals and nothing is lost',
  async (t) => {
    const faults = { a: Array.from({ length: 4 }, () => unreachable) };
    const { store, attempts, failures, queue } = await start(t, { faults, concurrency: 3 });
    await queue('a', 'b', 'c');
    for (const [count, delayMs] of [5_000, 10_000, 20_000, 40_000].entries()) {
      await pass(delayMs - 1);
      t.is(attempts.length, 1 + count, 'too early');
      await pass(1);
    }
    await until(() => statusOf(store).sent === 1);
    await pass(1);
    await pass(1);
    await reach(t, store, { queued: 0, sent: 3, failed: 0 });
    t.is(failures.length, 1, 'one line for the whole outage');
  },
);

test.serial('many temporary refusals in a row pause all mails', async (t) => {
  const ids = Array.from({ length: 8 }, (_, index) => `m${index}`);
  const faults = Object.fromEntries(ids.map((id) => [id, [busy]]));
  const { attempts, queue } = await start(t, { faults });
  await queue(...ids);
  for (let ms = 0; ms < 4_000; ms += 1) await pass(1);
  t.is(attempts.length, outboxLimits.failuresInRowMax);
});

test.serial(
  'after a restart the mails that wait are sent, and those that were sent are not',
  async (t) => {
    const faults = { b: [unreachable] };
    const first = await start(t, { faults });
    await first.queue('a', 'b', 'c');
    await reach(t, first.store, { queued: 2, sent: 1, failed: 0 });
    await pass(1);
    await first.outbox.stop(0);
    await first.close();
    mock.timers.reset();
    const second = await start(t, { path: first.path });
    second.outbox.work();
    await until(() => statusOf(second.store).sent === 2);
    await pass(1);
    await reach(t, second.store, { queued: 0, sent: 3, failed: 0 });
    t.deepEqual(second.attempts, ['b', 'c']);
  },
);

test.serial(
  'a mail without an address, or that cannot be composed, does not stop the others',
  async (t) => {
    const { store, attempts, queue } = await start(t, {
      async compose(mail) {
        if (mail.id === 'broken') throw new TypeError('no such entry');
        return mail.id === 'nowhere' ? undefined : toMessage(mail);
      },
    });
    await queue('nowhere', 'broken', 'c');
    await reach(t, store, { queued: 2, sent: 0, failed: 1 });
    await pass(1);
    await pass(1);
    await reach(t, store, { queued: 1, sent: 1, failed: 1 });
    t.deepEqual(attempts, ['c']);
  },
);

test.serial('a stopped outbox begins nothing and waits for the attempt in progress', async (t) => {
  const { store, outbox, attempts, queue } = await start(t);
  await queue('a', 'b');
  await new Promise(setImmediate);
  await outbox.stop(10_000);
  t.deepEqual(statusOf(store), { queued: 1, sent: 1, failed: 0 });
  await pass(60_000);
  outbox.work();
  t.deepEqual(attempts, ['a']);
});

test.serial(
  'there is room for a limited number of mails, of which retried ones take none',
  async (t) => {
    const ids = Array.from({ length: outboxLimits.readyMax }, (_, index) => `m${index}`);
    const { store, outbox, queue } = await start(t, { faults: { m0: [busy] } });
    t.is(outbox.room, outboxLimits.readyMax);
    await queue(...ids);
    await new Promise(setImmediate);
    t.is(outbox.room, 1);
    t.is(statusOf(store).queued, outboxLimits.readyMax);
  },
);

const failures: [expected: ReturnType<typeof classifyFailure>, name: string, fault: object][] = [
  ['refused', 'an unknown recipient', refused],
  ['refused', 'a refused text', { command: 'DATA', responseCode: 554, code: 'EMESSAGE' }],
  ['refused', 'an address that cannot be sent', { command: 'API', code: 'EENVELOPE' }],
  ['later', 'a full mailbox', busy],
  ['later', 'a sender that is refused for now', { command: 'MAIL FROM', responseCode: 450 }],
  ['server', 'a sender that is refused', { command: 'MAIL FROM', responseCode: 550 }],
  ['server', 'a wrong password', { command: 'AUTH PLAIN', responseCode: 535, code: 'EAUTH' }],
  ['server', 'no connection', unreachable],
  ['server', 'a greeting that says busy', { command: 'CONN', responseCode: 421 }],
];

for (const [expected, name, fault] of failures) {
  test(`classifyFailure() takes ${name} for: ${expected}`, (t) => {
    t.is(classifyFailure(failWith(fault)), expected);
  });
}
