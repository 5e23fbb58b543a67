import type { Formats } from '#ui/formats.ts';
import type { Messages } from './en.ts';

/** Every word of the app, in German. */
export const german = (f: Formats): Messages => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'Nummer', other: 'Nummern' })} ${f.list(numbers.map(f.number))}`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` Sie haben ${count(numbers.length)}, ${named(numbers)}.`;

  return {
    raffle: 'Verlosung',
    rehearsal: { mark: 'Probe', band: 'Probe. Nichts hier ist echt.' },
    poolLabel: 'Verfügbare Lose',
    left: (n) => f.plural(n, { one: 'Los übrig', other: 'Lose übrig' }),
    unsold: (n) => f.plural(n, { one: 'Los nicht verkauft', other: 'Lose nicht verkauft' }),
    ofCapacity: (capacity) => `von ${f.number(capacity)}`,
    poolValue: ({ remaining, capacity, mine }) =>
      `${f.number(remaining)} von ${f.number(capacity)} Losen übrig.${held(mine)}`,
    yours: (numbers) => `Ihre: ${f.list(numbers.map(f.number))}`,
    soldCount: (n) => `${f.number(n)} verkauft`,

    buy: (n) => `${count(n)} kaufen`,
    buying: 'Wird gekauft …',
    finishBuying: (n) => `Kauf von ${count(n)} abschließen`,
    checkingShort: 'Wird geprüft …',
    checking: 'Wir prüfen, ob Ihr Los durchgegangen ist …',
    quantity: 'Wie viele',
    moment: 'Einen Moment …',
    lookingUpTickets: 'Ihre Lose werden geladen …',
    salesEnded: 'Der Verkauf ist beendet',
    soldOut: 'Ausverkauft',
    signInToBuy: 'Zum Kaufen anmelden',
    signInToSee: 'Anmelden, um Ihre Lose zu sehen',
    youHold: (n, of) => `Sie haben ${f.number(n)} von ${f.number(of)}`,
    capReason: (limit) => `Eine Person darf höchstens ${count(limit)} haben.`,
    slow: 'Das dauert länger als sonst. Sie können ruhig warten: Doppelt kaufen geht nicht.',
    unknownOutcome:
      'Mit der Taste erfahren Sie es. Ist Ihr Kauf durchgegangen, bekommen Sie die Lose, die Sie schon haben; wenn nicht, wird er jetzt ausgeführt. Nie doppelt.',
    unknownAfterReload: 'Diese Seite war weg, bevor die Antwort kam.',
    finishAction: 'Nachfragen',
    bought: {
      title: (numbers) =>
        `${f.plural(numbers.length, { one: 'Los', other: 'Lose' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'gehört', other: 'gehören' })} Ihnen`,
      text: 'Im Protokoll der Verlosung verzeichnet. Sie finden es unter „Meine Lose“.',
    },

    signIn: {
      title: 'Anmelden',
      why: 'Damit Ihre Lose Ihnen gehören und niemand mehr bekommt, als die Regeln erlauben.',
      email: 'E-Mail-Adresse',
      sendCode: 'Code zusenden',
      sendingCode: 'Wird gesendet …',
      code: 'Code aus der E-Mail',
      codeHint: (email) => `Acht Ziffern, gesendet an ${email}. Sie gelten zehn Minuten.`,
      enter: 'Anmelden',
      entering: 'Sie werden angemeldet …',
      otherAddress: 'Andere Adresse verwenden',
      newCode: 'Neuen Code senden',
      codeSent: (email) => `Ein Code ist unterwegs an ${email}.`,
      emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
      codeMissing: 'Geben Sie die acht Ziffern des Codes ein.',
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
    ticket: 'Los',
    ticketName: (n) => `Los ${f.number(n)}`,
    boughtAt: (time) => f.moment(time),

    rulesTitle: 'Die Regeln',
    rules: ({ capacity, perPersonLimit }) => [
      `${count(capacity)}, nie eines mehr.`,
      `Höchstens ${count(perPersonLimit)} für eine Person.`,
      'Ein Gewinnerlos, einmal gezogen.',
    ],
    randomness: {
      drand:
        'Bei Verkaufsende versiegelt, danach durch eine öffentliche Zufallsquelle entschieden. Alle können das nachrechnen. Bestimmen könnte der Veranstalter das Gewinnerlos nur gemeinsam mit den Betreibern der Zufallsquelle, oder allein, wenn sonst niemand das versiegelte Verkaufsende gesehen hat, bevor die Zufallszahl erschien.',
      local:
        'Gezogen vom Server der Verlosung selbst. Das Ergebnis steht im Protokoll; dass wirklich der Zufall entschieden hat, müssen Sie dem Server glauben.',
    },

    result: 'Ergebnis',
    winningTicket: 'Gewinnerlos',
    drawnAt: (time) => `Gezogen am ${f.moment(time)}`,
    drawnFrom: (sold) =>
      `aus ${f.number(sold)} verkauften ${f.plural(sold, { one: 'Los', other: 'Losen' })}`,
    toRaffle: 'Zur Verlosung',
    toResult: 'Zum öffentlichen Ergebnis',
    allRaffles: 'Alle Verlosungen',
    noRaffles: 'Es gibt noch keine Verlosung. Ein Betreiber eröffnet eine mit `raffle create`.',

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
      drawn: (winner) => `Das Gewinnerlos ist gezogen: Los ${f.number(winner)}.`,
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
        next: 'Solange wird nichts gekauft. Alle paar Sekunden wird es neu versucht; Sie müssen nicht neu laden.',
      },
      open: ({ numbers, allowance }) => ({
        sentence: numbers.length === 0 ? 'Der Verkauf läuft.' : held(numbers).trim(),
        next:
          numbers.length === 0
            ? `Sie dürfen ${count(allowance)} kaufen.`
            : `Sie dürfen noch ${count(allowance)} kaufen.`,
      }),
      lastTicket: { sentence: 'Ein Los ist übrig.', next: 'Wer es zuerst kauft, hat es.' },
      signedOut: { sentence: 'Der Verkauf läuft.', next: 'Melden Sie sich an, um zu kaufen.' },
      atCap: (numbers) => ({
        sentence: `Sie haben alle Lose, die Sie haben dürfen.${held(numbers)}`,
        next: 'Das Ergebnis erscheint hier nach der Ziehung.',
      }),
      soldOut: (numbers) => ({
        sentence: `Ausverkauft.${held(numbers)}`,
        next: 'Das Ergebnis erscheint hier nach der Ziehung.',
      }),
      closed: (numbers) => ({
        sentence: `Der Verkauf ist beendet.${held(numbers)}`,
        next: 'Als Nächstes kommt die Ziehung; das Ergebnis erscheint hier.',
      }),
      drawing: {
        sentence: 'Das Gewinnerlos ist gezogen.',
        next: 'Wir vergleichen es mit Ihren Losen …',
      },
      drawn: (winner) => ({
        sentence: `Los ${f.number(winner)} wurde gezogen.`,
        next: 'Melden Sie sich an, um zu sehen, ob es Ihres ist.',
      }),
      won: ({ winner, isReal }) => ({
        sentence: `Ihr Los ${f.number(winner)} hat gewonnen.`,
        next: isReal
          ? 'Wer die Verlosung veranstaltet, kennt Ihre Adresse und wird Ihnen schreiben.'
          : 'Es ist eine Probe, also gibt es keinen Preis.',
      }),
      lost: ({ winner, numbers }) => ({
        sentence: `Los ${f.number(winner)} wurde gezogen. Sie hatten ${named(numbers)}.`,
        next: 'Diesmal nicht. Danke, dass Sie mitgemacht haben.',
      }),
      noTicket: (winner) => ({
        sentence: `Los ${f.number(winner)} wurde gezogen.`,
        next: 'Sie hatten kein Los in dieser Verlosung.',
      }),
    },
  };
};
