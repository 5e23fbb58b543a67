import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const ruleForm = (f: Formats): Messages['ruleForm'] => ({
  groups: { prize: 'Gewinn', tickets: 'Lose', when: 'Wann', who: 'Wer', fair: 'Fairness' },
  prizesHint: 'Einer je Zeile, der erste Gewinn zuerst.',
  purposeHint: 'Wofür das Geld ist, etwa „Neue Schaukeln für den Spielplatz“.',
  paymentHint: 'Etwa „Bar am Stand“ oder ein Konto.',
  reservesHint: 'Sie werden mit gezogen, für Gewinne, die nicht abgeholt werden.',
  currency: 'Währung',
  hints: {
    title: 'Was alle zuerst sehen, etwa „Tombola zum Frühlingsfest“.',
    place: 'Wo gezogen wird.',
    organiser: 'Ihr Verein oder Ihre Schule.',
    contact: 'Eine E-Mail-Adresse oder Telefonnummer für Fragen.',
    licence: 'Wenn Ihre Verlosung eine braucht: Nummer oder Behörde.',
    resultsUrl: 'Wo Sie die Gewinner auch bekannt geben, eine Adresse, die mit https:// beginnt',
  },
  randomness: {
    local: {
      label: 'Von diesem Server',
      hint: 'Sofort. Die Teilnehmer müssen darauf vertrauen, dass dieser Server zufällig auswählt.',
    },
    drand: {
      label: 'Versiegelt, dann entschieden von einer Zufallsquelle',
      hint: 'Von drand quicknet, der öffentlichen Zufallsquelle, außer wenn dieser Dienst eine andere benutzt. Die Ziehung wird bei Verkaufsende versiegelt und kommt frühestens eine halbe Minute später; jeder kann sie nachprüfen. Beeinflussen könnten Sie sie nur gemeinsam mit den Betreibern der Zufallsquelle, oder allein, wenn sonst niemand das Verkaufsende gesehen hat, bevor die Zufallszahl erschien.',
    },
  },
  wrong: {
    title: `Schreiben Sie 1 bis ${limits.titleLengthMax} Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.`,
    prizes: `Schreiben Sie 1 bis ${limits.prizesMax} Gewinne, jeden in eine eigene Zeile von höchstens ${limits.prizeLengthMax} Zeichen.`,
    picture: 'Dieses Bild gibt es beim Dienst nicht mehr. Wählen Sie es noch einmal aus.',
    text: 'Schreiben Sie einfachen Text ohne HTML, nicht zu lang. Mindestens ein Zeichen muss sichtbar sein.',
    count: 'Schreiben Sie eine ganze Zahl, die hier erlaubt ist.',
    time: 'Geben Sie ein Datum und eine Uhrzeit ein.',
    past: 'Diese Zeit ist vorbei. Wählen Sie eine spätere.',
    order: 'Das liegt vor einer Zeit, die zuerst kommen muss.',
    later: 'Lose sind verkauft, also kann das Verkaufsende nur verschoben werden.',
    money: `Schreiben Sie einen Betrag wie 2,00, höchstens ${f.number(limits.priceAmountMax / 100)}.`,
    reserves: (min) =>
      `Schreiben Sie mindestens ${f.number(min)}, damit die Gewinne an verschiedene Personen gehen können.`,
  },
});
