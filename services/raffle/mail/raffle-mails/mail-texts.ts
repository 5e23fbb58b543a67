import type {
  MailedRaffle,
  RaffleMail,
  ChangedRule,
  ForfeitMail,
  VoidMail,
} from './raffle-mail.ts';
import type { MailFormat } from './mail-format.ts';

/** The words of a mail about a raffle; `composeRaffleMail` adds the facts. */
export interface MailWords {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly linkLabel: string;
}

/** The texts of the mails in one language. */
export interface MailTexts {
  readonly labels: Readonly<Record<FactLabel | ChangedRule, string>>;
  /** A value that is missing, before or after a change. */
  readonly nothing: string;
  /** “£4.00 (2 × £2.00)”. */
  price(total: string, count: number, each: string): string;
  /** “ticket 17”. */
  ticket(number: number): string;
  readonly notAwarded: string;
  change(before: string, after: string): string;
  readonly changedPicture: string;
  words(mail: RaffleMail, format: MailFormat): MailWords;
  /** @param site Host name. */
  footer(raffle: MailedRaffle, site: string, format: MailFormat): string;
  readonly voidReasons: Readonly<Record<VoidMail['reason'], string>>;
  readonly forfeitReasons: Readonly<Record<ForfeitMail['reason'], string>>;
}

/** The label of a fact. The first prize is `prize` if it is the only one. */
export type FactLabel =
  'tickets' | 'soldAt' | 'price' | 'prize' | 'prizes' | 'organiser' | 'claimBy' | 'reason';
