import type { CheckWords } from './words.ts';

export const german: CheckWords = {
  verdicts: {
    passed: 'GÜLTIG',
    failed: 'NICHT GÜLTIG',
    'not-checked': 'NICHT PRÜFBAR',
  },
  outcomes: {
    passed: 'bestanden',
    failed: 'nicht bestanden',
    'not-checked': 'nicht geprüft',
    'not-applicable': 'entfällt',
  },
  allPassed: (count) =>
    count === 1 ? 'Die eine Prüfung ist bestanden.' : `Alle ${count} Prüfungen sind bestanden.`,
  someFailed: (failures, count) => `${failures} von ${count} Prüfungen nicht bestanden.`,
  someNotChecked: (open, count) => `${open} von ${count} Prüfungen waren nicht möglich.`,
  someNotApplicable: (count) =>
    count === 1 ? '1 weitere entfällt hier.' : `${count} weitere entfallen hier.`,
  notProven: 'Was das nicht beweist',
  inEnglish: 'Die Einzelheiten unter jeder Prüfung gibt es nur auf Englisch.',
  titles: {
    bundle: 'Die richtige Verlosung',
    entries: 'Jeder Eintrag ist lesbar',
    opening: 'Wie es beginnt',
    times: 'Zeiten: in Folge, und Verkauf nur in der angekündigten Zeit',
    amendments: 'Was geändert wurde, und wann',
    tickets: 'Losnummern: immer die kleinste freie',
    voids: 'Stornierte Lose',
    capacity: 'Nie mehr Lose, als es gibt',
    limit: 'Nie mehr Lose als erlaubt je Deckname',
    closing: 'Das Ende des Verkaufs',
    seal: 'Das Siegel',
    draw: 'Eine Ziehung',
    reveal: 'Die Ziehung, nachgerechnet',
    prizes: 'Wer welchen Gewinn hat',
    log: 'Vom Schlüssel des Protokolls unterschrieben',
    witnesses: 'Von Ihren Zeugen gegengezeichnet',
    'in-time': 'Das Verkaufsende: vor der Zufallszahl bezeugt',
    shown: 'Die Ziehung, wie der Dienst sie zeigt',
    keys: 'Die Schlüssel der Veranstalter',
    signatures: 'Die Unterschriften der Veranstalter',
    orders: 'Die Anweisungen der Veranstalter',
    number: 'Das richtige Los',
    key: 'Um welches Protokoll es geht',
    receipt: 'Was die Quittung sagt',
    signed: 'Vom Schlüssel des Protokolls unterschrieben',
    included: 'Das Los steht im Protokoll',
    grown: 'Das Protokoll ist nur gewachsen',
    found: 'Das Los steht in diesem Protokoll',
    earlier: 'Der frühere Prüfpunkt',
    later: 'Der spätere Prüfpunkt',
  },
  translations: {
    'That witnesses saw this log, and its closing in time: no policy was given, so cosignatures were not checked.':
      'Dass Zeugen dieses Protokoll gesehen haben, und das Verkaufsende rechtzeitig: Es wurde keine Zeugenliste angegeben, daher wurden keine Gegenzeichnungen geprüft.',
    'That the witnesses are honest: enough of them, together with the operator, could show another log and state any time. What they have not cosigned yet could still be shown differently.':
      'Dass die Zeugen ehrlich sind: Genügend Zeugen könnten gemeinsam mit dem Veranstalter ein anderes Protokoll zeigen und jede Zeit angeben. Was sie noch nicht gegengezeichnet haben, könnte noch anders gezeigt werden.',
    'That everyone was shown this log: an operator who rewrites all of it and signs it again, winners included, passes. Save its checkpoint, and compare it with other people’s.':
      'Dass allen dieses Protokoll gezeigt wurde: Schreibt der Veranstalter es ganz um und unterschreibt es neu, samt Gewinnerlosen, besteht es die Prüfung. Speichern Sie seinen Prüfpunkt und vergleichen Sie ihn mit dem von anderen.',
    'That the draw was random: with randomness "local" the service draws alone, and the draw cannot be repeated. With "drand" the operator and the makers of the beacon together could choose the winners. So could the operator alone, unless another person or a quorum of witnesses had a checkpoint that covers the closing before the beacon was published: the time of the closing is only the service’s word.':
      'Dass die Ziehung zufällig war: Bei „local“ zieht der Dienst allein, und die Ziehung lässt sich nicht wiederholen. Bei „drand“ könnten Veranstalter und Betreiber der Zufallsquelle gemeinsam die Gewinnerlose wählen. Der Veranstalter könnte es auch allein, wenn weder andere noch genügend Zeugen einen Prüfpunkt mit dem Verkaufsende hatten, bevor die Zufallszahl erschien: Wann der Verkauf endete, sagt nur der Dienst.',
    'That a sealed draw is ever published: an operator who knows the result can keep it secret. To change it they need another closing, which does not match a checkpoint that covers this one.':
      'Dass eine versiegelte Ziehung je veröffentlicht wird: Wer als Veranstalter das Ergebnis kennt, kann es geheim halten. Um es zu ändern, braucht es ein anderes Verkaufsende, und das passt nicht zu einem Prüfpunkt, der dieses enthält.',
    'That a holder is one person, or that the operator holds no tickets: the limit counts the pseudonyms in the log, and a desk sale without an e-mail address has a pseudonym of its own.':
      'Dass hinter einem Decknamen genau eine Person steht oder der Veranstalter keine Lose hat: Die Höchstzahl zählt die Decknamen im Protokoll, und ein Verkauf am Stand ohne E-Mail-Adresse hat einen eigenen.',
    'That the operator’s words are true: whether a sale was made at the desk, whether a ticket was paid, why a ticket was voided or a prize forfeited, whether a prize was handed over, and who may take part.':
      'Dass die Angaben des Veranstalters stimmen: ob ein Los am Stand verkauft wurde, ob es bezahlt ist, warum ein Los storniert wurde oder ein Gewinn verfiel, ob ein Gewinn übergeben wurde und wer teilnehmen darf.',
    'That no buyer was refused: a refused purchase leaves no entry.':
      'Dass niemand abgewiesen wurde: Ein abgelehnter Kauf hinterlässt keinen Eintrag.',
    'That a key belongs to the person it is named after, or was allowed to act: the keys come with the bundle. Compare their ids with those you know.':
      'Dass ein Schlüssel der Person gehört, nach der er heißt, oder handeln durfte: Die Schlüssel kommen mit dem Paket. Vergleichen Sie ihre Kennungen mit denen, die Sie kennen.',
    'That the times are right, and so whether a sale was in time: each is from the operator’s clock. Only a checkpoint that was saved then, or a witness, bounds them. Operator requests are compared with the clock of the operator who signed them, to ten minutes.':
      'Dass die Zeiten stimmen und damit, ob ein Verkauf rechtzeitig war: Sie kommen von der Uhr des Veranstalters. Nur ein damals gespeicherter Prüfpunkt oder ein Zeuge grenzt sie ein. Anweisungen werden mit der Uhr dessen verglichen, der sie unterschrieben hat, auf zehn Minuten.',
    'That sales ended on time: a saved log may be older than the closing. A missing one contradicts only a later entry with a time after the announced end; of a running raffle it is reported 60 s after that end, by the clock of the auditor.':
      'Dass der Verkauf pünktlich endete: Ein gespeichertes Protokoll kann älter sein als sein Ende. Fehlt es, widerspricht ihm nur ein späterer Eintrag mit einer Zeit nach dem angekündigten Ende; bei einer laufenden Verlosung wird es 60 s danach gemeldet, nach der Uhr des Prüfers.',
    'That others see the same log: compare the checkpoint with theirs, or with the one at the closing.':
      'Dass andere dasselbe Protokoll sehen: Vergleichen Sie den Prüfpunkt mit ihrem oder mit dem vom Ende des Verkaufs.',
    'That the key belongs to the raffle: get it from a source that you trust, ideally before you buy.':
      'Dass der Schlüssel zu dieser Verlosung gehört: Nehmen Sie ihn aus einer Quelle, der Sie vertrauen, am besten vor dem Kauf.',
    'That the ticket still counts: a later void is only in the log.':
      'Dass das Los noch zählt: Eine spätere Stornierung steht nur im Protokoll.',
    'That the raffle kept its rules, or that the draw was fair: "raffle audit" checks the whole log.':
      'Dass die Verlosung ihre Regeln einhielt oder die Ziehung fair war: „raffle audit“ prüft das ganze Protokoll.',
    'That the ticket is yours: the receipt names a holder, and only the service knows who that is.':
      'Dass das Los Ihnen gehört: Die Quittung nennt einen Decknamen, und nur der Dienst weiß, wer das ist.',
    'That the operator holds no tickets: the log names holders, not people.':
      'Dass der Veranstalter keine Lose hat: Das Protokoll nennt Decknamen, keine Personen.',
    'Who did it, or that it was deliberate: restoring an old backup after a fault looks the same. Ask the operator.':
      'Wer es war, oder dass es Absicht war: Eine alte Sicherung, nach einer Störung eingespielt, sieht genauso aus. Fragen Sie den Veranstalter.',
    'When and where it was seen: times, order and address are the word of the person who saved the file.':
      'Wann und wo es gesehen wurde: Zeiten, Reihenfolge und Adresse hat die Person angegeben, die die Datei gespeichert hat.',
  },
};
