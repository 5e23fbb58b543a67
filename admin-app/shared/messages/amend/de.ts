import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const amend = (f: Formats): Messages['amend'] => ({
  title: (raffle) => `${raffle} ändern`,
  tooLate: 'Der Verkauf ist beendet, also stehen die Regeln fest.',
  free: 'Noch ist kein Los verkauft, also kann sich alles ändern.',
  locked: 'Lose sind verkauft, also stehen diese Regeln fest:',
  review: 'Änderungen ansehen',
  back: 'Zurück',
  none: 'Noch ist nichts anders.',

  confirm: {
    title: 'Was sich ändert',
    change: (label, before, after) => [`${label}:`, `bisher ${before},`, `jetzt ${after}`],
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
});
