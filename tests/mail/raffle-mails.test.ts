import test from 'ava';
import { compose, fair, otherMails, purchase, result, timeIn } from './raffle-mail-cases.ts';

test('the mail about a purchase says what was bought, when, at what price and how to pay', (t) => {
  const { subject, text } = compose(purchase);
  t.is(subject, 'Your tickets 17 and 18: Spring fair');
  t.is(
    text,
    `Your tickets 17 and 18

You have tickets 17 and 18 in the raffle “Spring fair”.

The attached files prove that your tickets are in the raffle. Keep this mail.

Tickets: 17 and 18
Bought: ${timeIn('en', '2026-03-01T09:30:00.000Z')}
Price: £4.00 (2 × £2.00)
How to pay: Cash at the stall
Prizes:
  Hamper
  Bicycle
Sales end: ${timeIn('en', '2026-03-07T17:00:00.000Z')}
Draw: ${timeIn('en', '2026-03-07T18:00:00.000Z')}
Place: School hall
Licence: Small lottery 123
Organiser: Friends of Hill School

See your tickets:
https://raffle.example.org/raffles/spring

-- 
This mail was sent automatically for the raffle “Spring fair” at raffle.example.org. If you have a question, ask the organiser: fair@school.example
`,
  );
});

test('a winner is told how to collect the prize, in German too', (t) => {
  const { subject, text } = compose(result, 'de');
  t.is(subject, 'Sie haben gewonnen: Hamper (Spring fair)');
  t.is(
    text,
    `Sie haben gewonnen: Hamper

Die Gewinner der Verlosung „Spring fair“ stehen fest. Sie haben gewonnen: „Hamper“ mit Los 17.

Um den Gewinn abzuholen, zeigen Sie dem Veranstalter diese E-Mail oder Ihr Los.

Wenn das Los noch nicht bezahlt ist, bezahlen Sie es beim Veranstalter, bevor Sie den Gewinn abholen (Cash at the stall).

Ort: School hall
Abholen bis: ${timeIn('de', '2026-03-21T18:00:00.000Z')}
Kontakt: fair@school.example
Gewinne:
  Hamper – Los 17
  Bicycle – nicht vergeben
Veranstalter: Friends of Hill School

Ergebnis ansehen:
https://raffle.example.org/raffles/spring

-- 
Diese E-Mail wurde automatisch für die Verlosung „Spring fair“ auf raffle.example.org gesendet. Fragen beantwortet der Veranstalter: fair@school.example
`,
  );
});

test('the mail to a winner of several prizes names them all', (t) => {
  const won = [
    { prize: 'Hamper', ticketNumber: 17 },
    { prize: 'Bicycle', ticketNumber: 18 },
  ];
  const { subject, text } = compose({ ...result, won });
  t.is(subject, 'You won: Hamper and Bicycle (Spring fair)');
  t.true(text.startsWith('You won: Hamper and Bicycle\n'));
  t.true(text.includes('You won “Hamper” with ticket 17 and “Bicycle” with ticket 18.'));
  t.true(text.includes('To collect the prizes, show the organiser this mail or your tickets.'));
});

test('a winner is told to pay before collecting, if tickets cost something', (t) => {
  const promotion = { kind: 'promotion', raffle: fair, prize: 'Hamper', ticketNumber: 18 } as const;
  const sentence =
    'If the ticket is not paid yet, pay the organiser before you collect the prize (Cash at the stall).';
  for (const mail of [result, promotion]) {
    t.true(compose(mail).text.includes(sentence), mail.kind);
    t.true(compose(mail, 'de').text.includes('Wenn das Los noch nicht bezahlt ist'), mail.kind);
    const { price: _price, ...free } = fair;
    t.false(compose({ ...mail, raffle: free }).text.includes('not paid'), mail.kind);
  }
  t.false(compose({ ...result, won: [] }).text.includes('not paid'));
});

test('a subject stays short, though many prizes were won', (t) => {
  const prizes = Array.from({ length: 4 }, (_, place) => ({
    prize: `Prize ${place + 1}`,
    ticketNumber: place + 1,
  }));
  for (const [language, expected] of [
    ['en', 'You won 4 prizes: Spring fair'],
    ['de', 'Sie haben 4 Gewinne: Spring fair'],
  ] as const) {
    const { subject, text } = compose({ ...result, won: prizes }, language);
    t.is(subject, expected);
    for (const { prize } of prizes) t.true(text.split('\n')[0]?.includes(prize));
  }
});

