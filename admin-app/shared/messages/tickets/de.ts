import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const tickets = (f: Formats): Messages['tickets'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    title: 'Lose',
    noneYet:
      'Noch ist kein Los verkauft. Geben Sie die Seite der Verlosung weiter; jedes verkaufte Los erscheint hier.',
    none: 'Es wurde kein Los verkauft.',
    columns: { number: 'Nummer', buyer: 'Käufer', paid: 'Bezahlt', purchasedAt: 'Verkauft' },
    holder: 'Öffentlicher Name des Käufers:',
    email: 'Adresse',
    name: 'Name',
    paid: 'Bezahlt',
    isPaid: 'Bezahlt',
    isDue: 'Nicht bezahlt',
    markPaid: (n) => `Los ${f.number(n)}: als bezahlt vermerken`,
    markDue: (n) => `Los ${f.number(n)}: als nicht bezahlt vermerken`,
    unmarked: (n) => `Los ${f.number(n)} konnte nicht vermerkt werden`,
    details: (n) => `Los ${f.number(n)}`,
    phone: 'Telefon',
    sold: 'Verkauft',
    online: 'online',
    close: 'Schließen',
    openHint:
      'Wählen Sie ein Los, um mehr zu sehen. Ein Klick auf „Nicht bezahlt“ vermerkt die Zahlung.',
    voided: (reasons) => `Ungültig: ${f.list(reasons)}.`,
    voidedBecause: (n, reason) => `${f.number(n)} (${reason})`,

    void: {
      title: 'Los für ungültig erklären',
      consequence:
        'Es nimmt nicht an der Ziehung teil, seine Nummer wird wieder verkauft, und der Inhaber erfährt es per E-Mail. Das ist endgültig.',
      reason: 'Grund',
      hints: {
        refunded: 'Der Käufer hat das Geld zurück.',
        unpaid: 'Das Geld kam nicht rechtzeitig.',
        mistake: 'Etwa ein falscher Name oder ein Los zu viel.',
        ineligible: 'Die Regeln schließen diesen Käufer aus.',
      },
      action: 'Für ungültig erklären',
      pending: 'Wird ungültig …',
      done: (n) => `${count(n)} ungültig`,
      doneText: (n) =>
        n === 1 ? 'Die Nummer ist wieder im Verkauf.' : 'Die Nummern sind wieder im Verkauf.',
      notOnSale: 'Das geht nur, solange Lose im Verkauf sind.',

      unpaid: 'Unbezahlte für ungültig erklären …',
      unpaidTitle: (n) =>
        n === 1
          ? '1 unbezahltes Los für ungültig erklären'
          : `${f.number(n)} unbezahlte Lose für ungültig erklären`,
      unpaidConsequence: (n) =>
        n === 1
          ? 'Es nimmt nicht an der Ziehung teil, seine Nummer wird wieder verkauft, und der Inhaber erfährt es per E-Mail. Das ist endgültig.'
          : 'Sie nehmen nicht an der Ziehung teil, ihre Nummern werden wieder verkauft, und die Inhaber erfahren es per E-Mail. Das ist endgültig.',
      noneUnpaid: 'Kein Los ist unbezahlt.',
      unpaidAction: (n) => `${count(n)} für ungültig erklären`,
      changedMeanwhile:
        'Ein Los wurde inzwischen ungültig oder neu verkauft. Es wurde nichts geändert. Die Zahl oben ist aktuell: Bestätigen Sie noch einmal.',
      partly: (done) =>
        `${count(done)} ${f.plural(done, { one: 'ist', other: 'sind' })} ungültig. Drücken Sie noch einmal für den Rest.`,
    },
    atDesk: 'am Stand',
    search: 'Suche',
    searchHint: 'Teil einer Nummer, einer Adresse oder eines Namens',
    all: (n) => `${count(n)}.`,
    found: (n, of) =>
      `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Los', other: 'Losen' })}.`,
    behind: (n) =>
      `${f.number(n)} ${f.plural(n, { one: 'weiteres ist', other: 'weitere sind' })} verkauft und noch nicht hier.`,
    nothingFound: (wanted) => `In keinem Los kommt „${wanted}“ vor.`,
    save: (n) => `${count(n)} als CSV speichern`,
    waiting: 'Die letzten fehlen noch …',
  };
};
