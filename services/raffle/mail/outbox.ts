import type { OutboxStore, QueuedMail } from '../stores/outbox-store.ts';
import { classifyFailure, describeMailFailure, type Message } from './mailer.ts';

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

interface Attempt<Content> {
  readonly mail: QueuedMail<Content>;
  /** Number of attempts of this process that failed. */
  readonly failedBefore: number;
}

/** Limits of the outbox. */
export const outboxLimits = {
  /** Mails that wait for their first attempt. Further ones stay in the logs of their raffles. */
  readyMax: 100,
  /** Mails that wait for another attempt. With more, no further ones are taken from the logs. */
  retriedMax: 5_000,
  /** While more of the event loop's time is in use, so many mails are sent in a second at most. */
  idleLoopUseMax: 0.3,
  busyPerSecondMax: 10,
  /** Delay before the second attempt of a mail; it doubles up to `retryMsMax`. */
  retryMs: 60_000,
  retryMsMax: 3_600_000,
  /** Pause of all mails while the mail server fails; it doubles up to `pauseMsMax`. */
  pauseMs: 5_000,
  pauseMsMax: 300_000,
  /** After so many failed first attempts in a row, one mail is sent in `slowMs`. */
  failuresInRowMax: 5,
  slowMs: 1_000,
  /** A mail that fails so long after it was queued is given up. */
  lifetimeMs: 3 * 86_400_000,
  /** The same, while `retriedMax` mails hold up further ones that the mail server would accept. */
  fullLifetimeMs: 3 * 3_600_000,
} as const;

/**
 * Sends the mails of the outbox one by one, at a bounded rate, and removes each when the mail server
 * has accepted it. If the process ends between the two, the mail is sent again with the same
 * Message-ID, by which mail programs recognise it. Mails are composed and sent in the idle time of the
 * event loop: while it is busy there are few, so that many mails do not slow down purchases.
 *
 * A mail that is refused for good is given up; one that is refused for now is retried, and takes turns
 * with first attempts, so that many such mails do not hold up later ones. While the mail server itself
 * fails, everything waits.
 */
export class Outbox<Content> {
  readonly #options: OutboxOptions<Content>;
  readonly #active = new Set<Promise<void>>();
  /** Mails that wait for their first attempt. */
  readonly #fresh: Attempt<Content>[] = [];
  /** Mails whose next attempt is due. */
  readonly #due: Attempt<Content>[];
  readonly #delays = new Set<NodeJS.Timeout>();
  #isRetryNext = false;
  /** Runs until the next attempt may begin. */
  #gap: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  #failuresInRow = 0;
  #pauses = 0;
  #isStopped = false;

  /** Begins with the mails that an earlier process left, as with retries. */
  constructor(options: OutboxOptions<Content>) {
    this.#options = options;
    const { waiting } = options.store.state;
    this.#due = [...waiting.values()].map((mail) => ({ mail, failedBefore: 1 }));
    this.#work();
  }

  /** How many mails may be added now. */
  get room(): number {
    if (this.#isStopped || this.#isFull) return 0;
    return Math.max(0, outboxLimits.readyMax - this.#fresh.length);
  }

  /** Takes mails that were queued in the store. */
  add(mails: readonly QueuedMail<Content>[]): void {
    for (const mail of mails) this.#fresh.push({ mail, failedBefore: 0 });
    this.#work();
  }

  get #isFull(): boolean {
    const retried = this.#options.store.state.waiting.size - this.#fresh.length;
    return retried >= outboxLimits.retriedMax;
  }

  /** Begins attempts as far as the limits permit. */
  #work(): void {
    const concurrency = this.#failuresInRow === 0 ? this.#options.concurrency : 1;
    while (!this.#isStopped && this.#gap === undefined && this.#pause === undefined) {
      if (this.#active.size >= concurrency) return;
      const next = this.#next();
      if (next === undefined) return;
      this.#gap = setTimeout(() => {
        this.#gap = undefined;
        this.#work();
      }, this.#gapMs());
      const attempt = this.#try(next)
        // The store has failed and reported it; the process ends.
        .catch(() => {
          this.#isStopped = true;
        })
        .finally(() => {
          this.#active.delete(attempt);
          this.#work();
          this.#options.onSettled?.();
        });
      this.#active.add(attempt);
    }
  }

