import { mock } from 'node:test';
import type { ExecutionContext } from 'ava';
import { Outbox } from '../../services/raffle/mail/outbox.ts';
import { MailNotSent, type Message } from '../../services/raffle/mail/mailer.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { logStart, type QueuedMail } from '../../services/raffle/stores/outbox-store.ts';
import { openFolder } from './lowdb.ts';
import { temporaryFolder } from './service.ts';
import { waitFor } from './wait-limit.ts';

export const refused = { command: 'RCPT TO', responseCode: 550, code: 'EENVELOPE' };
export const busy = { command: 'RCPT TO', responseCode: 451, code: 'EENVELOPE' };
export const unreachable = { command: 'CONN', code: 'ECONNECTION' };

/** Failure of one attempt, as the mailer reports it. */
export const failWith = (fault: object) =>
  new MailNotSent('The mail was refused.', { cause: Object.assign(new Error('no'), fault) });

export const toMessage = (mail: QueuedMail<string>): Message => ({
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
  /** Until it resolves, no attempt ends. */
  readonly accepted?: Promise<void>;
  readonly compose?: (mail: QueuedMail<string>) => Promise<Message | undefined>;
  readonly perSecondMax?: number;
  readonly concurrency?: number;
  readonly loopUse?: () => number;
  /** What the clock begins with, in milliseconds. Default: 0. */
  readonly now?: number;
}

/** An outbox on a real journal, with a clock that the test moves. */
export async function startOutbox(t: ExecutionContext, options: StartOptions = {}) {
  const { path = temporaryFolder(t), faults = {}, perSecondMax = 1_000, concurrency = 1 } = options;
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: options.now ?? 0 });
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
      await options.accepted;
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
    outbox.add(mails);
    await new Promise(setImmediate);
  };
  return { path, store, outbox, attempts, failures, queue, close };
}

/** Waits for a condition. The clock of the timers stands still, so nothing else happens meanwhile. */
export async function until(condition: () => boolean): Promise<void> {
  await waitFor('the outbox', condition);
}

/** Moves the clock, and lets every attempt begin that is due. */
export async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await new Promise(setImmediate);
}

export const statusOf = ({ state }: LowdbOutboxStore<string>) => {
  const { sent = 0, failed = 0 } = state.raffles.get('spring') ?? {};
  return { queued: state.waiting.size, sent, failed };
};

/** Waits until as many mails are settled, and compares the numbers. */
export async function expectStatus(
  t: ExecutionContext,
  store: LowdbOutboxStore<string>,
  expected: ReturnType<typeof statusOf>,
): Promise<void> {
  const settled = () => statusOf(store).sent + statusOf(store).failed;
  await until(() => settled() >= expected.sent + expected.failed);
  t.deepEqual(statusOf(store), expected);
}
