import { catalogueFor } from './language.ts';
import type { RaffleView } from './raffles.ts';
import { isolateText } from './shown-text.ts';

/** Subject of a page of the participant app. */
export type PageSubject =
  | { readonly kind: 'raffle' | 'result' | 'receipts' | 'poster'; readonly raffle: RaffleView }
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
  poster: 'Poster',
  receipt: (number: string) => `Receipt for ticket ${number}`,
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
  poster: 'Plakat',
  receipt: (number) => `Quittung für Los ${number}`,
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
    case 'receipts':
    case 'poster':
      return join(subject.raffle, words[subject.kind], words);
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

function stateOf({ status, remaining }: RaffleView, words: typeof english): string {
  return status === 'open' && remaining === 0 ? words.soldOut : words[status];
}

function join({ title, rehearsal }: RaffleView, what: string, words: typeof english): string {
  const parts = [isolateText(title), what, ...(rehearsal === true ? [words.rehearsal] : [])];
  return parts.join(' · ');
}
