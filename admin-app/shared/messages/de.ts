import { publicChainHash } from '#contract/randomness-kind.ts';
import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../queries/log-entry.ts';
import type { Messages } from './en.ts';

const shell: Messages['shell'] = {
  appName: 'Verlosung verwalten',
  skip: 'Zum Inhalt',
  navigation: 'Haupt',
  raffles: 'Verlosungen',
  keys: 'Veranstalter',
  notices: 'Hinweise',
  dismiss: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  cancel: 'Abbrechen',
  unknown: 'Diese Seite gibt es nicht',
  toRaffles: 'Zu den Verlosungen',
  bothAddresses: (service, page) =>
    `Der Dienst unter ${service} akzeptiert diese App nur unter der Adresse in seinem RAFFLE_ADMIN_URL. Diese Seite ist unter ${page}. Sind die beiden verschieden, öffnen Sie die App unter jener Adresse.`,
  loading:
    'Dieser Teil der App wird noch geladen. Erscheint er nicht, prüfen Sie Ihre Verbindung und laden Sie die Seite neu.',
  fault: {
    title: 'Die App ist stehen geblieben',
    text: 'Ein Fehler in der App hat diese Seite beendet. Ihre letzte Aktion wurde vielleicht ausgeführt: Laden Sie die Seite neu und sehen Sie nach, bevor Sie sie wiederholen.',
    reload: 'Seite neu laden',
    report: 'Geschieht es wieder, schicken Sie diese Meldung der Person, die den Dienst betreibt:',
  },
  config: {
    title: 'Diese App kennt ihren Dienst nicht',
    missing: (address) => `${address} gibt es nicht, oder es kommt keine Antwort.`,
    wrong: (address) => `${address} sagt nicht, wo der Verlosungsdienst ist.`,
    'same-origin': (address) =>
      `${address} nennt den Ursprung dieser Seite. Die App verwahrt Schlüssel, darum braucht sie einen eigenen Ursprung.`,
    example: 'Legen Sie die Datei neben diese Seite. Sie nennt den Ursprung des Dienstes, etwa so:',
  },
};

const session: Messages['session'] = {
  state: {
    none: 'Nicht angemeldet',
    refused: 'Dieses Gerät wird nicht mehr akzeptiert',
    unsupported: 'Mit diesem Browser können Sie sich nicht anmelden',
  },
  roles: { admin: 'admin', seller: 'Verkäufer', auditor: 'auditor' },
  prompt: {
    none: 'Sie sind nicht angemeldet',
    refused: (name) => `Der Dienst akzeptiert dieses Gerät (${name}) nicht mehr`,
    how: 'Bitten Sie einen Veranstalter um eine Einladung und öffnen Sie ihren Link in diesem Browser. Ein Link gilt einmal, 15 Minuten lang.',
    byOperator: 'Veranstalter erstellen Einladungen unter „Veranstalter“.',
    byStart: 'Auf Ihrem eigenen Rechner gibt npm start neben „Admin“ eine aus.',
    byCommand: 'Oder erstellen Sie eine auf der Kommandozeile:',
    unsupported: 'Mit diesem Browser können Sie sich nicht anmelden',
    unsupportedText:
      'Zum Anmelden braucht der Browser Ed25519-Schlüssel: Chrome 137, Firefox 129, Safari 17 oder neuer, über https oder auf diesem Rechner. In manchen privaten Fenstern geht es nicht.',
    commandLine: 'Die Kommandozeile kann alles, was diese App kann:',
  },
  reasons: {
    opening: 'Einen Moment: Es wird geprüft, ob Sie angemeldet sind.',
    none: 'Sie sind nicht angemeldet. Öffnen Sie zuerst eine Einladung.',
    refused: 'Der Dienst akzeptiert dieses Gerät nicht mehr. Bitten Sie um eine neue Einladung.',
    unsupported:
      'Mit diesem Browser können Sie sich nicht anmelden. Nehmen Sie einen anderen oder die Kommandozeile.',
    seller: (name) =>
      `Dieses Gerät (${name}) darf nur Lose verkaufen. Fragen Sie einen Veranstalter mit der Rolle „admin“.`,
    auditor: (name) =>
      `Sie sind als ${name} (auditor) angemeldet. Mit dieser Rolle können Sie alles ansehen, aber nichts ändern.`,
  },
};

