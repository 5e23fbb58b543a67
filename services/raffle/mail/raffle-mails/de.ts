import type { MailTexts, MailWords } from './mail-texts.ts';
import type { MailFormat } from './mail-format.ts';
import type { RaffleMail } from './raffle-mail.ts';

export const de: MailTexts = {
  labels: {
    tickets: 'Lose',
    soldAt: 'Gekauft',
    price: 'Preis',
    prize: 'Gewinn',
    prizes: 'Gewinne',
    organiser: 'Veranstalter',
    claimBy: 'Abholen bis',
    reason: 'Grund',
    title: 'Titel',
    closesAt: 'Verkaufsende',
    contact: 'Kontakt',
    payment: 'So bezahlen Sie',
    place: 'Ort',
    drawAt: 'Ziehung',
    licence: 'Genehmigung',
    picture: 'Bild',
    resultsUrl: 'Seite mit den Ergebnissen',
  },
  nothing: 'nichts',
  price: (total, count, each) => (count === 1 ? total : `${total} (${count} × ${each})`),
  ticket: (number) => `Los ${number}`,
  notAwarded: 'nicht vergeben',
  change: (before, after) => `${after} (vorher: ${before})`,
  changedPicture: 'Es gibt ein neues Bild.',
  words,
  footer: ({ title, contact }, site, format) =>
    [
      `Diese E-Mail wurde automatisch für die Verlosung „${format.text(title)}“ auf ${site} gesendet.`,
      contact === undefined
        ? 'Fragen beantwortet der Veranstalter der Verlosung.'
        : `Fragen beantwortet der Veranstalter: ${format.text(contact)}`,
    ].join(' '),
  voidReasons: {
    refunded: 'Der Preis wurde erstattet.',
    unpaid: 'Der Preis wurde nicht bezahlt.',
    mistake: 'Es war ein Versehen.',
    ineligible: 'Die Person darf nicht teilnehmen.',
  },
  forfeitReasons: {
    unclaimed: 'Er wurde nicht rechtzeitig abgeholt.',
    declined: 'Er wurde abgelehnt.',
    ineligible: 'Die Person darf nicht teilnehmen.',
  },
};

