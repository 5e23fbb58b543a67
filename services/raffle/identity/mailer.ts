import { createTransport } from 'nodemailer';

/** One mail, with the code that it carries. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly code: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

export interface Mailer {
  send(message: Message): Promise<void>;
}

/** Writes the mail that brings a sign-in code. */
export function composeCodeMail(to: string, code: string, sentAt: Date): Message {
  return {
    to,
    code,
    sentAt: sentAt.toISOString(),
    subject: `${code} is your raffle sign-in code`,
    text: [
      `Your sign-in code is ${code}.`,
      '',
      'It works once, for 10 minutes, in the browser where you asked for it.',
      'If you did not ask, ignore this mail: without the code nobody gets in.',
      '',
    ].join('\n'),
  };
}

/** @param url `smtp://` or `smtps://`, with the credentials in it. */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    },
  };
}

/** Keeps mail instead of sending it. For development on one's own machine only. */
export class DevMailbox implements Mailer {
  static readonly keptMax = 1_000;
  readonly #messages: Message[] = [];
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  async send(message: Message): Promise<void> {
    this.#messages.unshift(message);
    this.#messages.length = Math.min(this.#messages.length, DevMailbox.keptMax);
    this.#print(`Sign-in code for ${message.to}: ${message.code}`);
  }

  /** Newest first. */
  list(to?: string): readonly Message[] {
    return to === undefined ? this.#messages : this.#messages.filter((mail) => mail.to === to);
  }
}
