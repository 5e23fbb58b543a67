import type { Formats } from '#ui/formats.ts';
import type { Messages } from './en.ts';

/** All texts of the app in German. */
export const german = (f: Formats): Messages => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'Nummer', other: 'Nummern' })} ${f.list(numbers.map(f.number))}`;
  const drawn = (winners: readonly number[]) =>
    winners.length === 0
      ? 'Die Ziehung ist erfolgt.'
      : `${f.plural(winners.length, { one: 'Los', other: 'Die Lose' })} ${f.list(winners.map(f.number))} ${f.plural(winners.length, { one: 'wurde', other: 'wurden' })} gezogen.`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` Sie haben ${count(numbers.length)}, ${named(numbers)}.`;

  return {
    raffle: 'Verlosung',
    rehearsal: { mark: 'Probe', band: 'Probe. Nichts hier ist echt.' },
    poolLabel: 'Verfügbare Lose',
    poolValue: ({ remaining, capacity, mine }) =>
      `${f.number(remaining)} von ${f.number(capacity)} Losen übrig.${held(mine)}`,

    buy: (n) => `${count(n)} kaufen`,
    buying: 'Wird gekauft …',
    finishBuying: (n) => `Kauf von ${count(n)} abschließen`,
    checkingShort: 'Wird geprüft …',
    checking: 'Wir prüfen, ob Ihr Los durchgegangen ist …',
    quantity: 'Wie viele',
    free: 'Kostenlos',
    confirm: {
      title: 'Lose kaufen',
      what: count,
      pay: 'Sie bezahlen beim Veranstalter, nicht auf dieser Seite.',
      forAccount: (email) => `Wir schreiben an ${email}.`,
      action: (n) => `${count(n)} verbindlich kaufen`,
      cancel: 'Zurück',
      changed: 'Der Veranstalter hat diese Verlosung geändert, seit Sie die Seite geöffnet haben:',
      was: (before) => `vorher ${before}`,
    },
    moment: 'Einen Moment …',
    lookingUpTickets: 'Ihre Lose werden geladen …',
    soldOut: 'Ausverkauft',
    signInToBuy: 'Zum Kaufen anmelden',
    signInToSee: 'Anmelden, um Ihre Lose zu sehen',
    youHold: (n, of) => `Sie haben ${f.number(n)} von ${f.number(of)}`,
    capReason: (limit) => `Eine Person darf höchstens ${count(limit)} haben.`,
    slow: 'Das dauert länger als sonst. Sie können ruhig warten: Doppelt kaufen geht nicht.',
    unknownOutcome:
      'Mit der Taste erfahren Sie es. Ist Ihr Kauf durchgegangen, bekommen Sie die Lose, die Sie schon haben; wenn nicht, wird er jetzt ausgeführt. Nie doppelt.',
    unknownAfterReload: 'Die Seite wurde geschlossen, bevor die Antwort kam',
    arrived: (numbers) => ({
      title: `Sie haben ${f.plural(numbers.length, { one: 'Los', other: 'die Lose' })} ${f.list(numbers.map(f.number))}`,
      text: `${f.plural(numbers.length, { one: 'Es kam', other: 'Sie kamen' })} dazu, nachdem Sie auf „Kaufen“ gedrückt hatten. Drücken Sie die Taste, um abzuschließen: War das Ihr Kauf, wird nichts weiter gekauft.`,
    }),
    finishAction: 'Nachfragen',
    bought: {
      title: (numbers) =>
        `${f.plural(numbers.length, { one: 'Los', other: 'Lose' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'gehört', other: 'gehören' })} Ihnen`,
      text: (count) =>
        `Sie finden ${f.plural(count, { one: 'es', other: 'sie' })} unter „Meine Lose“.`,
    },

    signIn: {
      title: 'Anmelden',
      why: 'Damit Ihre Lose Ihnen gehören und niemand mehr bekommt, als die Regeln erlauben.',
      email: 'E-Mail-Adresse',
      sendCode: 'Code zusenden',
      sendingCode: 'Wird gesendet …',
      code: 'Code aus der E-Mail',
      codeHint: (email) =>
        `Geben Sie den 8-stelligen Code ein, den wir an ${email} gesendet haben. Er läuft in 10 Minuten ab.`,
      enter: 'Anmelden',
      entering: 'Sie werden angemeldet …',
      otherAddress: 'Andere Adresse verwenden',
      newCode: 'Neuen Code senden',
      sentAgain: (email, at) =>
        `Neuer Code um ${f.time(at)} an ${email} gesendet. Codes aus früheren E-Mails gelten weiter.`,
      emailIncomplete: 'Geben Sie eine vollständige E-Mail-Adresse ein, z. B. anna@example.org.',
      codeMissing: 'Geben Sie alle 8 Ziffern des Codes ein.',
      cancel: 'Jetzt nicht',
      windowOpen: 'Wir warten auf das Anmeldefenster …',
      windowHint: 'Die Anmeldung öffnet sich in einem eigenen Fenster der Verlosung.',
      windowBlocked:
        'Ihr Browser hat das Anmeldefenster blockiert. Erlauben Sie es und drücken Sie noch einmal.',
      signedInAs: (email) => `Angemeldet als ${email}`,
      signOut: 'Abmelden',
      siteAsks: (origin) =>
        `${origin} zeigt diese Verlosung und möchte 15 Minuten lang in Ihrem Namen Lose kaufen dürfen.`,
      goOn: 'Weiter',
    },

    tryAgain: 'Noch einmal versuchen',
    displayFailed: {
      title: 'Das ließ sich nicht anzeigen.',
      next: 'Gekaufte Lose gehören weiterhin Ihnen. Versuchen Sie es noch einmal oder laden Sie die Seite neu.',
    },
    ticket: 'Los',
    ticketName: (n) => `Los ${f.number(n)}`,
    boughtAt: (time) => f.moment(time),

    prizeOf: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}`,
    prizeClaimed: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}, abgeholt`,
    prizeUnawarded: (title) => `${title}: nicht vergeben`,

    result: 'Ergebnis',
    winningTicket: 'Gewinnerlos',
    voidedTicket: 'Nicht mehr gültig',
    drawnAt: (time) => `Gezogen am ${f.moment(time)}`,
    drawnFrom: (sold) =>
      `aus ${f.number(sold)} verkauften ${f.plural(sold, { one: 'Los', other: 'Losen' })}`,
    toRaffle: 'Zur Verlosung',
    toResult: 'Zum öffentlichen Ergebnis',
    notDrawn: 'Das Gewinnerlos ist noch nicht gezogen.',
    resultComes: 'Das Ergebnis erscheint hier nach der Ziehung.',
    allRaffles: 'Alle Verlosungen',
    toAllRaffles: 'Zu allen Verlosungen',
    noRaffles: 'Es gibt noch keine Verlosung.',
    noSuchPage: 'Unter dieser Adresse gibt es nichts. Das sind die Verlosungen dieser Seite.',
    listed: {
      soldOut: 'Ausverkauft.',
      closed: 'Der Verkauf ist beendet. Als Nächstes kommt die Ziehung.',
      drawn: 'Das Gewinnerlos ist gezogen.',
      announced: (opensAt) => `Der Verkauf beginnt am ${f.moment(opensAt)}.`,
      cancelled: 'Abgesagt. Es gibt keine Ziehung.',
    },

    freshness: {
      live: 'Live',
      polled: 'Wird alle paar Sekunden geprüft',
      stale: (ageMs) => `Stand: ${f.ago(ageMs)}. Wir verbinden neu …`,
      offline: (ageMs) => `Sie sind offline. Stand: ${f.ago(ageMs)}.`,
    },
    milestones: {
      half: (remaining) => `Die Hälfte der Lose ist verkauft. Noch ${count(remaining)}.`,
      ten: (remaining) => `Noch ${count(remaining)}.`,
      last: 'Noch ein Los.',
      soldOut: 'Ausverkauft.',
      drawn: (winners) =>
        winners.length === 1
          ? `Das Gewinnerlos ist gezogen: Los ${f.list(winners.map(f.number))}.`
          : `Die Gewinnerlose sind gezogen: ${f.list(winners.map(f.number))}.`,
    },
    notices: 'Mitteilungen',
    dismiss: 'Schließen',

    situations: {
      connecting: {
        sentence: 'Verbindung zur Verlosung …',
        next: 'Das dauert ein, zwei Sekunden.',
      },
      unknownRaffle: {
        sentence: 'Diese Verlosung gibt es nicht.',
        next: 'Prüfen Sie die Adresse.',
      },
      deleted: {
        sentence: 'Diese Probe ist gelöscht.',
        next: 'Nichts daran war echt.',
      },
      offline: {
        sentence: 'Sie sind offline.',
        next: 'Verbinden Sie sich, dann erscheint die Verlosung von selbst.',
      },
      serverDown: {
        sentence: 'Die Verlosung antwortet nicht.',
        next: 'Solange wird nichts gekauft. Wir versuchen es alle paar Sekunden erneut; Sie müssen nicht neu laden.',
      },
      open: ({ numbers, allowance }) => ({
        sentence: numbers.length === 0 ? 'Der Verkauf läuft.' : held(numbers).trim(),
        next:
          numbers.length === 0
            ? `Sie dürfen ${count(allowance)} kaufen.`
            : `Sie dürfen noch ${count(allowance)} kaufen.`,
      }),
      lastTicket: { sentence: 'Ein Los ist übrig.', next: 'Wer es zuerst kauft, hat es.' },
      signedOut: {
        sentence: 'Der Verkauf läuft.',
        next: 'Melden Sie sich an, um zu kaufen oder Ihre Lose zu sehen.',
      },
      atCap: (numbers) => ({
        sentence: `Sie haben ${count(numbers.length)}, das Maximum: ${f.list(numbers.map(f.number))}.`,
        next: 'Das Ergebnis erscheint hier nach der Ziehung.',
      }),
      soldOut: (numbers) => ({
        sentence: `Ausverkauft.${held(numbers)}`,
        next: 'Das Ergebnis erscheint hier nach der Ziehung.',
      }),
      closed: ({ sold, numbers, due }) => ({
        sentence: `${count(sold)} ${f.plural(sold, { one: 'ist', other: 'sind' })} in der Ziehung.${held(numbers)}`,
        next:
          due === undefined
            ? 'Als Nächstes kommt die Ziehung. Das Ergebnis erscheint hier.'
            : due.isLate
              ? `Die Ziehung war für ${f.day(due.at)} vorgesehen und verspätet sich. Das Ergebnis erscheint hier.`
              : `Ziehung: ${f.day(due.at)}. Das Ergebnis erscheint hier.`,
      }),
      untilOpen: 'Bis zum Verkaufsbeginn',
      untilClose: 'Bis zum Verkaufsende',
      untilDraw: 'Bis zur Ziehung',
      beforeReveal: {
        sentence: 'Die Ziehung läuft …',
        next: 'Das Ergebnis erscheint hier in wenigen Sekunden.',
      },
      drawing: {
        sentence: 'Das Gewinnerlos ist gezogen.',
        next: 'Wir vergleichen es mit Ihren Losen …',
      },
      drawn: (winners) => ({
        sentence: drawn(winners),
        next:
          winners.length === 1
            ? 'Melden Sie sich an, um zu sehen, ob es Ihres ist.'
            : 'Melden Sie sich an, um zu sehen, ob Sie gewonnen haben.',
      }),
      won: ({ numbers, prizes, isReal }) => ({
        sentence:
          prizes.length === 0
            ? `Ihr Los ${f.list(numbers.map(f.number))} hat gewonnen.`
            : `Sie haben gewonnen: ${f.list(prizes.map(({ title, ticketNumber }) => `${title} (Los ${f.number(ticketNumber)})`))}.`,
        next: isReal
          ? `Um ${f.plural(numbers.length, { one: 'den Gewinn abzuholen, zeigen Sie dem Veranstalter diese Seite oder Ihr Los', other: 'die Gewinne abzuholen, zeigen Sie dem Veranstalter diese Seite oder Ihre Lose' })}.`
          : 'Es ist eine Probe, also gibt es keinen Gewinn.',
      }),
      lost: ({ winners, numbers }) => ({
        sentence: 'Diesmal nicht.',
        next: `${drawn(winners)} Sie hatten ${named(numbers)}. Danke, dass Sie mitgemacht haben.`,
      }),
      noTicket: (winners) => ({
        sentence: drawn(winners),
        next: 'Sie hatten kein Los in dieser Verlosung.',
      }),
      announced: (opensAt) => ({
        sentence: 'Der Verkauf hat noch nicht begonnen.',
        next: `Er beginnt am ${f.day(opensAt)}.`,
      }),
      cancelled: (reason) => ({
        sentence: 'Diese Verlosung ist abgesagt. Es gibt keine Ziehung.',
        next: `Der Veranstalter schreibt: ${reason}`,
      }),
    },
  };
};