  /** Begins no more attempts, and waits for those in progress, at most `waitMsMax` milliseconds. */
  async stop(waitMsMax: number): Promise<void> {
    this.#isStopped = true;
    for (const timer of [this.#gap, this.#pause, ...this.#delays]) clearTimeout(timer);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMsMax);
    });
    await Promise.race([Promise.allSettled(this.#active), patience]);
    clearTimeout(timer);
  }

  /** The time from one attempt to the next. */
  #gapMs(): number {
    const { perSecondMax, loopUse } = this.#options;
    const { idleLoopUseMax, busyPerSecondMax, slowMs } = outboxLimits;
    const isBusy = loopUse() > idleLoopUseMax;
    const gapMs = 1_000 / (isBusy ? Math.min(busyPerSecondMax, perSecondMax) : perSecondMax);
    return this.#isRefusing ? Math.max(gapMs, slowMs) : gapMs;
  }

  /** Whether the mail server seems to refuse every mail for now. */
  get #isRefusing(): boolean {
    return this.#failuresInRow >= outboxLimits.failuresInRowMax;
  }

  /** First attempts and retries take turns. */
  #next(): Attempt<Content> | undefined {
    const isRetry = this.#fresh.length === 0 || (this.#isRetryNext && this.#due.length > 0);
    this.#isRetryNext = !isRetry;
    return (isRetry ? this.#due : this.#fresh).shift();
  }

  async #try(attempt: Attempt<Content>): Promise<void> {
    const { store, compose, send } = this.#options;
    const { mail } = attempt;
    let message: Message | undefined;
    try {
      message = await compose(mail);
    } catch (error) {
      return this.#tryLater(attempt, describeMailFailure(error));
    }
    if (message === undefined) return this.#giveUp(mail, { code: 'no-address' });
    if (this.#isStopped || !(await store.take(mail.id))) return;
    try {
      await send(message);
    } catch (error) {
      if (!this.#isStopped) await this.#handleFailure(attempt, error);
      return;
    }
    this.#failuresInRow = 0;
    this.#pauses = 0;
    await store.settle(mail.id, 'sent');
  }

  async #handleFailure(attempt: Attempt<Content>, error: unknown): Promise<void> {
    const kind = classifyFailure(error);
    const failure = describeMailFailure(error);
    if (kind === 'refused') return this.#giveUp(attempt.mail, failure);
    const isFirst = attempt.failedBefore === 0;
    // A mail that failed before tells nothing new about the mail server.
    if (kind === 'server' || isFirst) this.#failuresInRow += 1;
    if (kind === 'later') return this.#tryLater(attempt, failure);
    (isFirst ? this.#fresh : this.#due).unshift(attempt);
    this.#pauseAll(failure);
  }

  async #tryLater(attempt: Attempt<Content>, failure: object): Promise<void> {
    const { lifetimeMs, fullLifetimeMs } = outboxLimits;
    const isHoldingUp = this.#isFull && !this.#isRefusing;
    const ageMs = Date.now() - Date.parse(attempt.mail.queuedAt);
    if (ageMs > (isHoldingUp ? fullLifetimeMs : lifetimeMs)) {
      await this.#giveUp(attempt.mail, failure);
    } else this.#delay(attempt);
  }

  async #giveUp(mail: QueuedMail<Content>, failure: object): Promise<void> {
    this.#options.onFailure?.({ raffle: mail.raffle, ...failure }, givenUp);
    await this.#options.store.settle(mail.id, 'failed');
  }

  #delay({ mail, failedBefore }: Attempt<Content>): void {
    const { retryMs, retryMsMax } = outboxLimits;
    const delayMs = backOff(retryMs, retryMsMax, failedBefore) * (0.5 + Math.random() / 2);
    const delay = setTimeout(() => {
      this.#delays.delete(delay);
      this.#due.push({ mail, failedBefore: failedBefore + 1 });
      this.#work();
    }, delayMs);
    this.#delays.add(delay);
  }

  #pauseAll(failure: object): void {
    if (this.#pause !== undefined) return;
    if (this.#pauses === 0) this.#options.onFailure?.(failure, paused);
    const resume = () => {
      this.#pause = undefined;
      this.#work();
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
