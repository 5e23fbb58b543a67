import test from 'ava';
import { classifyFailure, outboxLimits } from '../../services/raffle/mail/outbox.ts';
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
  t.is(failures.length, 1 + 1, 'the pause of the mail server, and the mail');
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

test.serial('many temporary refusals in a row pause all mails', async (t) => {
  const ids = Array.from({ length: 8 }, (_, index) => `m${index}`);
  const faults = Object.fromEntries(ids.map((id) => [id, [busy]]));
  const { attempts, queue } = await startOutbox(t, { faults });
  await queue(...ids);
  for (let ms = 0; ms < 4_000; ms += 1) await pass(1);
  t.is(attempts.length, outboxLimits.failuresInRowMax);
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
