import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../../log/log-entry.ts';
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
      'Dieser Browser holt das ganze Protokoll, rechnet es nach und prüft jede Unterschrift: die Prüfungen von raffle audit, Zeile für Zeile.',
    signed:
      'Mit dem Schlüssel dieses Browsers prüft er auch, was die Veranstalter angeordnet und unterschrieben haben. Das öffentliche Protokoll lässt sich ohne Schlüssel prüfen.',
    publicOnly:
      'Geprüft wird, was jeder sehen kann; die Unterschriften der Veranstalter gehören nicht dazu.',
    command: 'Dasselbe im Terminal:',

    log: 'Protokoll',
    logText:
      'Die Plätze zählen ab 0, wie in Quittungen und in dem, was eine Prüfung sagt. Adressen stehen nicht im Protokoll. Drücken Sie auf einen Eintrag, um seine genauen Bytes zu sehen.',
    reading: 'Das Protokoll wird gelesen …',
    type: 'Art des Eintrags',
    types: {
      all: 'Alle',
      'raffle-opened': 'Verlosung eröffnet',
      'ticket-sold': 'Los verkauft',
      'raffle-closed': 'Verkauf beendet',
      'winner-drawn': 'Gewinnerlos gezogen',
    },
    ticket: 'Losnummer',
    holder: 'Inhaber',
    holderHint: 'Ein Teil davon genügt',
    all: (n) => `${count(n)}.`,
    found: (n, of) =>
      `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Eintrag', other: 'Einträgen' })}.`,
    nothingFound: 'Kein Eintrag passt.',
    showAll: 'Alle zeigen',
    place: 'Platz',
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
        case 'winner-drawn':
          return `${ticket(entry)} wurde gezogen, Inhaber ${holder(entry)}`;
        default:
          return `Etwas, das diese App nicht kennt: ${entry.type === '' ? 'keine Art' : entry.type}`;
      }
    },
    entryTitle: (place) => `Eintrag ${f.number(place)}`,
    lineText:
      'Das Blatt des Protokolls, Byte für Byte; sein Hash steht in dem Baum, der unterschrieben ist.',
    close: 'Schließen',

    atRaffle: {
      entries: (n) => `Bisher ${count(n)}; keiner wird je geändert oder herausgenommen.`,
      root: 'Wurzel seines Baums, wie der Dienst sie unterschrieben hat',
      link: 'Protokoll ansehen und prüfen',
    },
  };
};

function holder({ holder }: LogEntry): string {
  return holder ?? 'ohne Namen';
}
