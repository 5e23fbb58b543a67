import type { RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

type Price = NonNullable<RaffleView['notice']>['price'];

export const desk = (f: Formats): Messages['desk'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  const total = (quantity: number, { amount, currency }: NonNullable<Price>) =>
    f.money(quantity * amount, currency);
  return {
    title: 'Stand',
    toRaffle: 'Zur Verlosung',
    left: ({ remaining, capacity }) =>
      `Noch ${f.number(remaining)} von ${f.number(capacity)} übrig`,
    freshness: {
      live: 'Live',
      polled: 'Alle paar Sekunden aktualisiert',
      stale: 'Diese Zahl ist vielleicht veraltet: Der Dienst antwortet nicht.',
    },
    quantity: {
      label: 'Lose',
      fewer: 'Ein Los weniger',
      more: 'Ein Los mehr',
      number: f.number,
    },
    fields: {
      name: 'Name (freiwillig)',
      email: 'E-Mail (freiwillig)',
      phone: 'Telefon (freiwillig)',
    },
    emailHint: 'Mit einer Adresse kommen die Lose und das Ergebnis per Mail.',
    wrong: {
      name: 'Geben Sie einen Namen in einer Zeile ein, höchstens 100 Zeichen.',
      email: 'Geben Sie eine vollständige E-Mail-Adresse ein, etwa anna@example.org.',
      phone: 'Geben Sie eine Telefonnummer ein: Ziffern, Leerzeichen und ein Pluszeichen.',
    },
    paid: 'Bezahlt',
    paidHint: 'Sie haben das Geld. Kommt es später, schalten Sie das aus.',
    offline: 'Kein Netz. Bis es wieder da ist, wird nichts verkauft.',
    selling: 'Wird verkauft …',
    sell: (quantity, price) =>
      price === undefined || price.amount === 0
        ? `${count(quantity)} verkaufen`
        : `${count(quantity)} verkaufen · ${total(quantity, price)}`,
    unanswered: {
      title: 'Dieser Verkauf hat noch keine Antwort',
      which: (quantity, who) =>
        who === undefined ? count(quantity) : `${count(quantity)} für ${who}`,
      text: 'Die App fragt nach, bis der Dienst antwortet. Nehmen Sie das Geld dafür nicht zweimal: Dieser Verkauf zählt höchstens einmal.',
      pending: 'Der Dienst wird gefragt …',
      finish: 'Jetzt nachfragen',
    },
    sold: {
      title: (numbers) =>
        `Verkauft: ${f.plural(numbers.length, { one: 'Los', other: 'Lose' })} ${f.list(numbers.map(f.number))}`,
      money: ({ quantity, paid, price }) => {
        const sum = price === undefined || price.amount === 0 ? undefined : total(quantity, price);
        if (sum === undefined) return paid ? 'Bezahlt.' : 'Noch nicht bezahlt.';
        return paid ? `${sum} bezahlt.` : `${sum} zu zahlen.`;
      },
      ticket: 'Los',
      code: 'QR-Code mit der Adresse dieser Lose',
      scan: 'Scannen Sie ihn, um die Lose auf dem Handy zu behalten. Die Seite zeigt die Lose und das Ergebnis, ohne Anmeldung.',
      draw: (moment) => `Ziehung: ${moment}`,
      price: (money) => `${money} pro Los`,
      next: 'Nächster Verkauf',
      print: 'Drucken',
      printSmall: 'Auf A6 drucken',
      mistake: 'Ein falscher Verkauf? Ein Veranstalter kann diese Lose stornieren.',
    },
    payment: {
      title: 'Ein Los als bezahlt vermerken',
      number: 'Losnummer',
      wrong: (capacity) => `Geben Sie eine Losnummer von 1 bis ${f.number(capacity)} ein.`,
      button: 'Als bezahlt vermerken',
      pending: 'Wird gespeichert …',
      done: (ticket) => `Los ${f.number(ticket)} ist bezahlt.`,
    },
    home: {
      title: 'Lose verkaufen',
      none: 'Keine Verlosung ist im Verkauf. Sobald ein Veranstalter eine eröffnet, steht sie hier.',
    },
  };
};