const keys: Messages['keys'] = {
  title: 'Veranstalter',
  fingerprint: 'Fingerabdruck',
  thisBrowser: 'Dieses Gerät',
  revoked: 'Gesperrt',
  enrolledAt: (moment) => `Hinzugefügt am ${moment}`,
  invitedBy: (name) => `Eingeladen von ${name}`,
  lastUsedAt: (moment) => `Zuletzt benutzt am ${moment}`,
  neverUsed: 'Nie benutzt',

  revoke: {
    button: 'Sperren …',
    open: (name) => `Zugang von ${name} sperren`,
    isLast:
      'Das ist der letzte Zugang mit der Rolle admin. Ohne ihn könnte niemand mehr eingeladen werden.',
    consequence:
      'Die nächste Anfrage dieses Geräts wird abgelehnt, ebenso seine Einladungen. Das ist endgültig.',
    isOwn: 'Es ist Ihr eigenes Gerät. Sie werden hier abgemeldet.',
    typeName: (name) => `Geben Sie den Namen ein (${name})`,
    action: 'Zugang sperren',
    pending: 'Wird gesperrt …',
    done: (name) => `Der Zugang von ${name} ist gesperrt`,
    doneText: 'Der Dienst lehnt dieses Gerät von jetzt an ab.',
  },

  invite: {
    title: 'Veranstalter einladen',
    name: 'Name',
    nameHint: 'Wer es ist. Der Name steht bei allem, was die Person tut.',
    nameMissing:
      'Schreiben Sie 1 bis 100 Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.',
    role: 'Rolle',
    adminMay: 'Eröffnet, schließt und zieht Verlosungen, lädt Veranstalter ein und sperrt sie.',
    sellerMay: 'Verkauft Lose am Stand und vermerkt Zahlungen, sonst nichts.',
    auditorMay: 'Liest alles, auch die Adressen der Käufer, und ändert nichts.',
    button: 'Einladung erstellen',
    pending: 'Wird erstellt …',
    made: (name, role) => `Die Einladung für ${name} (${role}) ist fertig.`,
    link: 'Link der Einladung',
    copy: 'Link kopieren',
    copied: 'Kopiert',
    once: (moment) =>
      `Der Link gilt einmal, bis ${moment}. Er wird nicht noch einmal gezeigt. Wer ihn hat, kann sich anmelden; schicken Sie ihn darum vertraulich.`,
    compare:
      'Vergleichen Sie danach den Fingerabdruck in Ihrer Liste mit dem auf dem anderen Bildschirm.',
    done: 'Fertig',
  },

  enrol: {
    title: 'Auf diesem Gerät anmelden',
    why: 'Dieses Gerät hat einen eigenen Schlüssel, darum gibt es kein Passwort. Der Schlüssel signiert, was Sie tun, und lässt sich nicht kopieren.',
    making: 'Ein Schlüssel wird erstellt …',
    service: (url) => `Für den Dienst unter ${url}.`,
    replaces: (name, role) =>
      `Sie sind hier schon als ${name} (${role}) angemeldet. Eine neue Anmeldung ersetzt diesen Schlüssel auf dem Gerät; der Dienst akzeptiert ihn, bis er gesperrt wird.`,
    replacesRefused: (name) =>
      `Der Dienst akzeptiert dieses Gerät als ${name} nicht mehr. Die Anmeldung ersetzt seinen Schlüssel.`,
    button: 'Anmelden',
    pending: 'Sie werden angemeldet …',
    done: (name, role) => `Sie sind als ${name} (${role}) angemeldet.`,
    compare:
      'Der Veranstalter, der Sie eingeladen hat, sieht denselben Fingerabdruck in seiner Liste.',
    goOn: 'Zu den Verlosungen',
    openAgain:
      'Die Einladung wurde zur Sicherheit aus der Adresse entfernt. Öffnen Sie den Link noch einmal.',
    otherService: (url) =>
      `Diese App arbeitet für ${url}. Die Einladung zu einem anderen Dienst öffnet sich in dessen App.`,
    makeAnother: 'Einen anderen Schlüssel erstellen',
  },

  forget: {
    title: 'Auf diesem Gerät abmelden',
    text: 'Melden Sie sich ab, bevor andere diesen Browser benutzen. Ein Browser kann Sie auch selbst abmelden, wenn Sie wochenlang nicht da waren; bitten Sie dann um eine neue Einladung.',
    open: 'Abmelden …',
    consequence:
      'Um sich hier wieder anzumelden, brauchen Sie eine neue Einladung. Der Dienst akzeptiert den Schlüssel noch; sperren Sie ihn auch dort.',
    action: 'Abmelden',
  },
};

