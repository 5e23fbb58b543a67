import type { Language } from '#contract/language.ts';
import type { reasonWords } from '#contract/reason-words.ts';
import type { ChangedRule } from '../../domain/changed-rules.ts';
import type { MailedRaffle, RaffleMail } from './raffle-mail.ts';
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
  /** A price that the buyer paid: “£4.00, paid”. */
  paid(sum: string): string;
  /** To a winner, of a raffle whose tickets cost something. @param payment How to pay. */
  ifUnpaid(payment: string | undefined): string;
  /** When the draw is, if no time is announced. */
  readonly drawnLater: string;
  /** “ticket 17”. */
  ticket(number: number): string;
  readonly notAwarded: string;
  /** “Spring fair (was: Spring fare)”. */
  change(before: string, after: string): string;
  /** The new value of a rule that was removed. */
  readonly removed: string;
  readonly newPicture: string;
  words(mail: RaffleMail, format: MailFormat): MailWords;
  /** @param site Host name. */
  footer(raffle: MailedRaffle, site: string, format: MailFormat): string;
  readonly reasons: (typeof reasonWords)[Language];
}

/** The label of a fact; `ticket` and `prize` if there is only one. */
export type FactLabel =
  | 'ticket'
  | 'tickets'
  | 'soldAt'
  | 'price'
  | 'prize'
  | 'prizes'
  | 'organiser'
  | 'claimBy'
  | 'reason';
