import type { ByLanguage, Language } from '#contract/language.ts';
import type { Attachment, Message } from '../mailer.ts';
import type { RuleChange } from '../../domain/changed-rules.ts';
import { parseMailbox } from '../mailbox.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { renderHtml, renderText, type MailContent, type MailFact } from './mail-content.ts';
import { createMailFormat, type MailFormat } from './mail-format.ts';
import type { MailTexts } from './mail-texts.ts';
import type { PurchaseMail, RaffleMail } from './raffle-mail.ts';

/** What is known of a mail about a raffle when it is sent. */
export interface RaffleMailEnvelope {
  readonly to: string;
  readonly mail: RaffleMail;
  readonly language: Language;
  /** `<…@…>`. */
  readonly messageId: string;
  /** ISO 8601. */
  readonly at: string;
  /** Host name of the service. */
  readonly site: string;
  /** Page that the mail links to. */
  readonly url: string;
  readonly receipts?: readonly Attachment[];
  /** Default: the time zone of the process. */
  readonly timeZone?: string;
}

const catalogues: ByLanguage<MailTexts> = { en, de };
/** Made once, because making one takes longer than composing a mail. */
const formats: ByLanguage<MailFormat> = { en: createMailFormat('en'), de: createMailFormat('de') };

/** Composes a mail about a raffle: the same for the same envelope. */
export function composeRaffleMail(envelope: RaffleMailEnvelope): Message {
  const { to, mail, language, messageId, at, site, url, receipts = [], timeZone } = envelope;
  const texts = catalogues[language];
  const format = timeZone === undefined ? formats[language] : createMailFormat(language, timeZone);
  const { linkLabel, ...words } = texts.words(mail, format);
  const { payment } = mail.raffle;
  // Who has paid is not in the log, and may change until the mail is read.
  const ifUnpaid = mayOweFor(mail)
    ? [texts.ifUnpaid(payment === undefined ? undefined : format.text(payment))]
    : [];
  const content: MailContent = {
    ...words,
    paragraphs: [...words.paragraphs, ...ifUnpaid],
    facts: listFacts(mail, texts, format),
    link: { label: linkLabel, url },
    footer: texts.footer(mail.raffle, site, format),
  };
  const replyTo = parseMailbox(mail.raffle.contact ?? '');
  return {
    to,
    subject: content.subject,
    text: renderText(content),
    html: renderHtml(content, language),
    sentAt: at,
    messageId,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(receipts.length === 0 ? {} : { attachments: receipts }),
  };
}

/** Whether the mail is about a prize of a ticket that costs something. */
function mayOweFor(mail: RaffleMail): boolean {
  const isWinner = mail.kind === 'promotion' || (mail.kind === 'result' && mail.won.length > 0);
  return isWinner && (mail.raffle.price?.amount ?? 0) > 0;
}

type NamedFact = readonly [label: keyof MailTexts['labels'], value: string | undefined];

function listFacts(mail: RaffleMail, texts: MailTexts, format: MailFormat): MailFact[] {
  const { organiser, contact, place, licence, closesAt, drawAt } = mail.raffle;
  const time = (iso: string | undefined) => (iso === undefined ? undefined : format.time(iso));
  const collecting = (claimBy: string | undefined): NamedFact[] => [
    ['place', place],
    ['claimBy', time(claimBy)],
    ['contact', contact],
  ];
  const facts = (): NamedFact[] => {
    switch (mail.kind) {
      case 'purchase':
      case 'desk-sale':
        return [
          [mail.tickets.length === 1 ? 'ticket' : 'tickets', format.numbers(mail.tickets)],
          ['soldAt', format.time(mail.soldAt)],
          ['price', formatPrice(mail, { texts, format })],
          ['payment', mail.isPaid === true ? undefined : mail.raffle.payment],
          [mail.prizes.length === 1 ? 'prize' : 'prizes', mail.prizes.join('\n')],
          ['closesAt', time(closesAt)],
          ['drawAt', time(drawAt) ?? texts.drawnLater],
          ['place', place],
          ['licence', licence],
        ];
      case 'result': {
        const winners = mail.winners.map(({ prize, ticketNumber }) => {
          const winner = ticketNumber === undefined ? texts.notAwarded : texts.ticket(ticketNumber);
          return `${format.text(prize)} – ${winner}`;
        });
        return [
          ...(mail.won.length === 0 ? [] : collecting(mail.claimBy)),
          [winners.length === 1 ? 'prize' : 'prizes', winners.join('\n')],
        ];
      }
      case 'void':
        return [['reason', texts.reasons.voids[mail.reason]]];
      case 'forfeit':
        return [['reason', texts.reasons.forfeits[mail.reason]]];
      case 'promotion':
        return collecting(mail.claimBy);
      case 'amendment':
        return mail.changes.map((change) => [
          change.rule,
          describeChange(change, { texts, format }),
        ]);
      case 'cancellation':
        return [['reason', mail.reason]];
      default:
        return mail satisfies never;
    }
  };
  // Below a list of changes the organiser would be read as one.
  const found: NamedFact[] =
    mail.kind === 'amendment' ? facts() : [...facts(), ['organiser', organiser]];
  return found.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [{ label: texts.labels[label], value }],
  );
}

interface InLanguage {
  readonly texts: MailTexts;
  readonly format: MailFormat;
}

function formatPrice(
  { raffle: { price }, tickets, isPaid }: RaffleMail & PurchaseMail,
  { texts, format }: InLanguage,
): string | undefined {
  if (price === undefined) return undefined;
  const { amount, currency } = price;
  const count = tickets.length;
  const total = format.money(amount * count, currency);
  const sum = count === 1 ? total : `${total} (${count} × ${format.money(amount, currency)})`;
  return isPaid === true ? texts.paid(sum) : sum;
}

const timeRules = new Set(['closesAt', 'drawAt']);

function describeChange({ rule, before, after }: RuleChange, { texts, format }: InLanguage) {
  if (rule === 'picture' && after !== undefined) return texts.newPicture;
  const show = (value: string) => (timeRules.has(rule) ? format.time(value) : format.text(value));
  const now = after === undefined ? texts.removed : show(after);
  return before === undefined || rule === 'picture' ? now : texts.change(show(before), now);
}
