import type { OutboxStore, QueuedMail } from '../stores/outbox-store.ts';
import { describeMailFailure, readFailureCodes, type Message } from './mailer.ts';

export interface OutboxOptions<Content> {
  readonly store: OutboxStore<Content>;
  /** Composes a mail: the same at every attempt. Undefined: its recipient has no address. */
  readonly compose: (mail: QueuedMail<Content>) => Promise<Message | undefined>;
  /** Makes one attempt to send a mail. */
  readonly send: (message: Message) => Promise<void>;
  readonly perSecondMax: number;
  /** Number of concurrent attempts. */
  readonly concurrency: number;
  /** Share of the event loop's time that was in use since the last call, `[0, 1]`. */
  readonly loopUse: () => number;
  /** Called after every mail that was sent or given up. */
  readonly onSettled?: () => void;
  /** Takes failures without personal data: mails that were given up, and the first of a series. */
  readonly onFailure?: (failure: object, message: string) => void;
}

/** Limits of the outbox. */
export const outboxLimits = {
  /** Mails that wait for their first attempt. Further ones stay in the logs of their raffles. */
  readyMax: 100,
  /** Mails that wait for another attempt. With more, no further ones are taken from the logs. */
  delayedMax: 1_000,
  /** While more of the event loop's time is in use, so many mails are sent in a second at most. */
  idleLoopUseMax: 0.3,
  busyPerSecondMax: 10,
  /** Delay before the second attempt of a mail; it doubles up to `retryMsMax`. */
  retryMs: 60_000,
  retryMsMax: 3_600_000,
  /** Pause of all mails while the mail server fails; it doubles up to `pauseMsMax`. */
  pauseMs: 5_000,
  pauseMsMax: 300_000,
  /** With so many temporary failures in a row, the mail server as a whole is taken to fail. */
  failuresInRowMax: 5,
  /** A mail that fails so long after it was queued is given up. */
  lifetimeMs: 3 * 86_400_000,
} as const;

/**
 * Sends the mails of the outbox one by one, at a bounded rate, and removes each when the mail server
 * has accepted it. If the process ends between the two, the mail is sent again with the same
 * Message-ID, by which mail programs recognise it. Mails are composed and sent in the idle time of the
 * event loop: while it is busy there are few, so that many mails do not slow down purchases.
 *
 * A mail that is refused for good is given up; one that is refused for now is retried. While the mail
 * server itself fails, everything waits.
 */
export class Outbox<Content> {
  readonly #options: OutboxOptions<Content>;
  readonly #active = new Map<string, Promise<void>>();
  /** By mail id: the number of failed attempts of this process. */
  readonly #tries = new Map<string, number>();
  readonly #delays = new Map<string, NodeJS.Timeout>();
  /** Runs until the next attempt may begin. */
  #gap: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  #failuresInRow = 0;
  #pauses = 0;
  #isStopped = false;

  constructor(options: OutboxOptions<Content>) {
    this.#options = options;
  }

