import type { Formats } from '#ui/formats.ts';
import type { Messages } from './en.ts';
import { phrases } from './phrases-de.ts';
import { situations } from './situations-de.ts';

/** All texts of the app in German. */
export const german = (f: Formats): Messages => {
  const { count, held, winnersDrawn } = phrases(f);
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
    showMyTickets: 'Meine Lose zeigen',
    signInToBuy: 'Zum Kaufen anmelden',
    signInToSee: 'Anmelden, um Ihre Lose zu sehen',
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

    result: 'Ergebnis',
    winningTicket: 'Gewinnerlos',
    voidedTicket: 'Nicht mehr gültig',
    contradictedTicket: 'Nicht bestätigt',
    unpaidTicket: 'Noch nicht bezahlt',
    unpaid: (numbers) =>
      `${f.plural(numbers.length, { one: 'Los', other: 'Die Lose' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'ist', other: 'sind' })} noch nicht als bezahlt vermerkt.`,
    drawnAt: (time) => `Gezogen am ${f.moment(time)}`,
    drawnFrom: (sold) =>
      `aus ${f.number(sold)} verkauften ${f.plural(sold, { one: 'Los', other: 'Losen' })}`,
    toRaffle: 'Zur Verlosung',
    toResult: 'Zum öffentlichen Ergebnis',
    notDrawn: (prizes) =>
      f.plural(prizes, {
        one: 'Das Gewinnerlos ist noch nicht gezogen.',
        other: 'Die Gewinnerlose sind noch nicht gezogen.',
      }),
    resultComes: 'Das Ergebnis erscheint hier nach der Ziehung.',
    allRaffles: 'Alle Verlosungen',
    toAllRaffles: 'Zu allen Verlosungen',
    noRaffles: 'Es gibt noch keine Verlosung.',
    noSuchPage: 'Unter dieser Adresse gibt es nichts. Das sind die Verlosungen dieser Seite.',
    listed: {
      soldOut: 'Ausverkauft.',
      closed: 'Der Verkauf ist beendet. Als Nächstes kommt die Ziehung.',
      drawn: winnersDrawn,
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

    situations: situations(f),
  };
};
