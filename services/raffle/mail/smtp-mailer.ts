import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { isTemporary, MailQueue } from './mail-queue.ts';
import {
  MailServerUnreachable,
  readFailureCodes,
  type Delivery,
  type Mailer,
  type MailStatus,
  type Message,
} from './mailer.ts';

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, including the credentials. */
  readonly url: string;
  readonly from: string;
  /** Number of connections to the mail server. */
  readonly connections: number;
  /** Mails per second over all connections. */
  readonly perSecondMax: number;
}

export interface SmtpMailerOptions extends SmtpSettings {
  /** Host name for the EHLO greeting. */
  readonly hostName: string;
  /** Called when the mail server becomes reachable or unreachable. */
  readonly onReachable: (isReachable: boolean, cause?: unknown) => void;
}

const waitingMax = 2_000;
/** Timeout of one attempt in the background. */
const attemptMsMax = 60_000;
const retryMs = 500;
const retryMsMax = 30_000;
/** After a successful attempt the mail server is not checked again for this time. */
const freshMs = 15_000;
/** After a failed attempt it is not checked again for this time. */
const unreachableForMs = 3_000;
/** Timeout of a check; a check without a result counts as reachable. */
const checkMsMax = 4_000;

/** Sends mail over a few pooled connections, with a queue in front of them. */
export class SmtpMailer implements Mailer {
  readonly #transport: Promise<Transporter<SMTPPool.SentMessageInfo>>;
  readonly #queue: MailQueue;
  readonly #onReachable: SmtpMailerOptions['onReachable'];
  #isReachable: boolean | undefined;
  #triedAt = 0;
  #check: Promise<void> | undefined;
  #sent = 0;
  #failed = 0;

  constructor({ url, from, connections, perSecondMax, hostName, onReachable }: SmtpMailerOptions) {
    const options: SMTPPool.Options & { idleTimeout: number } = {
      url,
      pool: true,
      name: hostName,
      maxConnections: connections,
      rateDelta: 1_000,
      rateLimit: perSecondMax,
      // Servers limit connections per client, so unused ones are closed early.
      idleTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
    };
    this.#transport = openTransport(options, from);
    this.#onReachable = onReachable;
    this.#queue = new MailQueue({
      send: (message, signal) => this.#sendOnce(message, signal),
      concurrency: connections,
      waitingMax,
      retryMs,
      retryMsMax,
    });
  }

  get status(): MailStatus {
    const { waiting, retried } = this.#queue;
    const [sent, failed] = [this.#sent, this.#failed];
    return { isReachable: this.#isReachable, waiting, sent, failed, retried };
  }

  async send(message: Message, delivery: Delivery): Promise<void> {
    try {
      await this.#queue.add(message, delivery);
      this.#sent += 1;
    } catch (error) {
      this.#failed += 1;
      throw error;
    }
  }

  async sendInBackground(message: Message): Promise<void> {
    await this.#queue.addInBackground(message, attemptMsMax);
    this.#sent += 1;
  }

  async requireReachable(): Promise<void> {
    const age = performance.now() - this.#triedAt;
    if (this.#isReachable === true && age < freshMs) return;
    if (this.#isReachable !== false || age >= unreachableForMs) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, checkMsMax);
      });
      await Promise.race([this.#checkOnce(), patience]);
      clearTimeout(timer);
    }
    if (this.#isReachable === false) {
      throw new MailServerUnreachable('The mail server cannot be reached.');
    }
  }

  hasRoom(delivery: Pick<Delivery, 'network' | 'isPreferred'>): boolean {
    return this.#queue.hasRoom(delivery);
  }

  close(): void {
    this.#queue.close();
    void this.#transport.then((transport) => transport.close());
  }

  async #sendOnce(message: Message, signal: AbortSignal): Promise<void> {
    const { to, subject, text, html, messageId, replyTo, sentAt, attachments = [] } = message;
    try {
      const transport = await this.#transport;
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        date: new Date(sentAt),
        attachments: attachments.map((attachment) => ({
          ...attachment,
          contentType: 'text/plain',
        })),
        ...(html === undefined ? {} : { html }),
        ...(messageId === undefined ? {} : { messageId }),
        ...(replyTo === undefined ? {} : { replyTo }),
        signal,
      });
      this.#note(true);
    } catch (error) {
      if (!signal.aborted && isServerFault(error)) this.#note(false, error);
      throw error;
    }
  }

  /** Concurrent callers share one check. */
  #checkOnce(): Promise<void> {
    this.#check ??= this.#transport
      .then((transport) => transport.verify())
      .then(
        () => this.#note(true),
        (error: unknown) => this.#note(!isServerFault(error), error),
      )
      .finally(() => {
        this.#check = undefined;
      });
    return this.#check;
  }

  #note(isReachable: boolean, cause?: unknown): void {
    this.#triedAt = performance.now();
    if (this.#isReachable === isReachable) return;
    this.#isReachable = isReachable;
    this.#onReachable(isReachable, cause);
  }
}

/** Nodemailer is loaded beside the rest of the start, which does not wait for it. */
async function openTransport(options: SMTPPool.Options, from: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport(options, { from, headers: { 'auto-submitted': 'auto-generated' } });
}

/** Whether the server accepts no mail at all: no connection, TLS or login. 4xx means busy. */
function isServerFault(error: unknown): boolean {
  const { code, responseCode } = readFailureCodes(error);
  if (responseCode !== undefined && isTemporary(error)) return false;
  return code !== 'EENVELOPE' && code !== 'EMESSAGE';
}