  /** How many mails may be added now. */
  get room(): number {
    if (this.#isStopped || this.#delays.size >= outboxLimits.delayedMax) return 0;
    const ready = this.#options.store.state.waiting.size - this.#delays.size;
    return Math.max(0, outboxLimits.readyMax - ready);
  }

  /** Begins attempts as far as the limits permit. To be called after mails were added. */
  work(): void {
    const concurrency = this.#failuresInRow === 0 ? this.#options.concurrency : 1;
    while (!this.#isStopped && this.#gap === undefined && this.#pause === undefined) {
      if (this.#active.size >= concurrency) return;
      const mail = this.#nextMail();
      if (mail === undefined) return;
      this.#gap = setTimeout(() => {
        this.#gap = undefined;
        this.work();
      }, this.#gapMs());
      const attempt = this.#attempt(mail)
        // The store has failed and reported it; the process ends.
        .catch(() => {
          this.#isStopped = true;
        })
        .finally(() => {
          this.#active.delete(mail.id);
          this.work();
          this.#options.onSettled?.();
        });
      this.#active.set(mail.id, attempt);
    }
  }

  /** Begins no more attempts, and waits for those in progress, at most `waitMsMax` milliseconds. */
  async stop(waitMsMax: number): Promise<void> {
    this.#isStopped = true;
    for (const timer of [this.#gap, this.#pause, ...this.#delays.values()]) clearTimeout(timer);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMsMax);
    });
    await Promise.race([Promise.allSettled(this.#active.values()), patience]);
    clearTimeout(timer);
  }

  /** The time from one attempt to the next. */
  #gapMs(): number {
    const { perSecondMax, loopUse } = this.#options;
    const { idleLoopUseMax, busyPerSecondMax } = outboxLimits;
    const isBusy = loopUse() > idleLoopUseMax;
    return 1_000 / (isBusy ? Math.min(busyPerSecondMax, perSecondMax) : perSecondMax);
  }

  #nextMail(): QueuedMail<Content> | undefined {
    for (const mail of this.#options.store.state.waiting.values()) {
      if (!this.#active.has(mail.id) && !this.#delays.has(mail.id)) return mail;
    }
    return undefined;
  }

  async #attempt(mail: QueuedMail<Content>): Promise<void> {
    const { store, compose, send } = this.#options;
    let message: Message | undefined;
    try {
      message = await compose(mail);
    } catch (error) {
      return this.#tryLater(mail, describeMailFailure(error));
    }
    if (message === undefined) return this.#giveUp(mail, { code: 'no-address' });
    try {
      await send(message);
    } catch (error) {
      if (!this.#isStopped) await this.#handleFailure(mail, error);
      return;
    }
    this.#failuresInRow = 0;
    this.#pauses = 0;
    this.#tries.delete(mail.id);
    await store.settle(mail.id, 'sent');
  }

  async #handleFailure(mail: QueuedMail<Content>, error: unknown): Promise<void> {
    const kind = classifyFailure(error);
    const failure = describeMailFailure(error);
    if (kind === 'refused') return this.#giveUp(mail, failure);
    this.#failuresInRow += 1;
    if (kind === 'server' || this.#failuresInRow >= outboxLimits.failuresInRowMax) {
      this.#pauseAll(failure);
    }
    if (kind === 'later') await this.#tryLater(mail, failure);
  }

  async #tryLater(mail: QueuedMail<Content>, failure: object): Promise<void> {
    const isExpired = Date.now() - Date.parse(mail.queuedAt) > outboxLimits.lifetimeMs;
    if (isExpired) await this.#giveUp(mail, failure);
    else this.#delay(mail);
  }

  async #giveUp(mail: QueuedMail<Content>, failure: object): Promise<void> {
    this.#options.onFailure?.({ raffle: mail.raffle, ...failure }, givenUp);
    this.#tries.delete(mail.id);
    await this.#options.store.settle(mail.id, 'failed');
  }

  #delay({ id }: QueuedMail<Content>): void {
    const tries = this.#tries.get(id) ?? 0;
    this.#tries.set(id, tries + 1);
    const { retryMs, retryMsMax } = outboxLimits;
    const resume = () => {
      this.#delays.delete(id);
      this.work();
    };
    const delayMs = backOff(retryMs, retryMsMax, tries) * (0.5 + Math.random() / 2);
    this.#delays.set(id, setTimeout(resume, delayMs));
  }

  #pauseAll(failure: object): void {
    if (this.#pause !== undefined) return;
    if (this.#pauses === 0) this.#options.onFailure?.(failure, paused);
    const resume = () => {
      this.#pause = undefined;
      this.work();
    };
    const { pauseMs, pauseMsMax } = outboxLimits;
    this.#pause = setTimeout(resume, backOff(pauseMs, pauseMsMax, this.#pauses));
    this.#pauses += 1;
  }
}

const givenUp = 'A mail about a raffle could not be sent and was given up.';
const paused = 'Mails about raffles wait until the mail server accepts them again.';

/** Delay after a number of failures: it doubles up to a maximum. */
function backOff(firstMs: number, maxMs: number, failures: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures, 30), maxMs);
}

/**
 * What a failed attempt says: the mail was `refused` for good; it may be accepted `later`; or the
 * `server` fails for every mail: it cannot be reached, or refuses the login or the sender.
 *
 * @see RFC 5321 section 4.2.1.
 */
export function classifyFailure(error: unknown): 'refused' | 'later' | 'server' {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, command, responseCode } = readFailureCodes(cause);
  const isOfMail = command === 'RCPT TO' || command === 'DATA';
  if (responseCode !== undefined) {
    if (responseCode >= 500) return isOfMail ? 'refused' : 'server';
    return isOfMail || command === 'MAIL FROM' ? 'later' : 'server';
  }
  // The mail program itself refuses the address or the message.
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : 'server';
}
