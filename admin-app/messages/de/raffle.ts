import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffle = (f: Formats): Messages['raffle'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    projector: 'Projektoransicht',
    audit: 'Prüfung',
    participantsPage: 'Seite der Teilnehmer',
    news: {
      connecting: 'Die Verlosung wird erfragt …',
      deleted: 'Es war eine Probe, und sie ist gelöscht. Nichts daran war echt.',
      'unknown-raffle': 'Eine Verlosung mit dieser Kennung gibt es nicht. Prüfen Sie die Adresse.',
      unreachable: 'Der Dienst antwortet nicht. Diese Seite fragt von selbst wieder.',
    },

    state: {
      unsold: 'Lose sind im Verkauf; noch ist keines verkauft.',
      open: 'Lose sind im Verkauf.',
      soldOut: 'Alle Lose sind verkauft. Das Gewinnerlos kann gezogen werden.',
      closed: 'Der Verkauf ist beendet. Das Gewinnerlos ist noch nicht gezogen.',
      sealed: ({ round, publishedAt }) =>
        `Der Verkauf ist beendet und die Ziehung versiegelt. Sie wartet auf Runde ${f.number(round)} der öffentlichen Zufallsquelle, fällig am ${f.moment(publishedAt)}.`,
      drawn: (ticketNumber, at) =>
        `Los ${f.number(ticketNumber)} hat gewonnen. Gezogen am ${f.moment(at)}.`,
    },
    sold: 'verkauft',
    unsold: 'unverkauft',
    tickets: 'insgesamt',
    rules: ({ id, perPersonLimit, randomness, openedAt }) =>
      [
        id,
        `höchstens ${count(perPersonLimit)} je Person`,
        randomness === 'local'
          ? 'gezogen von diesem Server'
          : 'versiegelt, gezogen mit einer öffentlichen Zufallsquelle',
        `eröffnet am ${f.moment(openedAt)}`,
      ].join(' · '),
    freshness: {
      live: 'Live',
      polled: 'Alle paar Sekunden erfragt',
      stale: (time) => `Stand von ${time}. Der Dienst antwortet nicht; es wird weiter versucht …`,
    },
    typeId: (id) => `Geben Sie die Kennung der Verlosung ein (${id})`,
    final: 'Was nicht rückgängig zu machen ist',

    rehearsal: {
      band: 'Probe. Nichts hier ist echt.',
      fill: {
        title: 'Erfundene Teilnehmer',
        text: 'Sie kaufen nach denselben Regeln wie alle, je ein oder zwei Lose, damit es etwas zu ziehen gibt. Ihre Adressen enden auf @rehearsal.invalid.',
        count: 'Wie viele Lose sie kaufen',
        wrong: (remaining) =>
          remaining === 1
            ? 'Schreiben Sie 1: Mehr sind nicht übrig.'
            : `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(remaining)}.`,
        button: 'Kaufen lassen',
        pending: 'Sie kaufen …',
        salesEnded: 'Der Verkauf ist beendet, also kann niemand kaufen.',
        soldOut: 'Alle Lose sind verkauft.',
        done: (taken) => `Erfundene Teilnehmer haben ${count(taken)} genommen`,
        doneText: 'In den Zahlen auf dieser Seite sind sie schon enthalten.',
      },
      delete: {
        open: 'Probe löschen …',
        title: (title) => `${title} löschen`,
        consequence:
          'Mit der Probe verschwindet ihr Protokoll. Ihre Kennung kann nie wieder benutzt werden.',
        action: 'Diese Probe löschen',
        pending: 'Wird gelöscht …',
        done: (title) => `${title} ist gelöscht`,
        doneText: 'Die Kennung bleibt vergeben.',
      },
    },

    preview: {
      title: 'Was Teilnehmer sehen',
      show: 'Vorschau zeigen',
      hide: 'Vorschau ausblenden',
      hint: 'Nur zum Ansehen: Darin lässt sich nichts drücken. Bleibt sie leer, erlaubt der Dienst nicht, dass seine Seite hier erscheint; öffnen Sie dann die Seite der Teilnehmer.',
    },
  };
};
