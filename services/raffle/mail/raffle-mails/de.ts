import { reasonWords } from '#contract/reason-words.ts';
import { ruleNames } from '#contract/rule-names.ts';
import type { MailTexts, MailWords } from './mail-texts.ts';
import type { MailFormat } from './mail-format.ts';
import type { RaffleMail } from './raffle-mail.ts';

export const de: MailTexts = {
  labels: {
    ...ruleNames.de,
    ticket: 'Los',
    tickets: 'Lose',
    soldAt: 'Gekauft',
    price: 'Preis',
    prize: 'Gewinn',
    reason: 'Grund',
  },
  paid: (sum) => `${sum}, bezahlt`,
  ifUnpaid: (payment) =>
    `Wenn das Los noch nicht bezahlt ist, bezahlen Sie es beim Veranstalter, bevor Sie den Gewinn abholen${payment === undefined ? '' : ` (${payment})`}.`,
  drawnLater: 'nach dem Verkaufsende',
  ticket: (number) => `Los ${number}`,
  notAwarded: 'nicht vergeben',
  change: (before, after) => `${after} (vorher: ${before})`,
  removed: 'entfällt',
  newPicture: 'ein neues',
  words,
  footer: ({ title, contact }, site, format) =>
    [
      `Diese E-Mail wurde automatisch für die Verlosung „${format.text(title)}“ auf ${site} gesendet.`,
      contact === undefined
        ? 'Fragen beantwortet der Veranstalter der Verlosung.'
        : `Fragen beantwortet der Veranstalter: ${format.text(contact)}`,
    ].join(' '),
  reasons: reasonWords.de,
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
      const article = isOne ? '' : 'die ';
      const how =
        mail.kind === 'purchase'
          ? `Sie haben ${article}${named(mail.tickets)} der Verlosung „${title}“.`
          : `Der Veranstalter hat Ihnen ${article}${named(mail.tickets)} der Verlosung „${title}“ verkauft.`;
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
      const yours = `${isOne ? 'Ihr' : 'Ihre'} ${named(mail.tickets)}`;
      const heading = `${yours} ${isOne ? 'zählt' : 'zählen'} nicht mehr`;
      return {
        subject: `${heading}: ${title}`,
        heading,
        paragraphs: [
          `Der Veranstalter von „${title}“ hat ${yours} zurückgenommen. ${isOne ? 'Es nimmt nicht an der Ziehung teil, und seine Nummer kann' : 'Sie nehmen nicht an der Ziehung teil, und ihre Nummern können'} neu verkauft werden.`,
        ],
        linkLabel,
      };
    }
    case 'forfeit':
      return {
        subject: `Ihr Los ${mail.ticketNumber} gewinnt nicht mehr: ${title}`,
        heading: `Ihr Los ${mail.ticketNumber} gewinnt nicht mehr`,
        paragraphs: [
          `Ihr Los ${mail.ticketNumber} hatte „${format.text(mail.prize)}“ in der Verlosung „${title}“ gewonnen. Der Gewinn gehört Ihnen nicht mehr. ${mail.isPassedOn ? 'Er geht an das nächste Los in der gezogenen Reihenfolge.' : 'Ein weiteres Los wurde dafür nicht gezogen.'}`,
        ],
        linkLabel,
      };
    case 'promotion':
      return {
        subject: `Sie haben gewonnen: ${format.text(mail.prize)} (${title})`,
        heading: `Sie haben gewonnen: ${format.text(mail.prize)}`,
        paragraphs: [
          `„${format.text(mail.prize)}“ in der Verlosung „${title}“ ist frei geworden und gehört jetzt Ihnen: Ihr Los ${mail.ticketNumber} ist das nächste in der gezogenen Reihenfolge.`,
          'Um den Gewinn abzuholen, zeigen Sie dem Veranstalter diese E-Mail oder Ihr Los.',
        ],
        linkLabel,
      };
    case 'amendment':
      return {
        subject: `Geändert: ${title}`,
        heading: 'Die Verlosung wurde geändert',
        paragraphs: [
          `Der Veranstalter hat die Verlosung „${title}“ geändert. Ihre Lose bleiben gültig.`,
          'Das hat sich geändert:',
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
  const drawn = `Die Gewinner der Verlosung „${title}“ stehen fest.`;
  if (mail.won.length === 0) {
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
  const prizes = mail.won.map(({ prize }) => format.text(prize));
  const heading = `Sie haben gewonnen: ${format.list(prizes)}`;
  const won = mail.won.map(
    ({ prize, ticketNumber }) => `„${format.text(prize)}“ mit Los ${ticketNumber}`,
  );
  return {
    subject:
      prizes.length > 3 ? `Sie haben ${prizes.length} Gewinne: ${title}` : `${heading} (${title})`,
    heading,
    paragraphs: [
      `${drawn} Sie haben gewonnen: ${format.list(won)}.`,
      `Um ${won.length === 1 ? 'den Gewinn' : 'die Gewinne'} abzuholen, zeigen Sie dem Veranstalter diese E-Mail oder ${won.length === 1 ? 'Ihr Los' : 'Ihre Lose'}.`,
    ],
    linkLabel,
  };
}
