import { mock } from 'node:test';
import test from 'ava';
import { outboxLimits } from '../../services/raffle/mail/outbox.ts';
import {
  busy,
  unreachable,
  toMessage,
  startOutbox,
  until,
  pass,
  statusOf,
  expectStatus,
} from '../support/test-outbox.ts';

test.serial('mails are sent in the order of queueing, and removed', async (t) => {
  const { store, attempts, queue } = await startOutbox(t);
  await queue('a', 'b', 'c');
  for (let count = 1; count <= 3; count += 1) {
    await until(() => attempts.length === count);
    // Decided after the settling of the mail, if there is one.
    await store.settle('no such mail', 'sent');
    await pass(1);
  }
  t.deepEqual(attempts, ['a', 'b', 'c']);
  await expectStatus(t, store, { queued: 0, sent: 3, failed: 0 });
});

test.serial('no more mails are sent in a second than allowed', async (t) => {
  const { store, attempts, queue } = await startOutbox(t, { perSecondMax: 4, concurrency: 3 });
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
  const { store, attempts, queue } = await startOutbox(t, {
    perSecondMax: 1_000,
    loopUse: () => use,
  });
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
  const { store, attempts, queue } = await startOutbox(t, { perSecondMax: 1, loopUse: () => 1 });
  await queue('a', 'b');
  await until(() => statusOf(store).sent === 1);
  await pass(999);
  t.deepEqual(attempts, ['a']);
  await pass(1);
  t.deepEqual(attempts, ['a', 'b']);
});

test.serial(
  'after a restart the mails that wait are sent, and those that were sent are not',
  async (t) => {
    const faults = { b: [unreachable] };
    const first = await startOutbox(t, { faults });
    await first.queue('a', 'b', 'c');
    await expectStatus(t, first.store, { queued: 2, sent: 1, failed: 0 });
    await pass(1);
    await first.outbox.stop(0);
    await first.close();
    mock.timers.reset();
    const second = await startOutbox(t, { path: first.path });
    await until(() => statusOf(second.store).sent === 2);
    await pass(1);
    await expectStatus(t, second.store, { queued: 0, sent: 3, failed: 0 });
    t.deepEqual(second.attempts, ['b', 'c']);
  },
);

test.serial(
  'a mail without an address, or that cannot be composed, does not stop the others',
  async (t) => {
    const { store, attempts, queue } = await startOutbox(t, {
      async compose(mail) {
        if (mail.id === 'broken') throw new TypeError('no such entry');
        return mail.id === 'nowhere' ? undefined : toMessage(mail);
      },
    });
    await queue('nowhere', 'broken', 'c');
    await expectStatus(t, store, { queued: 2, sent: 0, failed: 1 });
    await pass(1);
    await pass(1);
    await expectStatus(t, store, { queued: 1, sent: 1, failed: 1 });
    t.deepEqual(attempts, ['c']);
  },
);

test.serial('a stopped outbox begins nothing and waits for the attempt in progress', async (t) => {
  let finish = () => {};
  const isFinished = new Promise<void>((resolve) => (finish = resolve));
  const { store, outbox, attempts, queue } = await startOutbox(t, { accepted: isFinished });
  await queue('a', 'b');
  await until(() => attempts.length > 0);
  let isStopped = false;
  const stopping = outbox.stop(10_000).then(() => (isStopped = true));
  await new Promise(setImmediate);
  t.false(isStopped);
  finish();
  await stopping;
  t.deepEqual(statusOf(store), { queued: 1, sent: 1, failed: 0 });
  await pass(60_000);
  outbox.add([]);
  t.deepEqual(attempts, ['a']);
});

test.serial(
  'there is room for a limited number of mails, of which retried ones take none',
  async (t) => {
    const ids = Array.from({ length: outboxLimits.readyMax }, (_, index) => `m${index}`);
    const { store, outbox, queue } = await startOutbox(t, { faults: { m0: [busy] } });
    t.is(outbox.room, outboxLimits.readyMax);
    await queue(...ids);
    await new Promise(setImmediate);
    t.is(outbox.room, 1);
    t.is(statusOf(store).queued, outboxLimits.readyMax);
  },
);
