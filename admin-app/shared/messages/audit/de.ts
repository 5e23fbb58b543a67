import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../../queries/log-entry.ts';
import type { Messages } from '../en.ts';

export const audit = (f: Formats): Messages['audit'] => {
  const count = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  const ticket = ({ ticketNumber }: LogEntry) =>
    ticketNumber === undefined ? 'Ein Los ohne Nummer' : `Los ${f.number(ticketNumber)}`;
  return {
    title: (name) => `Prüfung von ${name}`,

    verify: 'Prüfen',
    verifyText:
      'Dieser Browser holt das ganze Protokoll, rechnet es nach und prüft jede Unterschrift.',
    signed: 'Weil Sie angemeldet sind, prüft er auch die Unterschriften der Veranstalter.',
    publicOnly:
      'Geprüft wird das öffentliche Protokoll, nicht die Unterschriften der Veranstalter.',
    command: 'Dasselbe im Terminal:',

    log: 'Protokoll',
    logText:
      'Die Positionen zählen ab 0, wie in Quittungen und Prüfberichten. Adressen stehen nicht im Protokoll. Wählen Sie einen Eintrag, um seine genauen Bytes zu sehen.',
    reading: 'Das Protokoll wird gelesen …',
    type: 'Art des Eintrags',
    types: {
      all: 'Alle',
      'raffle-opened': 'Verlosung eröffnet',
      'ticket-sold': 'Los verkauft',
      'raffle-amended': 'Verlosung geändert',
      'ticket-voided': 'Los storniert',
      'raffle-closed': 'Verkauf beendet',
      'raffle-drawn': 'Gewinnerlose gezogen',
      'prize-claimed': 'Gewinn übergeben',
      'prize-forfeited': 'Gewinn verfallen',
      'raffle-cancelled': 'Verlosung abgesagt',
    },
    ticket: 'Losnummer',
    holder: 'Inhaber',
    holderHint: 'Ein Teil davon genügt',
    all: (n) => `${count(n)}.`,
    found: (n, of) =>
      `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Eintrag', other: 'Einträgen' })}.`,
    nothingFound: 'Kein Eintrag passt.',
    showAll: 'Alle zeigen',
    place: 'Position',
    what: 'Was geschah',
    at: 'Zeit',
    entry(entry) {
      switch (entry.type) {
        case 'raffle-opened':
          return 'Die Verlosung wurde eröffnet';
        case 'ticket-sold':
          return `${ticket(entry)} wurde verkauft, Inhaber ${holder(entry)}`;
        case 'raffle-closed': {
          const n = entry.ticketCount ?? 0;
          return `Der Verkauf endete mit ${f.number(n)} ${f.plural(n, { one: 'verkauften Los', other: 'verkauften Losen' })}`;
        }
        case 'raffle-amended':
          return 'Die Verlosung wurde geändert';
        case 'ticket-voided':
          return `${ticket(entry)} wurde storniert`;
        case 'raffle-drawn':
          return `Die Ziehung ist erfolgt: ${f.list(entry.drawnNumbers.map(f.number))}`;
        case 'prize-claimed':
          return `${ticket(entry)} hat Gewinn ${f.number(entry.prize ?? 0)} erhalten`;
        case 'prize-forfeited':
          return `${ticket(entry)} hat Gewinn ${f.number(entry.prize ?? 0)} verloren`;
        case 'raffle-cancelled':
          return 'Die Verlosung wurde abgesagt';
        default:
          return `Unbekannte Art von Eintrag: ${entry.type === '' ? 'keine' : entry.type}`;
      }
    },
    entryTitle: (place) => `Eintrag ${f.number(place)}`,
    lineText:
      'Das Blatt des Protokolls, Byte für Byte; sein Hash steht in dem Baum, der unterschrieben ist.',
    close: 'Schließen',

    atRaffle: {
      entries: (n) => `Bisher ${count(n)}; keiner wird je geändert oder entfernt.`,
      root: 'Unterschriebene Wurzel',
      link: 'Protokoll ansehen und prüfen',
    },
  };
};

function holder({ holder }: LogEntry): string {
  return holder ?? 'ohne Namen';
}
