import type { MailTexts, MailWords } from './mail-texts.ts';
import type { MailFormat } from './mail-format.ts';
import type { RaffleMail } from './raffle-mail.ts';

export const en: MailTexts = {
  labels: {
    tickets: 'Tickets',
    soldAt: 'Bought',
    price: 'Price',
    prize: 'Prize',
    prizes: 'Prizes',
    organiser: 'Organiser',
    claimBy: 'Collect by',
    reason: 'Reason',
    title: 'Title',
    closesAt: 'Sales end',
    contact: 'Contact',
    payment: 'How to pay',
    place: 'Place',
    drawAt: 'Draw',
    licence: 'Licence',
    picture: 'Picture',
    resultsUrl: 'Results page',
  },
  nothing: 'nothing',
  price: (total, count, each) => (count === 1 ? total : `${total} (${count} × ${each})`),
  ticket: (number) => `ticket ${number}`,
  notAwarded: 'not awarded',
  change: (before, after) => `${after} (before: ${before})`,
  changedPicture: 'There is a new picture.',
  words,
  footer: ({ title, contact }, site, format) =>
    [
      `This mail was sent automatically for the raffle “${format.text(title)}” at ${site}.`,
      contact === undefined
        ? 'If you have a question, ask the organiser of the raffle.'
        : `If you have a question, ask the organiser: ${format.text(contact)}`,
    ].join(' '),
  voidReasons: {
    refunded: 'The price was refunded.',
    unpaid: 'The price was not paid.',
    mistake: 'It was a mistake.',
    ineligible: 'The holder may not take part.',
  },
  forfeitReasons: {
    unclaimed: 'It was not collected in time.',
    declined: 'It was declined.',
    ineligible: 'The holder may not take part.',
  },
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
    case 'void':
      return {
        subject: `No longer valid: your ${named(mail.tickets)} for ${title}`,
        heading: `Your ${named(mail.tickets)} ${mail.tickets.length === 1 ? 'is' : 'are'} no longer valid`,
        paragraphs: [
          `The organiser of “${title}” voided your ${named(mail.tickets)}. ${mail.tickets.length === 1 ? 'It takes' : 'They take'} no part in the draw and can be sold again.`,
        ],
        linkLabel,
      };
    case 'forfeit':
      return {
        subject: `Your ticket ${mail.ticketNumber} no longer wins: ${title}`,
        heading: `Your ticket ${mail.ticketNumber} no longer wins`,
        paragraphs: [
          `Your ticket ${mail.ticketNumber} had won “${format.text(mail.prize)}” in the raffle “${title}”. The prize is no longer yours. ${mail.isPassedOn ? 'It goes to the next ticket in the order that was drawn.' : 'No further ticket was drawn for it.'}`,
        ],
        linkLabel,
      };
    case 'promotion':
      return {
        subject: `You won: ${format.text(mail.prize)}`,
        heading: `You won: ${format.text(mail.prize)}`,
        paragraphs: [
          `A prize of “${title}” became free and is yours now: your ticket ${mail.ticketNumber} is next in the order that was drawn.`,
          'This is how to collect the prize: show the organiser this mail or your ticket.',
        ],
        linkLabel,
      };
    case 'amendment':
      return {
        subject: `Changed: ${title}`,
        heading: 'The raffle has changed',
        paragraphs: [
          `The organiser changed the raffle “${title}”. Your tickets stay valid.`,
          'This is new:',
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
  const [first] = mail.won;
  if (first === undefined) {
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
  const prizes = mail.won.map(
    ({ prize, ticketNumber }) => `“${format.text(prize)}” with ticket ${ticketNumber}`,
  );
  const heading =
    mail.won.length === 1
      ? `You won: ${format.text(first.prize)}`
      : `You won ${mail.won.length} prizes`;
  return {
    subject: `${heading} (${title})`,
    heading,
    paragraphs: [
      `The winners of “${title}” have been drawn. You won ${prizes.join(', ')}.`,
      'This is how to collect the prize: show the organiser this mail or your ticket.',
    ],
    linkLabel,
  };
}
