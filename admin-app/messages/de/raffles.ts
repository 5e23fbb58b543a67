import { limits } from '#contract/schemas.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffles = (f: Formats): Messages['raffles'] => ({
  title: 'Verlosungen',
  rehearse: 'Neue Probe',
  create: 'Neue Verlosung',
  rehearseFirst:
    'Proben Sie zuerst: Eine Probe läuft wie der Ernstfall, vom ersten Los bis zum Gewinner an der Wand. Erfundene Teilnehmer kaufen, nichts darin ist echt, und danach löschen Sie sie.',
  rehearsal: 'Probe',
  sales: ({ sold, capacity }) => `${f.number(sold)} von ${f.number(capacity)} verkauft`,

  createForm: {
    title: 'Titel',
    titleHint: 'Was die Leute sehen.',
    id: 'Kennung',
    idHint:
      'In Adressen und auf der Kommandozeile. Vorgeschlagen aus dem Titel und nummeriert, wo er vergeben ist; keine Kennung wird zweimal benutzt.',
    idTaken:
      'Diese Kennung ist vergeben, vielleicht an eine gelöschte Probe. Schreiben Sie eine andere.',
    capacity: 'Lose insgesamt',
    perPersonLimit: 'Lose, die eine Person haben darf',
    randomness: 'Wie gezogen wird',
    local: {
      label: 'Von diesem Server',
      hint: 'Sofort. Dass der Zufall entschied, sagt allein dieser Server; nachprüfen kann es niemand.',
    },
    drand: {
      label: 'Versiegelt, dann entschieden von einer öffentlichen Zufallsquelle',
      hint: 'Gezogen wird eine halbe Minute oder länger nach dem Verkaufsende, und jeder kann es nachrechnen. Wählen könnten Sie nur gemeinsam mit den Hütern der Zufallsquelle, oder allein, wenn sonst niemand das Verkaufsende gesehen hat, bevor die Runde erschien.',
    },
    rehearsal: 'Probe',
    rehearsalHint:
      'Sagt überall, dass nichts echt ist, nimmt erfundene Teilnehmer und kann gelöscht werden.',
    final:
      'All das ist endgültig, sobald die Verlosung eröffnet ist, vor dem ersten verkauften Los: Es ist der erste Eintrag des öffentlichen Protokolls. So kaufen die Ersten und die Letzten nach denselben Regeln.',
    open: 'Verlosung eröffnen',
    openRehearsal: 'Probe eröffnen',
    pending: 'Wird eröffnet …',
    done: (title) => `${title} ist eröffnet`,
    doneText: 'Lose sind im Verkauf.',
    wrong: {
      title: `Schreiben Sie 1 bis ${limits.titleLengthMax} Zeichen, in einer Zeile.`,
      id: 'Schreiben Sie 1 bis 64 Buchstaben a bis z, Ziffern, - und _, vorn ein Buchstabe oder eine Ziffer.',
      capacity: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.capacityMax)}.`,
      perPersonLimit: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.perPersonLimitMax)}.`,
    },
  },
});
