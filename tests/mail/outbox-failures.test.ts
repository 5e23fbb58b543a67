import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import { classifyFailure } from '../../services/raffle/mail/mailer.ts';
import { outboxLimits } from '../../services/raffle/mail/outbox.ts';
import {
  busy,
  refused,
  unreachable,
  failWith,
  startOutbox,
  until,
  pass,
  statusOf,
  expectStatus,
} from '../support/test-outbox.ts';

test.serial(
  'a mail that is refused for good is given up at once, and the next one is sent',
  async (t) => {
    const { store, attempts, failures, queue } = await startOutbox(t, { faults: { a: [refused] } });
    await queue('a', 'b');
    await expectStatus(t, store, { queued: 1, sent: 0, failed: 1 });
    await pass(1);
    await expectStatus(t, store, { queued: 0, sent: 1, failed: 1 });
    t.deepEqual(attempts, ['a', 'b']);
    t.is(failures.length, 1);
    t.false(JSON.stringify(failures).includes('example.org'));
  },
);

test.serial(
  'a mail that is refused for now is retried with growing delays, while others are sent',
  async (t) => {
    const { store, attempts, queue } = await startOutbox(t, { faults: { a: [busy, busy, busy] } });
    await queue('a', 'b');
    await pass(1);
    await expectStatus(t, store, { queued: 1, sent: 1, failed: 0 });
    t.deepEqual(attempts, ['a', 'b']);
    for (const [count, delayMs] of [60_000, 120_000, 240_000].entries()) {
      await pass(delayMs / 2 - 2);
      t.is(attempts.length, 2 + count, 'too early');
      await pass(delayMs / 2 + 2);
      t.is(attempts.length, 3 + count);
      await new Promise(setImmediate);
    }
    await expectStatus(t, store, { queued: 0, sent: 2, failed: 0 });
  },
);

test.serial('a mail that is refused for now for three days is given up', async (t) => {
  const faults = { a: Array.from({ length: 200 }, () => busy) };
  const { store, attempts, failures, queue } = await startOutbox(t, { faults });
  await queue('a');
  for (let hours = 0; hours < 71; hours += 1) await pass(3_600_000);
  t.is(statusOf(store).queued, 1);
  for (let hours = 0; hours < 3; hours += 1) await pass(3_600_000);
  // Decided after the settling of the mail, if there is one.
  await store.settle('no such mail', 'sent');
  t.deepEqual(statusOf(store), { queued: 0, sent: 0, failed: 1 });
  t.true(attempts.length > 70);
  t.is(failures.length, 1);
});

test.serial(
  'while the mail server cannot be reached, one attempt is made at growing intervals and nothing is lost',
  async (t) => {
    const faults = { a: Array.from({ length: 4 }, () => unreachable) };
    const { store, attempts, failures, queue } = await startOutbox(t, { faults, concurrency: 3 });
    await queue('a', 'b', 'c');
    for (const [count, delayMs] of [5_000, 10_000, 20_000, 40_000].entries()) {
      await pass(delayMs - 1);
      t.is(attempts.length, 1 + count, 'too early');
      await pass(1);
    }
    await until(() => statusOf(store).sent === 1);
    await pass(1);
    await pass(1);
    await expectStatus(t, store, { queued: 0, sent: 3, failed: 0 });
    t.is(failures.length, 1, 'one line for the whole outage');
  },
);

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
/** Mails that are refused for now at every attempt. */
const alwaysBusy = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, Array.from({ length: 200 }, () => busy)]));

type Started = Awaited<ReturnType<typeof startOutbox>>;

/** Moves the clock on in steps. After each one the attempts in progress are over. */
async function passSteps({ store }: Started, count: number, stepMs: number): Promise<void> {
  for (let steps = 0; steps < count; steps += 1) {
    await pass(stepMs);
    // Decided after the settling of the mail, if there is one.
    await store.settle('no such mail', 'sent');
    await new Promise(setImmediate);
  }
}

test.serial(
  'many temporary refusals in a row slow all mails down, until one is accepted',
  async (t) => {
    const { failuresInRowMax, slowMs } = outboxLimits;
    const ids = idsOf(failuresInRowMax + 2);
    const started = await startOutbox(t, { faults: alwaysBusy(ids) });
    const { attempts, queue } = started;
    await queue(...ids, 'a', 'b', 'c');
    await passSteps(started, 10, 1);
    t.is(attempts.length, failuresInRowMax + 1);
    await passSteps(started, 1, slowMs - 11);
    t.is(attempts.length, failuresInRowMax + 1);
    await passSteps(started, 3, slowMs);
    t.is(attempts.at(-1), 'b');
    await passSteps(started, 1, 1);
    t.is(attempts.at(-1), 'c');
  },
);

test.serial('a thousand mails that are refused for now do not hold up later ones', async (t) => {
  const ids = idsOf(1_000);
  const started = await startOutbox(t, { faults: alwaysBusy(ids) });
  const { store, attempts, queue } = started;
  await queue(...ids, 'behind them');
  for (let seconds = 0; seconds < 2_400; seconds += 1) await pass(1_000);
  await expectStatus(t, store, { queued: 1_000, sent: 1, failed: 0 });
  mock.timers.tick(3 * 3_600_000);
  await new Promise(setImmediate);
  attempts.length = 0;
  await queue('late');
  await passSteps(started, 100, 1);
  t.true(attempts.slice(0, 3).includes('late'), 'retries and first attempts take turns');
  t.true(attempts.length >= 100, 'failed retries do not slow down the others');
  t.deepEqual(statusOf(store), { queued: 1_000, sent: 2, failed: 0 });
});

/** A full outbox whose mails were queued three hours ago, and are refused for now. */
async function startFull(t: ExecutionContext, further: readonly string[] = []) {
  const ids = idsOf(outboxLimits.retriedMax + further.length);
  const first = await startOutbox(t);
  await first.outbox.stop(0);
  await first.queue(...ids);
  await first.close();
  mock.timers.reset();
  return startOutbox(t, {
    path: first.path,
    faults: alwaysBusy([...ids, ...further]),
    now: outboxLimits.fullLifetimeMs + 1,
  });
}

test.serial(
  'a full outbox gives mails up after some hours, so that later ones are tried',
  async (t) => {
    const full = await startFull(t);
    t.is(full.outbox.room, 0);
    await until(() => statusOf(full.store).failed === 1);
    t.is(full.outbox.room, outboxLimits.readyMax);
    await passSteps(full, 20, 1);
    t.is(full.attempts.length, 21);
    t.is(statusOf(full.store).failed, 1, 'the others are kept');
  },
);

test.serial('a full outbox keeps all mails while the mail server refuses every one', async (t) => {
  const further = idsOf(outboxLimits.failuresInRowMax).map((id) => `further ${id}`);
  const full = await startFull(t, further);
  await full.queue(...further);
  await passSteps(full, 10, 1);
  const { failed } = statusOf(full.store);
  const before = full.attempts.length;
  await passSteps(full, 20, outboxLimits.slowMs);
  t.is(full.outbox.room, 0);
  t.is(statusOf(full.store).failed, failed);
  t.is(full.attempts.length, before + 20);
});

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
