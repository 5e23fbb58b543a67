import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffles = (f: Formats): Messages['raffles'] => ({
  title: 'Verlosungen',
  rehearse: 'Neue Probe',
  create: 'Neue Verlosung',
  rehearseFirst:
    'Proben Sie zuerst. Eine Probe läuft wie eine echte Verlosung, vom ersten Los bis zur Ziehung auf dem Projektor, mit erfundenen Teilnehmern. Danach löschen Sie sie.',
  rehearsal: 'Probe',
  sales: ({ sold, capacity }) => `${f.number(sold)} von ${f.number(capacity)} verkauft`,

  alarm: (witnesses) =>
    `${f.list(witnesses)} ${f.plural(witnesses.length, { one: 'gibt', other: 'geben' })} an, einen anderen Verlauf gesehen zu haben`,

  createForm: {
    copyFrom: 'Übernehmen von',
    copyNothing: 'Nichts: leer beginnen',
    copyHint: 'Übernimmt alles außer den Zeiten.',
    review: 'Ansehen',
    reviewHint: 'Sie sehen alles noch einmal, bevor die Verlosung eröffnet wird.',
    whenHint: 'Ohne Beginn startet der Verkauf sofort. Ohne Ende beenden Sie ihn selbst.',
    more: {
      prize: 'Mehr zu den Gewinnen',
      tickets: 'Mehr zu den Losen',
      when: 'Mehr zu den Zeiten',
      who: 'Genehmigung, Bedingungen und Fragen an die Käufer',
      fair: 'Mehr zur Ziehung, und die Adresse',
    },
    id: 'Kennung',
    idHint:
      'Für Adressen und die Kommandozeile. Aus dem Titel vorgeschlagen; keine Kennung wird zweimal benutzt.',
    idTaken:
      'Diese Kennung ist vergeben, vielleicht an eine gelöschte Probe. Schreiben Sie eine andere.',
    rehearsal: 'Probe',
    rehearsalPrize: 'Ein Geschenkkorb',
    rehearsalHint:
      'Überall als Probe gekennzeichnet, für erfundene Teilnehmer, und kann gelöscht werden.',
    pending: 'Wird eröffnet …',
    done: (title) => `${title} ist eröffnet`,
    doneText: 'Lose sind im Verkauf.',
    doneAnnounced: 'Die Seite ist öffentlich. Der Verkauf beginnt zur angekündigten Zeit.',
    wrong: {
      id: 'Schreiben Sie 1 bis 64 Buchstaben a bis z, Ziffern, - und _, vorn ein Buchstabe oder eine Ziffer.',
    },
  },

  review: {
    title: 'Prüfen, dann eröffnen',
    picture: 'hochgeladen',
    nothing: 'Noch nichts.',
    atOnce: 'sofort',
    byHand: 'wenn Sie ihn beenden',
    later:
      'Bis zum ersten verkauften Los können Sie alles ändern. Danach nur noch manches, etwa den Titel, das Bild oder ein späteres Verkaufsende, und alle mit einem Los erfahren es.',
    action: {
      open: 'Verlosung eröffnen',
      announced: 'Verlosung ankündigen',
      rehearsal: 'Probe eröffnen',
    },
    edit: 'Etwas ändern',
  },

  preview: {
    title: 'Was die Leute sehen werden',
    show: 'Vorschau',
    noTitle: 'Titel der Verlosung',
    noPicture: 'Noch kein Bild',
    countLabel: 'Übrige Lose',
    left: (capacity) => `Noch ${f.number(capacity)} von ${f.number(capacity)} übrig`,
    oneTicket: '1 Los',
    ticketFor: (money) => `1 Los · ${money}`,
    buy: 'Kaufen',
    soon: 'Bald',
  },
});
