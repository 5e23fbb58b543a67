import { MailNotSent, readFailureCodes, type Delivery, type Message } from './mailer.ts';

export interface MailQueueOptions {
  /** Sends one mail. Aborted when the mail expires. */
  readonly send: (message: Message, signal: AbortSignal) => Promise<void>;
  /** Number of concurrent sends. */
  readonly concurrency: number;
  /** Maximum number of waiting mails, retries included. */
  readonly waitingMax: number;
  /** Delay before the first retry; it doubles up to `retryMsMax`. */
  readonly retryMs: number;
  readonly retryMsMax: number;
}

interface Job {
  readonly message: Message;
  readonly network: string;
  readonly isPreferred: boolean;
  readonly isInBackground: boolean;
  readonly signal: AbortSignal;
  readonly settle: (failure?: MailNotSent) => void;
  lastFailure: unknown;
  tries: number;
}

/** After this number of other mails, one in the background is sent although others wait. */
const othersPerBackground = 9;

/**
 * A bounded queue of mails. Known browsers come first; then one mail of each network in turn, so
 * that a network with many requests delays only itself. When the queue is full, the network with
 * the most waiting mails loses its newest one; of several such networks, the one served last.
 * Temporary failures are retried until the mail expires. Mails in the background are tried once, and
 * get the turns that the others leave, at least one in ten.
 */
export class MailQueue {
  readonly #options: MailQueueOptions;
  readonly #preferred: Job[] = [];
  readonly #background: Job[] = [];
  #sinceBackground = 0;
  /** By network, in the order of service. */
  readonly #lines = new Map<string, Job[]>();
  readonly #delayed = new Map<Job, NodeJS.Timeout>();
  #queued = 0;
  #active = 0;
  #isClosed = false;
  #retried = 0;

  constructor(options: MailQueueOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#queued + this.#delayed.size;
  }

  get retried(): number {
    return this.#retried;
  }

  /** Whether a mail added now would stay: false if the queue is full and no network has more mails. */
  hasRoom({ network, isPreferred }: Pick<Delivery, 'network' | 'isPreferred'>): boolean {
    if (this.waiting < this.#options.waitingMax || isPreferred) return true;
    const own = (this.#lines.get(network)?.length ?? 0) + 1;
    return [...this.#lines.values()].some((line) => line.length > own);
  }

  /** @throws {MailNotSent} */
  add(message: Message, delivery: Delivery): Promise<void> {
    return this.#add(message, { ...delivery, isInBackground: false });
  }

  /**
   * Tries to send a mail once, in the background. The caller bounds the number of these mails.
   *
   * @throws {MailNotSent} Its cause is the failure.
   */
  addInBackground(message: Message, lifetimeMs: number): Promise<void> {
    return this.#add(message, {
      network: '',
      isPreferred: false,
      isInBackground: true,
      lifetimeMs,
    });
  }

  #add(
    message: Message,
    { lifetimeMs, ...delivery }: Delivery & Pick<Job, 'isInBackground'>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const expiry = new AbortController();
      const { signal } = expiry;
      const timer = setTimeout(() => expiry.abort(), lifetimeMs).unref();
      const settle = (failure?: MailNotSent) => {
        clearTimeout(timer);
        if (failure === undefined) resolve();
        else reject(failure);
      };
      this.#enqueue({ message, ...delivery, signal, settle, lastFailure: undefined, tries: 0 });
      if (this.waiting > this.#options.waitingMax) this.#dropOne();
      this.#work();
    });
  }

  /** Rejects all waiting mails. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#delayed.values()) clearTimeout(timer);
    const lines = [...this.#lines.values()].flat();
    const jobs = [...this.#delayed.keys(), ...this.#preferred, ...lines, ...this.#background];
    this.#delayed.clear();
    this.#background.length = 0;
    this.#preferred.length = 0;
    this.#lines.clear();
    this.#queued = 0;
    for (const job of jobs) job.settle(new MailNotSent('The service is stopping.'));
  }

  #enqueue(job: Job): void {
    if (job.isInBackground) {
      this.#background.push(job);
      return;
    }
    this.#queued += 1;
    if (job.isPreferred) {
      this.#preferred.push(job);
      return;
    }
    const line = this.#lines.get(job.network);
    if (line === undefined) this.#lines.set(job.network, [job]);
    else line.push(job);
  }

  #next(): Job | undefined {
    const isDue = this.#queued === 0 || this.#sinceBackground >= othersPerBackground;
    if (isDue && this.#background.length > 0) {
      this.#sinceBackground = 0;
      return this.#background.shift();
    }
    const job = this.#preferred.shift() ?? this.#nextOfNetworks();
    if (job === undefined) return undefined;
    this.#queued -= 1;
    this.#sinceBackground += 1;
    return job;
  }

  #nextOfNetworks(): Job | undefined {
    const [first] = this.#lines;
    if (first === undefined) return undefined;
    const [network, line] = first;
    const job = line.shift();
    this.#lines.delete(network);
    if (line.length > 0) this.#lines.set(network, line);
    return job;
  }

  #dropOne(): void {
    let longest: Job[] = this.#preferred;
    for (const line of this.#lines.values()) {
      if (longest === this.#preferred || line.length >= longest.length) longest = line;
    }
    const job = longest.pop();
    if (job === undefined) return;
    if (longest.length === 0) this.#lines.delete(job.network);
    this.#queued -= 1;
    job.settle(new MailNotSent('Too many mails are waiting.', { cause: job.lastFailure }));
  }

  #work(): void {
    while (this.#active < this.#options.concurrency) {
      const job = this.#next();
      if (job === undefined) return;
      this.#active += 1;
      void this.#try(job).finally(() => {
        this.#active -= 1;
        this.#work();
      });
    }
  }

  async #try(job: Job): Promise<void> {
    try {
      job.signal.throwIfAborted();
      await this.#options.send(job.message, job.signal);
      job.settle();
    } catch (cause) {
      if (!job.signal.aborted) job.lastFailure = cause;
      const isLast = job.isInBackground || job.signal.aborted || this.#isClosed;
      if (isLast || !isTemporary(cause)) {
        const text = job.signal.aborted ? 'The mail expired.' : 'The mail was refused.';
        job.settle(new MailNotSent(text, { cause: job.lastFailure ?? cause }));
      } else this.#retryLater(job);
    }
  }

  #retryLater(job: Job): void {
    const { retryMs, retryMsMax } = this.#options;
    const delayMs = Math.min(retryMs * 2 ** job.tries, retryMsMax) * (0.5 + Math.random() / 2);
    job.tries += 1;
    this.#retried += 1;
    const again = () => {
      this.#delayed.delete(job);
      this.#enqueue(job);
      this.#work();
    };
    this.#delayed.set(job, setTimeout(again, delayMs));
  }
}

/**
 * Whether a retry may succeed: the server replied 4xx, or not at all.
 *
 * @see RFC 5321 section 4.2.1.
 */
export function isTemporary(error: unknown): boolean {
  const { code, responseCode } = readFailureCodes(error);
  if (responseCode !== undefined) return responseCode >= 400 && responseCode < 500;
  return !permanentCodes.has(code ?? '');
}

const permanentCodes = new Set(['EAUTH', 'ENOAUTH', 'EENVELOPE', 'EMESSAGE', 'ETLS', 'ECONFIG']);