const raffles = (f: Formats): Messages['raffles'] => ({
  title: 'Verlosungen',
  rehearse: 'Neue Probe',
  create: 'Neue Verlosung',
  rehearseFirst:
    'Proben Sie zuerst. Eine Probe läuft wie eine echte Verlosung, vom ersten Los bis zum Gewinner auf dem Projektor, mit erfundenen Teilnehmern. Danach löschen Sie sie.',
  rehearsal: 'Probe',
  sales: ({ sold, capacity }) => `${f.number(sold)} von ${f.number(capacity)} verkauft`,

  createForm: {
    title: 'Titel',
    titleHint: 'Was die Leute sehen.',
    id: 'Kennung',
    idHint:
      'Für Adressen und die Kommandozeile. Aus dem Titel vorgeschlagen; keine Kennung wird zweimal benutzt.',
    idTaken:
      'Diese Kennung ist vergeben, vielleicht an eine gelöschte Probe. Schreiben Sie eine andere.',
    capacity: 'Lose insgesamt',
    perPersonLimit: 'Lose, die eine Person haben darf',
    randomness: 'Wie gezogen wird',
    local: {
      label: 'Von diesem Server',
      hint: 'Sofort. Die Teilnehmer müssen darauf vertrauen, dass dieser Server zufällig auswählt.',
    },
    drand: {
      label: 'Versiegelt, dann entschieden von einer Zufallsquelle',
      hint: 'Von drand quicknet, der öffentlichen Zufallsquelle, außer wenn dieser Dienst eine andere benutzt. Gezogen wird frühestens eine halbe Minute nach dem Verkaufsende, und jeder kann es nachrechnen. Beeinflussen könnten Sie es nur gemeinsam mit den Betreibern der Zufallsquelle, oder allein, wenn sonst niemand das Verkaufsende gesehen hat, bevor die Runde erschien.',
    },
    rehearsal: 'Probe',
    rehearsalHint:
      'Überall als Probe gekennzeichnet, für erfundene Teilnehmer, und kann gelöscht werden.',
    final:
      'All das ist endgültig, sobald die Verlosung eröffnet ist. So kaufen die Ersten und die Letzten nach denselben Regeln.',
    open: 'Verlosung eröffnen',
    openRehearsal: 'Probe eröffnen',
    pending: 'Wird eröffnet …',
    done: (title) => `${title} ist eröffnet`,
    doneText: 'Lose sind im Verkauf.',
    wrong: {
      title: `Schreiben Sie 1 bis ${limits.titleLengthMax} Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.`,
      id: 'Schreiben Sie 1 bis 64 Buchstaben a bis z, Ziffern, - und _, vorn ein Buchstabe oder eine Ziffer.',
      capacity: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.capacityMax)}.`,
      perPersonLimit: `Schreiben Sie eine ganze Zahl von 1 bis ${f.number(limits.perPersonLimitMax)}.`,
    },
  },
});

const raffle = (f: Formats): Messages['raffle'] => {
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

const sales = (f: Formats): Messages['sales'] => ({
  title: 'Verkäufe im Lauf der Zeit',
  noneYet: 'Noch ist kein Los verkauft. Der erste Verkauf erscheint hier.',
  none: 'Es wurde kein Los verkauft.',
  chart: ({ sold, first, last }) =>
    `Bisher verkaufte Lose, von ${first} bis ${last}: insgesamt ${f.number(sold)}. Die Tabelle darunter hat dieselben Zahlen.`,
  zone: (zone) => `Die Zeiten sind die dieses Geräts (${zone}).`,
  asTable: 'Dieselben Zahlen als Tabelle',
  period: 'Wann',
  sold: 'Verkauft',
  soldSoFar: 'Bisher verkauft',
});

const close = (f: Formats): Messages['close'] => ({
  consequence: 'Schließen beendet den Verkauf. Das ist endgültig.',
  open: 'Verkauf schließen …',
  title: (title) => `${title} schließen`,
  typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu schließen`,
  final: ({ sold, remaining, capacity, randomness, chainHash }) => {
    const numbers = `${f.number(sold)} verkaufte und ${f.number(remaining)} nicht verkaufte von ${f.number(capacity)} bleiben, wie sie sind.`;
    if (sold === 0) return `${numbers} Es ist kein Los verkauft, also gewinnt niemand.`;
    return randomness === 'drand'
      ? `${numbers} Die Ziehung wird damit versiegelt, auf eine künftige Runde ${nameBeacon(chainHash)}.`
      : numbers;
  },
  action: 'Verkauf schließen',
  pending: 'Wird geschlossen …',
  ended: 'Es können keine Lose mehr gekauft werden.',
  endedAlready: 'Der Verkauf ist schon beendet.',
  done: (title) => `Der Verkauf von ${title} ist beendet`,
  doneText: ({ sold }) =>
    sold === 0
      ? 'Es können keine Lose mehr gekauft werden. Es wurde kein Los verkauft, also gibt es keine Ziehung.'
      : 'Es können keine Lose mehr gekauft werden. Als Nächstes kommt die Ziehung.',
});

