import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const draw = (f: Formats): Messages['draw'] => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  return {
    consequence: 'Ziehen beendet den Verkauf und bestimmt die Gewinnerlose. Das ist endgültig.',
    consequenceClosed: 'Ziehen bestimmt die Gewinnerlose. Das ist endgültig.',
    open: (prizes) =>
      f.plural(prizes, { one: 'Gewinnerlos ziehen …', other: 'Gewinnerlose ziehen …' }),
    title: (title, prizes) =>
      `${f.plural(prizes, { one: 'Gewinnerlos', other: 'Gewinnerlose' })} von ${title} ziehen`,
    typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu ziehen`,
    action: (prizes) =>
      f.plural(prizes, { one: 'Gewinnerlos ziehen', other: 'Gewinnerlose ziehen' }),
    pending: 'Wird gezogen …',
    noTickets: 'Es ist kein Los verkauft, also gibt es keine Ziehung.',
    drawnAlready: 'Es ist schon gezogen. Eine zweite Ziehung gibt es nicht.',

    answers: 'Der Dienst antwortet',
    answersNot: 'Der Dienst antwortet nicht; die Zahlen unten können veraltet sein',
    equation: ({ sold, remaining, capacity }) =>
      `${f.number(sold)} verkauft + ${f.number(remaining)} nicht verkauft = ${f.number(capacity)} insgesamt`,
    head: (size) => `Das öffentliche Protokoll ist auf dem Stand: ${entries(size)}`,
    askingHead: 'Das öffentliche Protokoll wird geladen …',
    right: 'Stimmt',
    notYet: 'Noch nicht',
    fairness: {
      local: 'Von diesem Server gezogen. Dass der Zufall entscheidet, lässt sich nicht prüfen.',
      drand:
        'Beim Verkaufsende versiegelt und von einer öffentlichen Zufallsquelle entschieden; jeder kann es nachrechnen. Der Betreiber dieses Dienstes könnte noch immer wählen: gemeinsam mit den Betreibern der Quelle, oder allein, wenn sonst niemand das versiegelte Verkaufsende gesehen hat, bevor die Runde erschien.',
      ownChain:
        'Beim Verkaufsende versiegelt und von einer Zufallsquelle entschieden, die der Veranstalter gewählt hat: Es ist nicht die öffentliche. Jeder kann es nachrechnen; der Betreiber dieser Quelle kennt ihre Runden aber vorher und hätte das Gewinnerlos bestimmen können.',
    },

    waitingFor: ({ round, publishedAt }) =>
      `Der Verkauf ist beendet, die Ziehung versiegelt. Sie wartet auf Runde ${f.number(round)} der Zufallsquelle, fällig um ${f.time(publishedAt)}. Eine andere Runde zählt nicht.`,
    clockQuestions: {
      confirmUncheckedClock: {
        label: 'Die Uhr des Servers geht richtig',
        hint: 'Kein Server der Zufallsquelle hat geantwortet, der Dienst konnte sie nicht prüfen. Vergleichen Sie sie mit einer anderen Uhr, bevor Sie bestätigen: Geht sie falsch, kann die Zufallszahl schon vor dem Verkaufsende bekannt sein.',
      },
      confirmStoppedBeacon: {
        label: 'Die Uhr des Servers geht richtig, die Zufallsquelle steht still',
        hint: 'Vergleichen Sie die Uhr des Servers mit einer anderen Uhr, bevor Sie bestätigen: Geht sie vor, wartet die Ziehung um so viel länger. Sie wartet auch, bis die Zufallsquelle wieder läuft.',
      },
    },
    publishedIn: (seconds) => `Die Runde erscheint in ${seconds}.`,
    anyMoment: 'Die Runde ist fällig. Sie wird abgefragt …',
    due: 'Die Runde ist fällig. Ziehen Sie, um sie abzurufen.',
    overdue: 'Diese Seite versucht es alle paar Sekunden wieder.',
    stop: 'Nicht weiter warten',
    notFetched: ({ round }) =>
      `Runde ${f.number(round)} der Zufallsquelle ist erschienen, aber der Dienst konnte sie nicht abrufen. Ohne sie kann nicht gezogen werden.`,
    stopped:
      'Diese Seite wartet nicht mehr. Die Ziehung bleibt versiegelt: Dieselbe Runde entscheidet, wann immer Sie ziehen.',
    bringBeacon:
      'Sie können die Runde selbst holen. Öffnen Sie diese Adresse auf einem Gerät mit Verbindung, kopieren Sie alles, was dort steht, und fügen Sie es unten ein.',
    bringOwnBeacon: (path) =>
      `Sie können die Runde selbst holen, von einem Server der eigenen Zufallsquelle des Veranstalters. Öffnen Sie dort ${path}, kopieren Sie alles, was dort steht, und fügen Sie es unten ein.`,
    beaconLabel: (round) => `Runde ${f.number(round)}, wie die Adresse sie zeigt`,
    beaconWrong: (round) =>
      `Das ist nicht Runde ${f.number(round)}. Kopieren Sie den ganzen Text, von { bis }.`,
    drawWithBeacon: 'Mit dieser Runde ziehen',
    bringFromTerminal: 'Oder speichern Sie sie in einer Datei und ziehen Sie im Terminal:',
    notHappened:
      'Gezogen wurde nicht: Ihre Anfrage hat den Dienst nicht erreicht, und Lose sind weiter im Verkauf. Ziehen Sie noch einmal, wenn Sie weiterhin wollen.',
    unsettled:
      'Sie haben die Ziehung gestartet, und ein Ergebnis gibt es noch nicht. Sie können es gefahrlos noch einmal versuchen, denn jede Verlosung hat eine einzige Ziehung.',
    orderAgain: 'Noch einmal versuchen zu ziehen',
    alreadyDrawn: (winners) => ({
      title:
        winners.length === 0
          ? 'Ein anderer Veranstalter hat schon gezogen'
          : `Ein anderer Veranstalter hat schon gezogen: ${f.plural(winners.length, { one: 'Los', other: 'Lose' })} ${f.list(winners.map(f.number))}`,
      text: 'Jede Verlosung hat eine einzige Ziehung, und das ist sie.',
    }),

    result: 'Ergebnis',
    wins: (ticketNumber, title) => `Los ${f.number(ticketNumber)} gewinnt ${title}.`,
    winners: (numbers) =>
      numbers.length === 0
        ? 'Kein Los gewinnt.'
        : numbers.length === 1
          ? `Los ${f.list(numbers.map(f.number))} gewinnt.`
          : `Die Lose ${f.list(numbers.map(f.number))} gewinnen.`,
    doneText: 'Jede offene Seite zeigt es. Es lässt sich nicht ändern.',
    ticket: 'Los',
    drawn: ({ winner, ticketCount, drawnAt }) =>
      `${winner === undefined ? 'Kein Inhaber' : `Inhaber ${winner.holder}`}, eines von ${f.number(ticketCount)} verkauften, gezogen am ${f.moment(drawnAt)}.`,
    winsNothing: (title) => `Kein Los gewinnt ${title}.`,
    prizeOf: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}`,
    prizeClaimed: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}, abgeholt`,
    prizeUnawarded: (title) => `${title}: nicht vergeben`,
    prizes: {
      title: 'Gewinne',
      numbered: (prize, title) => `${f.number(prize)}. ${title}`,
      ticket: (ticketNumber) => `Los ${f.number(ticketNumber)}`,
      noTicket: 'Dafür ist kein Los übrig.',
      states: {
        drawn: 'Noch nicht übergeben',
        claimed: 'Übergeben',
        unawarded: 'Nicht vergeben',
      },
      noContact:
        'Am Stand verkauft, ohne Namen und Adresse. Nur das Los selbst weist den Inhaber aus.',
      until: (at) => `Abholen bis ${f.moment(at)}.`,
      passedOn: (ticketNumber, reason, at) =>
        `Weitergegeben von Los ${f.number(ticketNumber)}: ${reason}, ${f.moment(at)}.`,
      claim: {
        open: 'Übergeben …',
        label: (prize) => `${prize}: übergeben`,
        title: (prize) => `Ist „${prize}“ übergeben?`,
        consequence: (ticketNumber) =>
          `Es wird festgehalten, dass der Inhaber von Los ${f.number(ticketNumber)} ihn hat. Danach kann der Gewinn nicht mehr weitergehen. Das ist endgültig.`,
        action: 'Ist übergeben',
        pending: 'Wird festgehalten …',
        done: (prize) => `${prize} ist übergeben`,
        doneText: 'Die Seite der Verlosung zeigt es.',
      },
      forfeit: {
        open: 'Weitergeben …',
        label: (prize) => `${prize}: weitergeben`,
        title: (prize, ticketNumber) => `„${prize}“ von Los ${f.number(ticketNumber)} weitergeben`,
        consequence:
          'Der Inhaber erfährt es per E-Mail, und die Seite der Verlosung zeigt den Grund auf Dauer. Das ist endgültig.',
        reason: 'Grund',
        hints: {
          unclaimed: 'Die Zeit zum Abholen ist vorbei.',
          declined: 'Der Inhaber möchte ihn nicht.',
          ineligible: 'Auch alle anderen Lose dieser Person scheiden aus.',
        },
        notYet: (at) => `„Nicht rechtzeitig abgeholt“ geht ab ${f.moment(at)}.`,
        never:
          'Es wurde keine Zeit zum Abholen angekündigt, also kann kein Gewinn als nicht abgeholt weitergehen.',
        next: (ticketNumber, who) =>
          `Als Nächstes kommt Los ${f.number(ticketNumber)}${who === '' ? '' : ` (${who})`}.`,
        unawarded: 'Es ist kein Los übrig, also bleibt der Gewinn ohne Gewinner.',
        action: 'Gewinn weitergeben',
        pending: 'Wird weitergegeben …',
        done: (prize) => `${prize} ist weitergegeben`,
        doneText: 'Die Inhaber erfahren es per E-Mail.',
      },
    },
    technical: 'Technische Einzelheiten',
    verify: 'Prüfen',
    showOnProjector: 'Auf dem Projektor zeigen',
  };
};
