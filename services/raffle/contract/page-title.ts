import { catalogueFor } from './language.ts';
import type { RaffleView } from './raffles.ts';
import { isolateText } from './shown-text.ts';

/** Subject of a page of the participant app. */
export type PageSubject =
  | { readonly kind: 'raffle' | 'result' | 'receipts'; readonly raffle: RaffleView }
  | { readonly kind: 'receipt'; readonly raffle: RaffleView; readonly number: number }
  | { readonly kind: 'raffles' | 'check-receipt' | 'sign-in' | 'not-found' | 'other' };

const english = {
  raffle: 'Raffle',
  raffles: 'Raffles',
  checkReceipt: 'Check a receipt',
  signIn: 'Sign in',
  notFound: 'Page not found',
  rehearsal: 'Rehearsal',
  announced: 'Sales have not started yet',
  open: 'Tickets on sale',
  soldOut: 'Sold out',
  closed: 'Sales have ended',
  drawn: 'Drawn',
  cancelled: 'Cancelled',
  result: 'Result',
  receipts: 'My receipts',
  receipt: (number: string) => `Receipt for ticket ${number}`,
  left: (remaining: string, capacity: string) => `${remaining} of ${capacity} tickets left.`,
  sold: (sold: number, text: string) =>
    `Sales have ended, with ${text} ${sold === 1 ? 'ticket' : 'tickets'} sold. The draw comes next.`,
  resultIsThere: 'The draw has been made. See the result.',
  opensLater: (time: string) => `Sales start on ${time}.`,
  isCancelled: 'This raffle was cancelled. There is no draw.',
  nothingIsReal: 'A rehearsal: nothing here is real.',
};

const german: typeof english = {
  raffle: 'Verlosung',
  raffles: 'Verlosungen',
  checkReceipt: 'Quittung prüfen',
  signIn: 'Anmelden',
  notFound: 'Seite nicht gefunden',
  rehearsal: 'Probe',
  announced: 'Der Verkauf hat noch nicht begonnen',
  open: 'Lose im Verkauf',
  soldOut: 'Ausverkauft',
  closed: 'Verkauf beendet',
  drawn: 'Gezogen',
  cancelled: 'Abgesagt',
  result: 'Ergebnis',
  receipts: 'Meine Quittungen',
  receipt: (number) => `Quittung für Los ${number}`,
  left: (remaining, capacity) => `${remaining} von ${capacity} Losen übrig.`,
  sold: (sold, text) =>
    `Der Verkauf ist beendet, ${text} ${sold === 1 ? 'Los ist' : 'Lose sind'} verkauft. Als Nächstes kommt die Ziehung.`,
  resultIsThere: 'Die Ziehung ist erfolgt. Zum Ergebnis.',
  opensLater: (time) => `Der Verkauf beginnt am ${time}.`,
  isCancelled: 'Diese Verlosung ist abgesagt. Es gibt keine Ziehung.',
  nothingIsReal: 'Eine Probe: Nichts hier ist echt.',
};

const catalogues = { en: english, de: german };

/**
 * Returns the title of a page, for tabs, bookmarks and link previews: the raffle and its state. It
 * never contains the winning number, which the page reveals itself.
 *
 * @param locale BCP 47 tag. German texts for `de`, English ones otherwise.
 */
export function titleOfPage(subject: PageSubject, locale: string): string {
  const words = catalogueFor(catalogues, locale);
  switch (subject.kind) {
    case 'raffle':
      return join(subject.raffle, stateOf(subject.raffle, words), words);
    case 'result':
      return join(subject.raffle, words.result, words);
    case 'receipts':
      return join(subject.raffle, words.receipts, words);
    case 'receipt':
      return join(
        subject.raffle,
        words.receipt(new Intl.NumberFormat(locale).format(subject.number)),
        words,
      );
    case 'raffles':
      return words.raffles;
    case 'check-receipt':
      return words.checkReceipt;
    case 'sign-in':
      return words.signIn;
    case 'not-found':
      return words.notFound;
    case 'other':
      return words.raffle;
    default:
      return subject satisfies never;
  }
}

/** Returns the description of a raffle for link previews. */
export function describeRaffle(raffle: RaffleView, locale: string): string {
  const words = catalogueFor(catalogues, locale);
  const state = describeStatus(raffle, words, locale);
  return raffle.rehearsal === true ? `${words.nothingIsReal} ${state}` : state;
}

function describeStatus(raffle: RaffleView, words: typeof english, locale: string): string {
  const numbers = new Intl.NumberFormat(locale);
  const format = (count: number) => numbers.format(count);
  const { remaining, capacity, sold } = raffle;
  switch (raffle.status) {
    case 'announced':
      return words.opensLater(formatTime(raffle.opensAt, locale));
    case 'open':
      return remaining === 0
        ? `${words.soldOut}.`
        : words.left(format(remaining), format(capacity));
    case 'closed':
      return words.sold(sold, format(sold));
    case 'drawn':
      return words.resultIsThere;
    case 'cancelled':
      return words.isCancelled;
    default:
      return raffle satisfies never;
  }
}

/** In UTC and saying so, because the service does not know a visitor's time zone. */
function formatTime(time: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(time));
}

function stateOf({ status, remaining }: RaffleView, words: typeof english): string {
  return status === 'open' && remaining === 0 ? words.soldOut : words[status];
}

function join({ title, rehearsal }: RaffleView, what: string, words: typeof english): string {
  const parts = [isolateText(title), what, ...(rehearsal === true ? [words.rehearsal] : [])];
  return parts.join(' · ');
}
