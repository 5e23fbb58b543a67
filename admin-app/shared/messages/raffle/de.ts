import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffle = (f: Formats): Messages['raffle'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    projector: 'Projektoransicht',
    audit: 'Prüfung',
    participantsPage: 'Seite der Teilnehmer',
    desk: 'Verkauf am Stand',
    gone: 'Verlosung nicht gefunden',
    unavailable: {
      connecting: 'Die Verlosung wird geladen …',
      deleted: 'Diese Probe ist gelöscht. Nichts daran war echt.',
      'unknown-raffle': 'Eine Verlosung mit dieser Kennung gibt es nicht. Prüfen Sie die Adresse.',
      unreachable: 'Der Dienst antwortet nicht. Es wird weiter versucht …',
    },

    state: {
      unsold: 'Lose sind im Verkauf; noch ist keines verkauft.',
      open: 'Lose sind im Verkauf.',
      soldOut: (prizes) =>
        `Alle Lose sind verkauft. ${f.plural(prizes, { one: 'Das Gewinnerlos kann', other: 'Die Gewinnerlose können' })} gezogen werden.`,
      closed: (prizes) =>
        `Der Verkauf ist beendet. ${f.plural(prizes, { one: 'Das Gewinnerlos ist', other: 'Die Gewinnerlose sind' })} noch nicht gezogen.`,
      sealed: ({ publishedAt }) =>
        `Der Verkauf ist beendet und die Ziehung versiegelt. Die Zufallszahl, die sie entscheidet, erscheint am ${f.moment(publishedAt)}.`,
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
    left: ({ remaining, capacity }) => `${f.number(remaining)} von ${f.number(capacity)} übrig`,
    progress: 'Verkaufte Lose',
    /** After the number of tickets sold. */
    soldOf: ({ capacity }) => `von ${f.number(capacity)} Losen verkauft`,
    income: ({ paid, due, income }) =>
      income === undefined
        ? `${f.number(paid)} bezahlt · ${f.number(due)} nicht bezahlt`
        : `${f.money(income.amount, income.currency)} bezahlt · ${f.money(income.due, income.currency)} offen`,
    refunds: (n) =>
      `${count(n)} ${f.plural(n, { one: 'war', other: 'waren' })} bezahlt und ${f.plural(n, { one: 'wurde', other: 'wurden' })} dann ungültig: Prüfen Sie, ob das Geld zurückgegeben ist.`,

    steps: {
      label: 'Schritte',
      names: { open: 'Öffnen', close: 'Schließen', draw: 'Ziehen', result: 'Ergebnis' },
      done: 'erledigt',
      current: 'jetzt',
      since: (at) => f.moment(at),
      announced: (at) => `geplant: ${f.moment(at)}`,
      cancelled: 'Abgesagt',
      handedOver: (done, of) => `${f.number(done)} von ${f.number(of)} übergeben`,
    },
    next: {
      title: 'Als Nächstes',
      waitToOpen: (opensAt) =>
        `Der Verkauf beginnt von selbst, am ${f.moment(opensAt)}. Teilen Sie die Verlosung schon jetzt.`,
      sell: 'Verkaufen Sie Lose: Teilen Sie die Verlosung, oder verkaufen Sie am Stand.',
      waitToClose: (closesAt) =>
        `Der Verkauf endet von selbst, am ${f.moment(closesAt)}. Danach ziehen Sie hier.`,
      handOver: 'Übergeben Sie die Gewinne, und haken Sie jeden unten ab.',
      nothing: 'Es ist nichts mehr zu tun.',
      noTickets: 'Kein Los wurde verkauft, also gibt es keine Ziehung.',
    },
    actions: 'Weitere Aktionen',

    details: {
      title: 'Regeln',
      change: 'Ändern …',
      final: 'Der Verkauf ist beendet, also stehen die Regeln fest.',
      id: 'Kennung',
    },

    share: {
      title: 'Teilen',
      link: 'Kurze Adresse',
      copy: 'Kopieren',
      copied: 'Kopiert',
      poster: 'Plakat mit QR-Code zum Drucken',
      embed: 'Für Ihre Website',
      embedHint: 'Fügen Sie das dort ein, wo die Verlosung erscheinen soll.',
    },

    mail: {
      title: 'E-Mails',
      off: 'Dieser Dienst verschickt nur Anmeldecodes.',
      sent: 'Gesendet',
      queued: 'Unterwegs',
      failed: 'Fehlgeschlagen',
      oldest: (at) =>
        `Die älteste wartet seit ${f.moment(at)}. Der Dienst versucht es weiter; bleibt es so, prüfen Sie seinen Mailserver.`,
      failedText:
        'Fehlgeschlagene E-Mails werden nicht noch einmal versucht. Die Lose gelten trotzdem.',
    },

    witnesses: {
      title: 'Zeugen',
      claims: (name) =>
        `${name} gibt an, einen anderen Verlauf gesehen zu haben: eingespieltes Backup oder zweite Fassung.`,
      meaning: (size, at) =>
        `Seit dem ${at} wird dieser Zeuge zu dieser Verlosung nicht mehr gefragt. Er sagt, er habe ${f.number(size)} Einträge gesehen. Entweder läuft dieser Dienst auf einer älteren Kopie seiner Daten, oder ein zweiter Dienst läuft mit demselben Schlüssel, oder der Zeuge irrt sich.`,
      toDo: 'Suchen Sie zuerst eine neuere Kopie des Datenordners: Lose, die nach dem Backup verkauft wurden, fehlen hier, und ihre Käufer haben Quittungen.',
      resume: 'Wieder fragen',
      resumeFor: (name) => `Wieder fragen: ${name}`,
      pending: 'Wird gefragt …',
    },

    files: {
      title: 'Dateien',
      log: 'Öffentliches Protokoll',
      logHint: 'Alle können es prüfen, auch ohne den Dienst.',
      payments: 'Zahlungen (CSV)',
      paymentsHint: 'Enthält Namen und Adressen: Geben Sie die Datei nicht weiter.',
      pending: 'Die Datei wird vorbereitet …',
    },

    cancel: {
      open: 'Verlosung absagen …',
      title: (title) => `${title} absagen`,
      consequence:
        'Der Verkauf endet, und es gibt nie eine Ziehung. Alle, die ein Los haben, erfahren das per E-Mail, mit Ihrem Grund. Das ist endgültig.',
      refund: (n) =>
        `${count(n)} ${f.plural(n, { one: 'ist', other: 'sind' })} bezahlt. Geben Sie das Geld selbst zurück: Die App kann das nicht.`,
      reason: 'Grund',
      reasonHint: `Bleibt öffentlich, höchstens ${f.number(limits.cancelReasonLengthMax)} Zeichen.`,
      action: 'Verlosung absagen',
      pending: 'Wird abgesagt …',
      tooLate: 'Der Verkauf ist beendet. Absagen geht nur vorher.',
      already: 'Die Verlosung ist abgesagt.',
      done: (title) => `${title} ist abgesagt`,
      doneText: 'Alle, die ein Los haben, erfahren es per E-Mail.',
    },
    freshness: {
      live: 'Live',
      polled: 'Alle paar Sekunden aktualisiert',
      stale: (time) => `Stand von ${time}. Der Dienst antwortet nicht; es wird weiter versucht …`,
    },
    typeId: (id) => `Geben Sie die Kennung der Verlosung ein (${id})`,

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
