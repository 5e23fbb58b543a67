import type { Formats } from '#ui/formats.ts';
import { nameBeacon } from '../beacon/de.ts';
import type { Messages } from '../en.ts';

export const raffle = (f: Formats): Messages['raffle'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    projector: 'Projektoransicht',
    audit: 'Prüfung',
    participantsPage: 'Seite der Teilnehmer',
    unavailable: {
      connecting: 'Die Verlosung wird geladen …',
      deleted: 'Diese Probe ist gelöscht. Nichts daran war echt.',
      'unknown-raffle': 'Eine Verlosung mit dieser Kennung gibt es nicht. Prüfen Sie die Adresse.',
      unreachable: 'Der Dienst antwortet nicht. Es wird weiter versucht …',
    },

    state: {
      unsold: 'Lose sind im Verkauf; noch ist keines verkauft.',
      open: 'Lose sind im Verkauf.',
      soldOut: 'Alle Lose sind verkauft. Das Gewinnerlos kann gezogen werden.',
      closed: 'Der Verkauf ist beendet. Das Gewinnerlos ist noch nicht gezogen.',
      sealed: ({ round, publishedAt, chainHash }) =>
        `Der Verkauf ist beendet und die Ziehung versiegelt. Sie wartet auf Runde ${f.number(round)} ${nameBeacon(chainHash)}, fällig am ${f.moment(publishedAt)}.`,
      drawnOn: (at) => `Gezogen am ${f.moment(at)}.`,
      drawn: (winners, at) =>
        winners.length === 0
          ? `Kein Los hat einen Gewinn. Gezogen am ${f.moment(at)}.`
          : winners.length === 1
            ? `Los ${f.list(winners.map(f.number))} hat gewonnen. Gezogen am ${f.moment(at)}.`
            : `Gewonnen haben die Lose ${f.list(winners.map(f.number))}. Gezogen am ${f.moment(at)}.`,
      announced: (opensAt) =>
        `Der Verkauf hat noch nicht begonnen. Er beginnt am ${f.moment(opensAt)}.`,
      cancelled: (reason, at) =>
        `Abgesagt am ${f.moment(at)}. Es gibt keine Ziehung. Grund: ${reason}`,
    },
    sold: 'verkauft',
    unsold: 'unverkauft',
    tickets: 'insgesamt',
    rules: ({ id, perPersonLimit, randomness, chainHash, openedAt }) =>
      [
        id,
        `höchstens ${count(perPersonLimit)} je Person`,
        randomness === 'local'
          ? 'gezogen von diesem Server'
          : `versiegelt, gezogen mit ${nameBeacon(chainHash)}`,
        `eröffnet am ${f.moment(openedAt)}`,
      ].join(' · '),
    freshness: {
      live: 'Live',
      polled: 'Alle paar Sekunden aktualisiert',
      stale: (time) => `Stand von ${time}. Der Dienst antwortet nicht; es wird weiter versucht …`,
    },
    typeId: (id) => `Geben Sie die Kennung der Verlosung ein (${id})`,
    final: 'Was sich nicht rückgängig machen lässt',

    rehearsal: {
      band: 'Probe. Nichts hier ist echt.',
      fill: {
        title: 'Erfundene Teilnehmer',
        text: 'Sie kaufen nach denselben Regeln je ein oder zwei Lose, damit es etwas zu ziehen gibt. Ihre Adressen enden auf @rehearsal.invalid.',
        count: 'Wie viele Lose sie kaufen',
        wrong: (remaining) =>
          remaining === 1
            ? 'Schreiben Sie 1: Mehr sind nicht übrig.'
            : `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(remaining)}.`,
        button: 'Kaufen lassen',
        pending: 'Sie kaufen …',
        notStarted: 'Der Verkauf hat noch nicht begonnen.',
        salesEnded: 'Der Verkauf ist beendet.',
        soldOut: 'Alle Lose sind verkauft.',
        done: (taken) => `Erfundene Teilnehmer haben ${count(taken)} genommen`,
        doneText: 'Die Zahlen auf dieser Seite enthalten sie.',
      },
      delete: {
        open: 'Probe löschen …',
        title: (title) => `${title} löschen`,
        consequence:
          'Die Probe und ihr Protokoll werden gelöscht. Ihre Kennung kann nie wieder benutzt werden.',
        action: 'Diese Probe löschen',
        pending: 'Wird gelöscht …',
        done: (title) => `${title} ist gelöscht`,
        doneText: 'Die Kennung kann nicht wieder benutzt werden.',
      },
    },

    preview: {
      title: 'Was Teilnehmer sehen',
      show: 'Vorschau zeigen',
      hide: 'Vorschau ausblenden',
      hint: 'Nur zum Ansehen. Bleibt sie leer, erlaubt der Dienst nicht, dass seine Seite hier erscheint; öffnen Sie dann die Seite der Teilnehmer.',
    },
  };
};
