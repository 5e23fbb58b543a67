import * as z from 'zod/mini';
import { catch as catchWith } from 'zod/mini';
import { CodedError } from '#errors';

/** A mail to one recipient. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same as HTML. */
  readonly html?: string;
  /** The sign-in code, in a mail with one. */
  readonly code?: string;
  /** The date of the mail, ISO 8601. */
  readonly sentAt: string;
  /** `<…@…>`, the same when the mail is sent again. */
  readonly messageId?: string;
  /** Address for answers; default: the sender. */
  readonly replyTo?: string;
  readonly attachments?: readonly Attachment[];
}

/** A text file in a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: string;
}

/** Queueing of a mail while the mail server is busy. */
export interface Delivery {
  /** Network of the client; the queue takes one mail of each network in turn. */
  readonly network: string;
  /** Whether it precedes mails for unknown browsers. */
  readonly isPreferred: boolean;
  /** Milliseconds after which it is given up. */
  readonly lifetimeMs: number;
}

/** Counts for metrics. `isReachable` is undefined before the first attempt. */
export interface MailStatus {
  readonly isReachable: boolean | undefined;
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
  readonly retried: number;
}

/** Sends mails. Its answers before `send` do not depend on the address, so clients may see them. */
export interface Mailer {
  readonly status: MailStatus;
  /**
   * Resolves when the mail server has accepted the mail.
   *
   * @throws {MailNotSent}
   */
  send(message: Message, delivery: Delivery): Promise<void>;
  /**
   * Makes one attempt to send a mail while no sign-in codes wait. Metrics count it once it is accepted.
   *
   * @throws {MailNotSent} `cause` says whether another attempt may succeed: see `classifyFailure`.
   */
  sendInBackground(message: Message): Promise<void>;
  /**
   * Checks the connection to the mail server.
   *
   * @throws {MailServerUnreachable}
   */
  requireReachable(): Promise<void>;
  /** Whether the queue would accept a mail now. */
  hasRoom(delivery: Pick<Delivery, 'network' | 'isPreferred'>): boolean;
  close(): void;
}

/** A mail was not accepted. `cause` is the last failure, if there was an attempt. */
export class MailNotSent extends CodedError<'mail-not-sent'> {
  override name = 'MailNotSent';

  constructor(message: string, options?: ErrorOptions) {
    super('mail-not-sent', message, options);
  }
}

/** The mail server cannot be reached or does not accept the login. */
export class MailServerUnreachable extends CodedError<'mail-server-unreachable'> {
  override name = 'MailServerUnreachable';

  constructor(message: string, options?: ErrorOptions) {
    super('mail-server-unreachable', message, options);
  }
}

/** Describes a failure by names and codes only: the mail server's texts repeat the address. */
export function describeMailFailure(error: unknown): object {
  const failure = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (typeof failure !== 'object' || failure === null) return {};
  const names = ['name', 'code', 'originalCode', 'command', 'responseCode'];
  const members = names.map((name): [string, unknown] => [name, Reflect.get(failure, name)]);
  return Object.fromEntries(members);
}

/** Reads the error code, the SMTP command and the reply code of a failure of nodemailer. */
export function readFailureCodes(error: unknown): {
  readonly code: string | undefined;
  readonly command: string | undefined;
  readonly responseCode: number | undefined;
} {
  const { code, command, responseCode } = smtpFailure.safeParse(error).data ?? {};
  return { code, command, responseCode };
}

const smtpFailure = z.looseObject({
  code: catchWith(z.optional(z.string()), undefined),
  command: catchWith(z.optional(z.string()), undefined),
  responseCode: catchWith(z.optional(z.number()), undefined),
});

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

/** Stores and prints mails instead of sending them, in development mode. */
export class DevMailbox implements Mailer {
  static readonly storedMax = 1_000;
  readonly #messages: Message[] = [];
  readonly #print: (line: string) => void;
  #sent = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  get status(): MailStatus {
    return { isReachable: true, waiting: 0, sent: this.#sent, failed: 0, retried: 0 };
  }

  async send(message: Message): Promise<void> {
    this.#store(message);
    this.#print(`Sign-in code for ${message.to}: ${message.code}`);
  }

  async sendInBackground(message: Message): Promise<void> {
    this.#store(message);
    this.#print(`Mail to ${message.to}: ${message.subject}`);
  }

  async requireReachable(): Promise<void> {}

  hasRoom(): boolean {
    return true;
  }

  close(): void {}

  /** Newest first. */
  list(to?: string): readonly Message[] {
    return to === undefined ? this.#messages : this.#messages.filter((mail) => mail.to === to);
  }

  /** By date, because a mail in the background may be older than a code that is stored already. */
  #store(message: Message): void {
    this.#sent += 1;
    const older = this.#messages.findIndex(({ sentAt }) => sentAt <= message.sentAt);
    this.#messages.splice(older === -1 ? this.#messages.length : older, 0, message);
    this.#messages.length = Math.min(this.#messages.length, DevMailbox.storedMax);
  }
}
