import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const draw = (f: Formats): Messages['draw'] => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  return {
    consequence: 'Ziehen beendet den Verkauf und bestimmt das eine Gewinnerlos, endgültig.',
    consequenceClosed: 'Ziehen bestimmt das eine Gewinnerlos, endgültig.',
    open: 'Gewinnerlos ziehen …',
    title: (title) => `Gewinnerlos von ${title} ziehen`,
    typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu ziehen`,
    action: 'Gewinnerlos ziehen',
    pending: 'Wird gezogen …',
    nobody: 'Es gibt niemanden zu ziehen: Es ist kein Los verkauft.',
    drawnAlready: 'Das Gewinnerlos ist schon gezogen. Eine zweite Ziehung gibt es nicht.',

    answers: 'Der Dienst antwortet',
    answersNot: 'Der Dienst antwortet nicht; das Folgende ist der Stand von vorher',
    equation: ({ sold, remaining, capacity }) =>
      `${f.number(sold)} verkauft + ${f.number(remaining)} nicht verkauft = ${f.number(capacity)} insgesamt`,
    head: (size) => `Protokoll: ${entries(size)}, Wurzel`,
    askingHead: 'Protokoll: Sein Stand wird erfragt …',
    right: 'Stimmt',
    notYet: 'Noch nicht',
    fairness: {
      local: 'Von diesem Server gezogen; über das Protokoll hinaus kann es niemand nachprüfen.',
      drand:
        'Beim Verkaufsende versiegelt und von einer öffentlichen Zufallsquelle entschieden; jeder kann es nachrechnen. Wer diesen Dienst beherrscht, könnte noch immer wählen: gemeinsam mit den Hütern der Quelle, oder allein, wenn sonst niemand das versiegelte Verkaufsende gesehen hat, bevor die Runde erschien.',
    },

    waitingFor: ({ round, publishedAt }) =>
      `Der Verkauf ist beendet, die Ziehung versiegelt. Sie wartet auf Runde ${f.number(round)} der Zufallsquelle, fällig um ${f.time(publishedAt)}. Eine andere Runde zählt nicht.`,
    publishedIn: (seconds) => `Die Runde erscheint in ${seconds}.`,
    anyMoment: 'Die Runde ist fällig. Sie wird abgefragt …',
    due: 'Die Runde ist fällig. Sie wird abgefragt, sobald jemand die Ziehung beauftragt.',
    overdue: 'Diese Seite fragt alle paar Sekunden wieder.',
    bringBeacon:
      'Oder holen Sie die Runde selbst von einem drand-Relay, speichern Sie sie und geben Sie sie über die Kommandozeile mit:',
    notHappened:
      'Gezogen wurde nicht: Der Auftrag kam nicht an, und Lose sind weiter im Verkauf. Beauftragen Sie die Ziehung noch einmal, wenn Sie sie weiterhin wollen; es gibt eine einzige.',
    unsettled:
      'Die Ziehung wurde von hier aus beauftragt, und ein Gewinnerlos gibt es noch nicht. Noch einmal zu fragen ist sicher, es gibt eine einzige Ziehung.',
    orderAgain: 'Die Ziehung noch einmal beauftragen',
    alreadyDrawn: (ticketNumber) => ({
      title: `Jemand anders hat schon gezogen: Los ${f.number(ticketNumber)}`,
      text: 'Es gibt eine einzige Ziehung, und das ist sie.',
    }),

    result: 'Ergebnis',
    wins: (ticketNumber, title) => `Los ${f.number(ticketNumber)} gewinnt ${title}.`,
    doneText: 'Jede offene Seite zeigt es. Es lässt sich nicht mehr ändern.',
    ticket: 'Los',
    winningTicket: 'Gewinnerlos',
    rehearsal: 'Probe. Gewonnen ist nichts.',
    soldAt: (time) => `Verkauft am ${f.moment(time)}`,
    boughtBy: (email) => `Gekauft von ${email}.`,
    drawn: ({ winner, ticketCount, drawnAt }) =>
      `Inhaber ${winner.holder}, eines von ${f.number(ticketCount)} verkauften, gezogen am ${f.moment(drawnAt)}.`,
    verify: 'Prüfen',
    showOnProjector: 'Auf dem Projektor zeigen',
  };
};
