import { composeRaffleMail } from '../../services/raffle/mail/raffle-mails/compose-raffle-mail.ts';
import { createMailFormat } from '../../services/raffle/mail/raffle-mails/mail-format.ts';
import type {
  MailedRaffle,
  RaffleMail,
} from '../../services/raffle/mail/raffle-mails/raffle-mail.ts';

export const timeIn = (language: 'en' | 'de', iso: string) =>
  createMailFormat(language, 'Europe/London').time(iso);

export const fair: MailedRaffle = {
  title: 'Spring fair',
  organiser: 'Friends of Hill School',
  contact: 'fair@school.example',
  price: { amount: 200, currency: 'GBP' },
  payment: 'Cash at the stall',
  place: 'School hall',
  closesAt: '2026-03-07T17:00:00.000Z',
  drawAt: '2026-03-07T18:00:00.000Z',
  licence: 'Small lottery 123',
};

export const purchase = {
  kind: 'purchase',
  raffle: fair,
  tickets: [17, 18],
  sales: [20, 21],
  soldAt: '2026-03-01T09:30:00.000Z',
  prizes: ['Hamper', 'Bicycle'],
} satisfies RaffleMail;
export const result = {
  kind: 'result',
  raffle: fair,
  tickets: [17, 18],
  won: [{ prize: 'Hamper', ticketNumber: 17 }],
  reserves: [],
  winners: [{ prize: 'Hamper', ticketNumber: 17 }, { prize: 'Bicycle' }],
  claimBy: '2026-03-21T18:00:00.000Z',
} satisfies RaffleMail;

export const compose = (mail: RaffleMail, language: 'en' | 'de' = 'en') =>
  composeRaffleMail({
    to: 'ada@example.org',
    mail,
    language,
    messageId: '<abc@raffle.example.org>',
    at: '2026-03-01T09:30:00.000Z',
    site: 'raffle.example.org',
    url: 'https://raffle.example.org/raffles/spring',
    timeZone: 'Europe/London',
  });

/** The other kinds of mails, each with sentences that it has. */
export const otherMails: Record<string, { mail: RaffleMail; en: string[]; de: string[] }> = {
  'a desk sale': {
    mail: { ...purchase, kind: 'desk-sale', tickets: [17] },
    en: ['The organiser sold you ticket 17 in the raffle “Spring fair”.', 'Price: £2.00\n'],
    de: ['Der Veranstalter hat Ihnen Los 17 der Verlosung „Spring fair“ verkauft.'],
  },
  'a void': {
    mail: { kind: 'void', raffle: fair, tickets: [17], reason: 'unpaid' },
    en: ['Your ticket 17 does not count any more', 'Reason: not paid\n'],
    de: ['Ihr Los 17 zählt nicht mehr', 'Grund: nicht bezahlt\n'],
  },
  'a forfeit': {
    mail: {
      kind: 'forfeit',
      raffle: fair,
      prize: 'Hamper',
      ticketNumber: 17,
      reason: 'unclaimed',
      isPassedOn: true,
    },
    en: ['Your ticket 17 no longer wins', 'Reason: not collected in time\n'],
    de: ['Ihr Los 17 gewinnt nicht mehr', 'Grund: nicht rechtzeitig abgeholt\n'],
  },
  'a forfeit after which no ticket is left': {
    mail: {
      kind: 'forfeit',
      raffle: fair,
      prize: 'Hamper',
      ticketNumber: 17,
      reason: 'declined',
      isPassedOn: false,
    },
    en: ['No other ticket was drawn for it.'],
    de: ['Ein weiteres Los wurde dafür nicht gezogen.'],
  },
  'a promotion': {
    mail: {
      kind: 'promotion',
      raffle: fair,
      prize: 'Hamper',
      ticketNumber: 18,
      claimBy: '2026-03-21T18:00:00.000Z',
    },
    en: [
      'You won: Hamper',
      'your ticket 18 is next',
      `Collect by: ${timeIn('en', '2026-03-21T18:00:00.000Z')}`,
    ],
    de: [
      'Sie haben gewonnen: Hamper',
      'Ihr Los 18 ist das nächste',
      `Abholen bis: ${timeIn('de', '2026-03-21T18:00:00.000Z')}`,
    ],
  },
  'an amendment': {
    mail: {
      kind: 'amendment',
      raffle: fair,
      changes: [
        { rule: 'title', before: 'Spring fare', after: 'Spring fair' },
        {
          rule: 'closesAt',
          before: '2026-03-07T17:00:00.000Z',
          after: '2026-03-07T17:30:00.000Z',
        },
        { rule: 'place', after: 'School hall' },
        { rule: 'licence', before: 'L1' },
        { rule: 'picture', before: 'ab', after: 'cd' },
      ],
    },
    en: [
      'Title: Spring fair (was: Spring fare)',
      `Sales end: ${timeIn('en', '2026-03-07T17:30:00.000Z')} (was: ${timeIn('en', '2026-03-07T17:00:00.000Z')})`,
      'Place: School hall\n',
      'Licence: removed (was: L1)',
      'Picture: a new one\n',
      'Your tickets stay valid.',
    ],
    de: ['Titel: Spring fair (vorher: Spring fare)', 'Genehmigung: entfällt (vorher: L1)'],
  },
  'a cancellation': {
    mail: { kind: 'cancellation', raffle: fair, reason: 'The hall is flooded.' },
    en: ['There will be no draw.', 'Reason: The hall is flooded.'],
    de: ['Es gibt keine Ziehung.', 'Grund: The hall is flooded.'],
  },
};
