import { reasonWords } from '#contract/reason-words.ts';
import type { Formats } from '#ui/formats.ts';
import { phrases } from './phrases-de.ts';
import type { Situations } from './situations-en.ts';

/** What the page says of a raffle to its visitor, in German. */
export const situations = (f: Formats): Situations => {
  const { count, named, drawn, held, winnersDrawn } = phrases(f);
  return {
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
    closed: ({ numbers, due }) => ({
      sentence: `Der Verkauf ist beendet.${held(numbers)}`,
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
    drawing: (prizes) => ({
      sentence: winnersDrawn(prizes),
      next: 'Wir vergleichen mit Ihren Losen …',
    }),
    drawn: (winners) => ({
      sentence: drawn(winners),
      next:
        winners.length === 1
          ? 'Melden Sie sich an, um zu sehen, ob es Ihres ist.'
          : 'Melden Sie sich an, um zu sehen, ob Sie gewonnen haben.',
    }),
    won: ({ numbers, prizes, isReal, isCollected }) => ({
      sentence:
        prizes.length === 0
          ? `Ihr Los ${f.list(numbers.map(f.number))} hat gewonnen.`
          : `Sie haben gewonnen: ${f.list(prizes.map(({ title, ticketNumber }) => `${title} (Los\u{A0}${f.number(ticketNumber)})`))}.`,
      next: isCollected
        ? f.plural(numbers.length, {
            one: 'Der Gewinn ist als abgeholt vermerkt.',
            other: 'Die Gewinne sind als abgeholt vermerkt.',
          })
        : isReal
          ? `Um ${f.plural(numbers.length, { one: 'den Gewinn abzuholen, zeigen Sie dem Veranstalter diese Seite oder Ihr Los', other: 'die Gewinne abzuholen, zeigen Sie dem Veranstalter diese Seite oder Ihre Lose' })}.`
          : 'Es ist eine Probe, also gibt es keinen Gewinn.',
    }),
    lost: ({ winners, numbers, passedOn }) => {
      const yours =
        passedOn.length === 0
          ? `Sie hatten ${named(numbers)}.`
          : passedOn
              .map(
                ({ ticketNumber, reason }) =>
                  `Ihr Los ${f.number(ticketNumber)} wurde gezogen, aber sein Gewinn wurde weitergegeben: ${reasonWords.de.forfeits[reason]}.`,
              )
              .join(' ');
      return {
        sentence: 'Diesmal nicht.',
        next: `${drawn(winners)} ${yours} Danke, dass Sie mitgemacht haben.`,
      };
    },
    noTicket: (winners) => ({
      sentence: drawn(winners),
      next: 'Sie hatten kein Los in der Ziehung.',
    }),
    announced: (opensAt) => ({
      sentence: 'Der Verkauf hat noch nicht begonnen.',
      next: `Er beginnt am ${f.day(opensAt)}.`,
    }),
    cancelled: (reason) => ({
      sentence: 'Diese Verlosung ist abgesagt. Es gibt keine Ziehung.',
      next: `Der Veranstalter schreibt: ${reason}`,
    }),
  };
};
