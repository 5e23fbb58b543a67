import { reasonWords } from '#contract/reason-words.ts';
import { ruleNames } from '#contract/rule-names.ts';
import type { MailTexts, MailWords } from './mail-texts.ts';
import type { MailFormat } from './mail-format.ts';
import type { RaffleMail } from './raffle-mail.ts';

export const en: MailTexts = {
  labels: {
    ...ruleNames.en,
    ticket: 'Ticket',
    tickets: 'Tickets',
    soldAt: 'Bought',
    price: 'Price',
    prize: 'Prize',
    reason: 'Reason',
  },
  paid: (sum) => `${sum}, paid`,
  ifUnpaid: (payment) =>
    `If the ticket is not paid yet, pay the organiser before you collect the prize${payment === undefined ? '' : ` (${payment})`}.`,
  drawnLater: 'after sales end',
  ticket: (number) => `ticket ${number}`,
  notAwarded: 'not awarded',
  change: (before, after) => `${after} (was: ${before})`,
  removed: 'removed',
  newPicture: 'a new one',
  words,
  footer: ({ title, contact }, site, format) =>
    [
      `This mail was sent automatically for the raffle “${format.text(title)}” at ${site}.`,
      contact === undefined
        ? 'If you have a question, ask the organiser of the raffle.'
        : `If you have a question, ask the organiser: ${format.text(contact)}`,
    ].join(' '),
  reasons: reasonWords.en,
};

function words(mail: RaffleMail, format: MailFormat): MailWords {
  const title = format.text(mail.raffle.title);
  const named = (numbers: readonly number[]) =>
    `${numbers.length === 1 ? 'ticket' : 'tickets'} ${format.numbers(numbers)}`;
  const linkLabel = `Open “${title}”`;
  switch (mail.kind) {
    case 'purchase':
    case 'desk-sale': {
      const heading = `Your ${named(mail.tickets)}`;
      const how =
        mail.kind === 'purchase'
          ? `You have ${named(mail.tickets)} in the raffle “${title}”.`
          : `The organiser sold you ${named(mail.tickets)} in the raffle “${title}”.`;
      const proof =
        mail.tickets.length === 1
          ? 'The attached file proves that your ticket is in the raffle. Keep this mail.'
          : 'The attached files prove that your tickets are in the raffle. Keep this mail.';
      return {
        subject: `${heading}: ${title}`,
        heading,
        paragraphs: [how, proof],
        linkLabel: 'See your tickets',
      };
    }
    case 'result':
      return resultWords(mail, { title, named, format });
    case 'void': {
      const isOne = mail.tickets.length === 1;
      const heading = `Your ${named(mail.tickets)} ${isOne ? 'does' : 'do'} not count any more`;
      return {
        subject: `${heading}: ${title}`,
        heading,
        paragraphs: [
          `The organiser of “${title}” took back your ${named(mail.tickets)}. ${isOne ? 'It is not in the draw, and its number' : 'They are not in the draw, and their numbers'} can be sold again.`,
        ],
        linkLabel,
      };
    }
    case 'forfeit':
      return {
        subject: `Your ticket ${mail.ticketNumber} no longer wins: ${title}`,
        heading: `Your ticket ${mail.ticketNumber} no longer wins`,
        paragraphs: [
          `Your ticket ${mail.ticketNumber} had won “${format.text(mail.prize)}” in the raffle “${title}”. The prize is no longer yours. ${mail.isPassedOn ? 'It goes to the next ticket in the order that was drawn.' : 'No other ticket was drawn for it.'}`,
        ],
        linkLabel,
      };
    case 'promotion':
      return {
        subject: `You won: ${format.text(mail.prize)} (${title})`,
        heading: `You won: ${format.text(mail.prize)}`,
        paragraphs: [
          `“${format.text(mail.prize)}” in the raffle “${title}” became free and is yours now: your ticket ${mail.ticketNumber} is next in the order that was drawn.`,
          'To collect the prize, show the organiser this mail or your ticket.',
        ],
        linkLabel,
      };
    case 'amendment':
      return {
        subject: `Changed: ${title}`,
        heading: 'The raffle has changed',
        paragraphs: [
          `The organiser changed the raffle “${title}”. Your tickets stay valid.`,
          'What changed:',
        ],
        linkLabel,
      };
    case 'cancellation':
      return {
        subject: `Cancelled: ${title}`,
        heading: 'The raffle is cancelled',
        paragraphs: [
          `The organiser cancelled the raffle “${title}”. There will be no draw.`,
          'If you paid for tickets, ask the organiser for your money back.',
        ],
        linkLabel,
      };
    default:
      return mail satisfies never;
  }
}

function resultWords(
  mail: Extract<RaffleMail, { kind: 'result' }>,
  {
    title,
    named,
    format,
  }: {
    readonly title: string;
    readonly named: (numbers: readonly number[]) => string;
    readonly format: MailFormat;
  },
): MailWords {
  const linkLabel = 'See the result';
  if (mail.won.length === 0) {
    const spare =
      mail.reserves.length === 0
        ? []
        : [
            `Your ${named(mail.reserves)} can still win: if a prize is not collected, it goes to the next ticket in the order that was drawn. We will write to you then.`,
          ];
    return {
      subject: `Not this time: ${title}`,
      heading: 'Not this time',
      paragraphs: [
        `The winners of “${title}” have been drawn. Your ${named(mail.tickets)} did not win.`,
        ...spare,
      ],
      linkLabel,
    };
  }
  const prizes = mail.won.map(({ prize }) => format.text(prize));
  const heading = `You won: ${format.list(prizes)}`;
  const won = mail.won.map(
    ({ prize, ticketNumber }) => `“${format.text(prize)}” with ticket ${ticketNumber}`,
  );
  return {
    subject:
      prizes.length > 3 ? `You won ${prizes.length} prizes: ${title}` : `${heading} (${title})`,
    heading,
    paragraphs: [
      `The winners of “${title}” have been drawn. You won ${format.list(won)}.`,
      `To collect ${won.length === 1 ? 'the prize' : 'the prizes'}, show the organiser this mail or your ${won.length === 1 ? 'ticket' : 'tickets'}.`,
    ],
    linkLabel,
  };
}