function words(mail: RaffleMail, format: MailFormat): MailWords {
  const title = format.text(mail.raffle.title);
  const named = (numbers: readonly number[]) =>
    `${numbers.length === 1 ? 'Los' : 'Lose'} ${format.numbers(numbers)}`;
  const linkLabel = `„${title}“ öffnen`;
  switch (mail.kind) {
    case 'purchase':
    case 'desk-sale': {
      const isOne = mail.tickets.length === 1;
      const heading = `${isOne ? 'Ihr' : 'Ihre'} ${named(mail.tickets)}`;
      const how =
        mail.kind === 'purchase'
          ? `Sie haben ${named(mail.tickets)} der Verlosung „${title}“.`
          : `Der Veranstalter hat Ihnen ${named(mail.tickets)} der Verlosung „${title}“ verkauft.`;
      const proof = isOne
        ? 'Die angehängte Datei beweist, dass Ihr Los in der Verlosung ist. Bewahren Sie diese E-Mail auf.'
        : 'Die angehängten Dateien beweisen, dass Ihre Lose in der Verlosung sind. Bewahren Sie diese E-Mail auf.';
      return {
        subject: `${heading}: ${title}`,
        heading,
        paragraphs: [how, proof],
        linkLabel: 'Ihre Lose ansehen',
      };
    }
    case 'result':
      return resultWords(mail, { title, named, format });
    case 'void': {
      const isOne = mail.tickets.length === 1;
      return {
        subject: `Nicht mehr gültig: ${named(mail.tickets)} für ${title}`,
        heading: `${isOne ? 'Ihr' : 'Ihre'} ${named(mail.tickets)} ${isOne ? 'ist' : 'sind'} nicht mehr gültig`,
        paragraphs: [
          `Der Veranstalter von „${title}“ hat ${isOne ? 'Ihr' : 'Ihre'} ${named(mail.tickets)} ungültig gemacht. ${isOne ? 'Es nimmt' : 'Sie nehmen'} nicht an der Ziehung teil und ${isOne ? 'kann' : 'können'} neu verkauft werden.`,
        ],
        linkLabel,
      };
    }
    case 'forfeit':
      return {
        subject: `Ihr Los ${mail.ticketNumber} gewinnt nicht mehr: ${title}`,
        heading: `Ihr Los ${mail.ticketNumber} gewinnt nicht mehr`,
        paragraphs: [
          `Ihr Los ${mail.ticketNumber} hatte „${format.text(mail.prize)}“ in der Verlosung „${title}“ gewonnen. Der Gewinn gehört Ihnen nicht mehr. ${mail.isPassedOn ? 'Er geht an das nächste Los in der gezogenen Reihenfolge.' : 'Für ihn ist kein weiteres Los gezogen.'}`,
        ],
        linkLabel,
      };
    case 'promotion':
      return {
        subject: `Sie haben gewonnen: ${format.text(mail.prize)}`,
        heading: `Sie haben gewonnen: ${format.text(mail.prize)}`,
        paragraphs: [
          `Ein Gewinn der Verlosung „${title}“ ist frei geworden und gehört jetzt Ihnen: Ihr Los ${mail.ticketNumber} ist das nächste in der gezogenen Reihenfolge.`,
          'So holen Sie den Gewinn ab: Zeigen Sie dem Veranstalter diese E-Mail oder Ihr Los.',
        ],
        linkLabel,
      };
    case 'amendment':
      return {
        subject: `Geändert: ${title}`,
        heading: 'Die Verlosung wurde geändert',
        paragraphs: [
          `Der Veranstalter hat die Verlosung „${title}“ geändert. Ihre Lose bleiben gültig.`,
          'Das ist neu:',
        ],
        linkLabel,
      };
    case 'cancellation':
      return {
        subject: `Abgesagt: ${title}`,
        heading: 'Die Verlosung ist abgesagt',
        paragraphs: [
          `Der Veranstalter hat die Verlosung „${title}“ abgesagt. Es gibt keine Ziehung.`,
          'Wenn Sie Lose bezahlt haben, fragen Sie den Veranstalter nach Ihrem Geld.',
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
  const linkLabel = 'Ergebnis ansehen';
  const [first] = mail.won;
  const drawn = `Die Gewinner der Verlosung „${title}“ stehen fest.`;
  if (first === undefined) {
    const isOne = mail.tickets.length === 1;
    const spare =
      mail.reserves.length === 0
        ? []
        : [
            `${mail.reserves.length === 1 ? 'Ihr' : 'Ihre'} ${named(mail.reserves)} ${mail.reserves.length === 1 ? 'kann' : 'können'} noch gewinnen: Wird ein Gewinn nicht abgeholt, geht er an das nächste Los in der gezogenen Reihenfolge. Dann schreiben wir Ihnen.`,
          ];
    return {
      subject: `Diesmal nicht: ${title}`,
      heading: 'Diesmal nicht',
      paragraphs: [
        `${drawn} ${isOne ? 'Ihr' : 'Ihre'} ${named(mail.tickets)} ${isOne ? 'hat' : 'haben'} nicht gewonnen.`,
        ...spare,
      ],
      linkLabel,
    };
  }
  const prizes = mail.won.map(
    ({ prize, ticketNumber }) => `„${format.text(prize)}“ mit Los ${ticketNumber}`,
  );
  const heading =
    mail.won.length === 1
      ? `Sie haben gewonnen: ${format.text(first.prize)}`
      : `Sie haben ${mail.won.length} Gewinne`;
  return {
    subject: `${heading} (${title})`,
    heading,
    paragraphs: [
      `${drawn} Sie haben gewonnen: ${prizes.join(', ')}.`,
      'So holen Sie den Gewinn ab: Zeigen Sie dem Veranstalter diese E-Mail oder Ihr Los.',
    ],
    linkLabel,
  };
}