const draw = (f: Formats): Messages['draw'] => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  return {
    consequence: 'Ziehen beendet den Verkauf und bestimmt die Gewinnerlose. Das ist endgültig.',
    consequenceClosed: 'Ziehen bestimmt die Gewinnerlose. Das ist endgültig.',
    open: 'Gewinnerlos ziehen …',
    title: (title) => `Gewinnerlos von ${title} ziehen`,
    typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu ziehen`,
    action: 'Gewinnerlos ziehen',
    pending: 'Wird gezogen …',
    noTickets: 'Es ist kein Los verkauft, also gibt es keine Ziehung.',
    drawnAlready: 'Das Gewinnerlos ist schon gezogen. Eine zweite Ziehung gibt es nicht.',

    answers: 'Der Dienst antwortet',
    answersNot: 'Der Dienst antwortet nicht; die Zahlen unten können veraltet sein',
    equation: ({ sold, remaining, capacity }) =>
      `${f.number(sold)} verkauft + ${f.number(remaining)} nicht verkauft = ${f.number(capacity)} insgesamt`,
    head: (size) => `Protokoll: ${entries(size)}, Wurzel`,
    askingHead: 'Protokoll: Sein Stand wird geladen …',
    right: 'Stimmt',
    notYet: 'Noch nicht',
    fairness: {
      local: 'Von diesem Server gezogen; über das Protokoll hinaus kann es niemand nachprüfen.',
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
      'Sie haben die Ziehung gestartet, und ein Gewinnerlos gibt es noch nicht. Sie können es gefahrlos noch einmal versuchen, denn jede Verlosung hat eine einzige Ziehung.',
    orderAgain: 'Noch einmal versuchen zu ziehen',
    alreadyDrawn: (ticketNumber) => ({
      title:
        ticketNumber === undefined
          ? 'Ein anderer Veranstalter hat schon gezogen'
          : `Ein anderer Veranstalter hat schon gezogen: Los ${f.number(ticketNumber)}`,
      text: 'Jede Verlosung hat eine einzige Ziehung, und das ist sie.',
    }),

    result: 'Ergebnis',
    wins: (ticketNumber, title) => `Los ${f.number(ticketNumber)} gewinnt ${title}.`,
    doneText: 'Jede offene Seite zeigt es. Es lässt sich nicht ändern.',
    ticket: 'Los',
    winningTicket: 'Gewinnerlos',
    rehearsal: 'Probe. Gewonnen ist nichts.',
    soldAt: (time) => `Verkauft am ${f.moment(time)}`,
    boughtBy: (email) => `Gekauft von ${email}.`,
    drawn: ({ winner, ticketCount, drawnAt }) =>
      `${winner === undefined ? 'Kein Inhaber' : `Inhaber ${winner.holder}`}, eines von ${f.number(ticketCount)} verkauften, gezogen am ${f.moment(drawnAt)}.`,
    winsNothing: (title) => `Kein Los gewinnt ${title}.`,
    prizeOf: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}`,
    prizeClaimed: (title, ticketNumber) => `${title}: Los ${f.number(ticketNumber)}, abgeholt`,
    prizeUnawarded: (title) => `${title}: nicht vergeben`,
    verify: 'Prüfen',
    showOnProjector: 'Auf dem Projektor zeigen',
  };
};