test('a buyer who paid at the desk is not told how to pay', (t) => {
  const { text, html = '' } = compose({ ...purchase, kind: 'desk-sale', isPaid: true });
  t.true(text.includes('Price: £4.00 (2 × £2.00), paid\n'));
  for (const laidOut of [text, html]) {
    t.false(laidOut.includes('How to pay'));
    t.false(laidOut.includes('Cash at the stall'));
  }
});

test('without an announced time, the mail about a purchase says that the draw follows the sales', (t) => {
  const { text } = compose({ ...purchase, raffle: { title: 'Spring fair' } });
  t.true(text.includes('Draw: after sales end\n'));
  t.false(text.includes('Sales end'));
});

test('a holder who did not win is told so, and no way of collecting', (t) => {
  const { subject, text } = compose({ ...result, won: [], reserves: [] });
  t.is(subject, 'Not this time: Spring fair');
  t.true(text.includes('Your tickets 17 and 18 did not win.'));
  t.false(text.includes('can still win'));
  t.false(text.includes('Collect by'));
});

test('the holder of a reserve is told that it can still win', (t) => {
  const { text } = compose({ ...result, won: [], reserves: [18] });
  t.true(text.includes('Your ticket 18 can still win:'));
});

for (const [name, { mail, ...texts }] of Object.entries(otherMails)) {
  for (const language of ['en', 'de'] as const) {
    test(`the mail about ${name} says what happened (${language})`, (t) => {
      const { subject, text, html = '' } = compose(mail, language);
      for (const sentence of texts[language]) t.true(text.includes(sentence), text);
      t.true(html.startsWith(`<!doctype html>\n<html lang="${language}">`));
      t.true(text.includes('raffle.example.org') && html.includes('raffle.example.org'));
      t.true(subject.includes('Spring fair'), subject);
      t.true(text.includes('Spring fair') && html.includes('Spring fair'));
    });
  }
}

test('a mail is the same at every attempt', (t) => {
  t.deepEqual(compose(purchase), compose(structuredClone(purchase)));
});

test('answers go to the organiser if the contact is a mail address', (t) => {
  t.is(compose(purchase).replyTo, 'fair@school.example');
  const byPhone = compose({ ...purchase, raffle: { ...fair, contact: '01234 567890' } });
  t.is(byPhone.replyTo, undefined);
});

test('the texts of an organiser cannot add markup, lines to the subject, or reorder a sentence', (t) => {
  const title = 'A\r\nBcc: eve@example.org <script>alert(1)</script> \u202e';
  const hostile = { title, organiser: '<img src=x>', contact: '"a" <b@c.example>' };
  for (const mail of [purchase, result, ...Object.values(otherMails).map((other) => other.mail)]) {
    const { subject, html = '', replyTo } = compose({ ...mail, raffle: hostile });
    for (const part of ['\r', '\n', '\u202e']) t.false(subject.includes(part));
    for (const part of ['<script', '<img', '\u202e']) t.false(html.includes(part));
    t.is(replyTo, undefined);
  }
});

test('a time is shown with its date and its time zone', (t) => {
  const time = timeIn('en', '2026-07-07T18:00:00.000Z');
  for (const part of ['Tuesday', '7', 'July', '2026', '19:00', 'BST']) t.true(time.includes(part));
  t.true(timeIn('de', '2026-07-07T18:00:00.000Z').includes('Dienstag'));
});

test('an amount is shown with the decimals of its currency', (t) => {
  const priceOf = (amount: number, currency: string) =>
    compose({
      ...purchase,
      tickets: [1],
      raffle: { title: 'x', price: { amount, currency } },
    }).text.match(/^Price: (.*)$/m)?.[1];
  t.is(priceOf(250, 'EUR'), '€2.50');
  t.is(priceOf(500, 'JPY'), 'JP¥500');
  t.is(priceOf(0, 'GBP'), '£0.00');
});
