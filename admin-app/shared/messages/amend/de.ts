import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const amend = (f: Formats): Messages['amend'] => ({
  title: (raffle) => `${raffle} ändern`,
  tooLate: 'Der Verkauf ist beendet, also stehen die Regeln fest.',
  free: 'Noch ist kein Los verkauft, also kann sich alles ändern.',
  locked: (names) => `Lose sind verkauft, also stehen diese Regeln fest: ${f.list(names)}.`,
  groups: {
    prize: 'Gewinne',
    tickets: 'Lose',
    when: 'Wann',
    who: 'Veranstalter',
    fair: 'Ziehung',
  },
  prizesHint: 'Einer je Zeile, der erste Gewinn zuerst.',
  currency: 'Währung',
  claimByHint: 'Erst danach kann ein Gewinn als nicht abgeholt weitergehen.',
  reservesHint: 'Sie werden mit gezogen, für Gewinne, die nicht abgeholt werden.',
  review: 'Änderungen ansehen',
  back: 'Zurück',
  none: 'Noch ist nichts anders.',

  confirm: {
    title: 'Was sich ändert',
    change: (label, before, after) => `${label}: bisher ${before}, jetzt ${after}`,
    quote: (text) => `„${text.split('\n').join(' · ')}“`,
    public: 'Die Seite der Verlosung zeigt den alten und den neuen Wert. Das bleibt öffentlich.',
    told: (sold) =>
      `${f.number(sold)} ${f.plural(sold, { one: 'Los ist', other: 'Lose sind' })} verkauft. Alle, die ein Los haben, erfahren das per E-Mail:`,
    untold: 'Es ist kein Los verkauft, also wird keine E-Mail verschickt.',
    action: 'Regeln ändern',
    pending: 'Wird geändert …',
    done: (title) => `${title} ist geändert`,
    doneText: 'Die Seite der Verlosung zeigt die neuen Regeln.',
  },

  wrong: {
    text: 'Schreiben Sie einfachen Text ohne HTML, nicht zu lang. Mindestens ein Zeichen muss sichtbar sein.',
    count: 'Schreiben Sie eine ganze Zahl, die hier erlaubt ist.',
    time: 'Geben Sie ein Datum und eine Uhrzeit ein.',
    past: 'Diese Zeit ist vorbei. Wählen Sie eine spätere.',
    order: 'Das liegt vor einer Zeit, die zuerst kommen muss.',
    later: 'Lose sind verkauft, also kann das Verkaufsende nur verschoben werden.',
    money: `Schreiben Sie einen Betrag wie 2,00, höchstens ${f.number(limits.priceAmountMax / 100)}.`,
    reserves: (min) =>
      `Schreiben Sie mindestens ${f.number(min)}, damit die Gewinne an verschiedene Personen gehen können.`,
  },
});