const audit = (f: Formats): Messages['audit'] => {
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

const projector = (f: Formats): Messages['projector'] => {
  const lots = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Losen' })}`;
  return {
    pageTitle: (title) => `${title} · Projektor`,
    left: ({ remaining, capacity }) =>
      `von ${f.number(capacity)} ${f.plural(capacity, { one: 'Los', other: 'Losen' })} ${f.plural(remaining, { one: 'ist', other: 'sind' })} übrig`,
    soldOut: 'Lose übrig. Ausverkauft.',
    sold: (n) => `${f.number(n)} verkauft`,
    inTheDraw: (n) => f.plural(n, { one: 'Los nimmt teil', other: 'Lose nehmen teil' }),
    waiting: 'Die Ziehung steht noch aus',
    sealed: ({ round, publishedAt, chainHash }) =>
      `bis Runde ${f.number(round)} ${nameBeacon(chainHash)}, um ${f.time(publishedAt)}`,
    numberUnknown: 'Die Ziehung ist versiegelt. Niemand kann die Nummer schon kennen.',
    beaconDue: ({ round, publishedAt, chainHash }) =>
      `Runde ${f.number(round)} ${nameBeacon(chainHash)} war um ${f.time(publishedAt)} fällig`,
    drawing: 'Die Ziehung läuft …',

    ticket: 'Los',
    local: ({ ticketCount }) => `Von diesem Server gezogen aus ${lots(ticketCount)}`,
    sealedDraw: ({ ticketCount, round }) =>
      `Gezogen aus ${lots(ticketCount)}, mit der versiegelten Zahl und Runde ${f.number(round)} der Zufallsquelle`,
    contradiction:
      'Siegel und Zufallsquelle ergeben eine andere Nummer. Geben Sie diese nicht bekannt; prüfen Sie die Ziehung.',
    check: (address) => `Prüfen Sie es selbst: ${address}`,

    again: 'Noch einmal zeigen (Leertaste)',
    fullScreen: 'Vollbild (F)',
    leaveFullScreen: 'Vollbild verlassen (F oder Escape)',
    noFullScreen: 'Dieser Browser hat kein Vollbild',
  };
};

const tickets = (f: Formats): Messages['tickets'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    title: 'Lose',
    noneYet:
      'Noch ist kein Los verkauft. Geben Sie die Seite der Verlosung weiter; jedes verkaufte Los erscheint hier.',
    none: 'Es wurde kein Los verkauft.',
    number: 'Nummer',
    holder: 'Inhaber',
    email: 'Adresse',
    name: 'Name',
    paid: 'Bezahlt',
    yes: 'ja',
    atDesk: 'am Stand',
    purchasedAt: 'Verkauft',
    search: 'Suche',
    searchHint: 'Teil einer Nummer, einer Adresse, eines Namens oder eines Inhabers',
    all: (n) => `${count(n)}.`,
    found: (n, of) =>
      `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Los', other: 'Losen' })}.`,
    behind: (n) =>
      `${f.number(n)} ${f.plural(n, { one: 'weiteres ist', other: 'weitere sind' })} verkauft und noch nicht hier.`,
    nothingFound: (wanted) => `In keinem Los kommt „${wanted}“ vor.`,
    save: (n) => `${count(n)} als CSV speichern`,
    waiting: 'Die letzten fehlen noch …',
  };
};

/** A beacon chain in a sentence, in the genitive and the dative. Only drand quicknet is the public one. */
function nameBeacon(chainHash: string | undefined): string {
  return chainHash === publicChainHash
    ? 'der öffentlichen Zufallsquelle'
    : 'der eigenen Zufallsquelle des Veranstalters (nicht der öffentlichen)';
}

/** Every word of the app, in German. */
export const german = (f: Formats): Messages => ({
  shell,
  session,
  keys,
  raffles: raffles(f),
  raffle: raffle(f),
  sales: sales(f),
  close: close(f),
  draw: draw(f),
  audit: audit(f),
  projector: projector(f),
  tickets: tickets(f),
});
