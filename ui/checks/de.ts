import type { CheckWords } from './words.ts';

/** The words around checks, in German. */
export const german: CheckWords = {
  verdicts: {
    valid: 'GÜLTIG',
    'not-valid': 'NICHT GÜLTIG',
    'not-checked': 'NICHT PRÜFBAR',
  },
  outcomes: {
    valid: 'bestanden',
    'not-valid': 'nicht bestanden',
    'not-checked': 'nicht geprüft',
  },
  allPassed: (count) =>
    count === 1 ? 'Die eine Prüfung ist bestanden.' : `Alle ${count} Prüfungen sind bestanden.`,
  someFailed: (failures, count) => `${failures} von ${count} Prüfungen nicht bestanden.`,
  someNotChecked: (open, count) => `${open} von ${count} Prüfungen waren nicht möglich.`,
  notProven: 'Was das nicht beweist',
  titles: {
    bundle: 'Die richtige Verlosung',
    entries: 'Jeder Eintrag ist lesbar',
    opening: 'Wie es beginnt',
    tickets: 'Losnummern: jede genau einmal',
    capacity: 'Nie mehr Lose, als es gibt',
    limit: 'Nie mehr als erlaubt in einer Hand',
    closing: 'Das Ende des Verkaufs',
    seal: 'Das Siegel',
    draw: 'Ein Gewinnerlos',
    reveal: 'Das Gewinnerlos, nachgerechnet',
    log: 'Vom Schlüssel des Protokolls unterschrieben',
    shown: 'Was der Dienst als Ziehung zeigt',
    keys: 'Die Schlüssel der Veranstalter',
    signatures: 'Die Unterschriften der Veranstalter',
    orders: 'Was die Veranstalter angeordnet haben',
    number: 'Das richtige Los',
    key: 'Um welches Protokoll es geht',
    receipt: 'Was die Quittung sagt',
    signed: 'Vom Schlüssel des Protokolls unterschrieben',
    included: 'Das Los steht im Protokoll',
    grown: 'Das Protokoll ist nur gewachsen',
    found: 'Das Los steht in genau diesem Protokoll',
    earlier: 'Der frühere Prüfpunkt',
    later: 'Der spätere Prüfpunkt',
  },
  translations: {
    'That everyone was shown this log: who rewrites all of it and signs it anew, winner included, passes. Keep its checkpoint, and compare it with what others hold.':
      'Dass allen dieses Protokoll gezeigt wurde: Wer es ganz umschreibt und neu unterschreibt, samt Gewinnerlos, besteht. Behalten Sie seinen Prüfpunkt und vergleichen Sie ihn mit dem der anderen.',
    'That the dice were fair: with randomness "local" the service draws alone, and nobody can repeat it. With "drand" the operator and the beacon’s keepers together could choose; so could the operator alone, where nobody else held a checkpoint that covers the closing before the beacon was published: when sales ended is the service’s word.':
      'Dass ehrlich gewürfelt wurde: Bei „local“ zieht der Dienst allein, und niemand kann es wiederholen. Bei „drand“ könnten Veranstalter und Betreiber der Zufallsquelle gemeinsam wählen; der Veranstalter auch allein, wenn sonst niemand einen Prüfpunkt mit dem Verkaufsende hatte, bevor die Zufallszahl erschien: Wann der Verkauf endete, sagt nur der Dienst.',
    'That a sealed draw is ever told: an operator who knows the outcome can keep silent. Changing it takes another closing, which does not fit a checkpoint that covers this one.':
      'Dass eine versiegelte Ziehung je bekannt wird: Wer das Ergebnis kennt, kann schweigen. Um es zu ändern, braucht es ein anderes Verkaufsende, und das passt nicht zu einem Prüfpunkt, der dieses enthält.',
    'That a holder is one human being, or that the operator holds no tickets: the limit counts the pseudonyms in the log.':
      'Dass hinter einem Decknamen genau ein Mensch steht oder der Veranstalter keine Lose hat: Die Höchstzahl zählt die Decknamen im Protokoll.',
    'That a key belongs to whom it is named after, or had the right to order: the keys come with the bundle. Compare their ids with those you know.':
      'Dass ein Schlüssel dem gehört, nach dem er heißt, oder anordnen durfte: Die Schlüssel kommen mit dem Paket. Vergleichen Sie ihre Kennungen mit denen, die Sie kennen.',
    'That the times are right: they are the service’s clock. Only what was ordered is held against the operator’s clock, to ten minutes.':
      'Dass die Zeiten stimmen: Es ist die Uhr des Dienstes. Nur Angeordnetes wird an der Uhr des Veranstalters gemessen, auf zehn Minuten.',
    'That others are shown the same log: compare the checkpoint with theirs, or with the one at the closing.':
      'Dass andere dasselbe Protokoll sehen: Vergleichen Sie den Prüfpunkt mit ihrem oder mit dem vom Ende des Verkaufs.',
    'That the key is the raffle’s: take it from where you trust it, best from before you bought.':
      'Dass der Schlüssel der dieser Verlosung ist: Nehmen Sie ihn daher, wo Sie vertrauen, am besten von vor dem Kauf.',
    'That the raffle kept its rules, or that the draw was fair: "raffle audit" checks the whole log.':
      'Dass die Verlosung ihre Regeln hielt oder die Ziehung ehrlich war: „raffle audit“ prüft das ganze Protokoll.',
    'That the ticket is yours: the receipt names a holder, and only the service knows who that is.':
      'Dass das Los Ihnen gehört: Die Quittung nennt einen Decknamen, und nur der Dienst weiß, wer das ist.',
    'That the operator holds no tickets: the log names holders, not people.':
      'Dass der Veranstalter keine Lose hat: Das Protokoll nennt Decknamen, keine Menschen.',
    'Who did it, or that it was meant: an old copy put back after a fault looks the same. Ask the operator.':
      'Wer es war, oder dass es Absicht war: Eine alte Kopie, nach einer Störung zurückgespielt, sieht genauso aus. Fragen Sie den Veranstalter.',
    'When and where it was seen: times, order and address are the word of who saved the file.':
      'Wann und wo es gesehen wurde: Für Zeiten, Reihenfolge und Adresse steht das Wort dessen, der die Datei gespeichert hat.',
  },
};
