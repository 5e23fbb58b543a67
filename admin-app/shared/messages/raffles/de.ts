import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffles = (f: Formats): Messages['raffles'] => ({
  title: 'Verlosungen',
  rehearse: 'Neue Probe',
  create: 'Neue Verlosung',
  rehearseFirst:
    'Proben Sie zuerst. Eine Probe läuft wie eine echte Verlosung, vom ersten Los bis zum Gewinner auf dem Projektor, mit erfundenen Teilnehmern. Danach löschen Sie sie.',
  rehearsal: 'Probe',
  sales: ({ sold, capacity }) => `${f.number(sold)} von ${f.number(capacity)} verkauft`,

  createForm: {
    title: 'Titel',
    titleHint: 'Was die Leute sehen.',
    id: 'Kennung',
    idHint:
      'Für Adressen und die Kommandozeile. Aus dem Titel vorgeschlagen; keine Kennung wird zweimal benutzt.',
    idTaken:
      'Diese Kennung ist vergeben, vielleicht an eine gelöschte Probe. Schreiben Sie eine andere.',
    capacity: 'Lose insgesamt',
    perPersonLimit: 'Lose, die eine Person haben darf',
    randomness: 'Wie gezogen wird',
    local: {
      label: 'Von diesem Server',
      hint: 'Sofort. Die Teilnehmer müssen darauf vertrauen, dass dieser Server zufällig auswählt.',
    },
    drand: {
      label: 'Versiegelt, dann entschieden von einer Zufallsquelle',
      hint: 'Von drand quicknet, der öffentlichen Zufallsquelle, außer wenn dieser Dienst eine andere benutzt. Gezogen wird frühestens eine halbe Minute nach dem Verkaufsende, und jeder kann es nachrechnen. Beeinflussen könnten Sie es nur gemeinsam mit den Betreibern der Zufallsquelle, oder allein, wenn sonst niemand das Verkaufsende gesehen hat, bevor die Runde erschien.',
    },
    rehearsal: 'Probe',
    rehearsalHint:
      'Überall als Probe gekennzeichnet, für erfundene Teilnehmer, und kann gelöscht werden.',
    final:
      'All das ist endgültig, sobald die Verlosung eröffnet ist. So kaufen die Ersten und die Letzten nach denselben Regeln.',
    open: 'Verlosung eröffnen',
    openRehearsal: 'Probe eröffnen',
    pending: 'Wird eröffnet …',
    done: (title) => `${title} ist eröffnet`,
    doneText: 'Lose sind im Verkauf.',
    wrong: {
      title: `Schreiben Sie 1 bis ${limits.titleLengthMax} Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.`,
      id: 'Schreiben Sie 1 bis 64 Buchstaben a bis z, Ziffern, - und _, vorn ein Buchstabe oder eine Ziffer.',
      capacity: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.capacityMax)}.`,
      perPersonLimit: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.perPersonLimitMax)}.`,
    },
  },
});
