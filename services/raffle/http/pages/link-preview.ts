import type { ByLanguage, Language } from '#contract/language.ts';
import { titleOfPage, type PageSubject } from '#contract/page-title.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { namedPrizes, type RaffleView } from '#contract/raffles.ts';
import { escapeHtml } from '#contract/shown-text.ts';
import { createMailFormat } from '../../mail/raffle-mails/mail-format.ts';
import { pngIconPath } from './icons.ts';

/** What a page is about, and the language of its reader. */
export interface Preview {
  readonly subject: PageSubject;
  /** The titles on the start page, newest first. */
  readonly listed: readonly string[];
  readonly language: Language;
  /** The service's own URL, never the one of a request. */
  readonly publicUrl: string;
  /** The organiser's logo, shown where a raffle has no picture. */
  readonly logoPath: string | undefined;
}

/** How many titles or prizes a description names. */
const namedMax = 3;

const english = {
  raffles: (titles: string) => `Raffles here: ${titles}.`,
  prizes: (count: number, titles: string) => `${count === 1 ? 'Prize' : 'Prizes'}: ${titles}.`,
  more: (count: number) => `${count} more`,
  price: (price: string) => `${price} per ticket.`,
  opens: (time: string) => `Sales start: ${time}.`,
  closes: (time: string) => `Sales end: ${time}.`,
  draw: (time: string) => `Draw: ${time}.`,
  left: (left: string, capacity: string) => `${left} of ${capacity} tickets left.`,
  soldOut: 'Sold out.',
  sold: (count: number, text: string) =>
    `Sales have ended, with ${text} ${count === 1 ? 'ticket' : 'tickets'} sold. The draw comes next.`,
  drawn: 'The draw has been made. See the result.',
  cancelled: 'This raffle was cancelled. There is no draw.',
  rehearsal: 'A rehearsal: nothing here is real.',
};

const german: typeof english = {
  raffles: (titles) => `Verlosungen: ${titles}.`,
  prizes: (count, titles) => `${count === 1 ? 'Gewinn' : 'Gewinne'}: ${titles}.`,
  more: (count) => `${count} weitere`,
  price: (price) => `${price} pro Los.`,
  opens: (time) => `Verkaufsbeginn: ${time}.`,
  closes: (time) => `Verkaufsende: ${time}.`,
  draw: (time) => `Ziehung: ${time}.`,
  left: (left, capacity) => `${left} von ${capacity} Losen übrig.`,
  soldOut: 'Ausverkauft.',
  sold: (count, text) =>
    `Der Verkauf ist beendet, ${text} ${count === 1 ? 'Los ist' : 'Lose sind'} verkauft. Als Nächstes kommt die Ziehung.`,
  drawn: 'Die Ziehung ist erfolgt. Zum Ergebnis.',
  cancelled: 'Diese Verlosung ist abgesagt. Es gibt keine Ziehung.',
  rehearsal: 'Eine Probe: Nichts hier ist echt.',
};

const words: ByLanguage<typeof english> = { en: english, de: german };
const formats = { en: createMailFormat('en'), de: createMailFormat('de') };

/** Writes title, description, canonical address and link preview for the head of a page, as HTML. */
export function writePreview({ subject, listed, language, publicUrl, logoPath }: Preview): string {
  const title = titleOfPage(subject, language);
  const head = [`<title>${escapeHtml(title)}</title>`];
  const path = canonicalPath(subject);
  if (path === undefined) return head.join('\n    ');
  const url = new URL(path, publicUrl).href;
  const description =
    'raffle' in subject ? describe(subject.raffle, language) : describeList(listed, language);
  const picture = 'raffle' in subject ? subject.raffle.notice?.picture : undefined;
  const image = new URL(
    picture === undefined ? (logoPath ?? pngIconPath) : `/api/pictures/${picture}`,
    publicUrl,
  );
  head.push(
    `<link rel="canonical" href="${escapeHtml(url)}" />`,
    metaTag('property', 'og:type', 'website'),
    metaTag('property', 'og:title', title),
    metaTag('property', 'og:url', url),
    metaTag('property', 'og:image', image.href),
    metaTag('name', 'twitter:card', picture === undefined ? 'summary' : 'summary_large_image'),
  );
  if (description !== '') {
    head.push(
      metaTag('name', 'description', description),
      metaTag('property', 'og:description', description),
    );
  }
  return head.join('\n    ');
}

/** The public page that a page stands for. Receipts stand for their raffle. */
function canonicalPath(subject: PageSubject): string | undefined {
  if (subject.kind === 'raffles') return '/';
  if (!('raffle' in subject)) return undefined;
  const path = rafflePath(subject.raffle.id);
  return subject.kind === 'result' ? `${path}/result` : path;
}

function describeList(titles: readonly string[], language: Language): string {
  return titles.length === 0 ? '' : words[language].raffles(nameSome(titles, language));
}

/** A raffle in a few sentences. They never name a winning number, which the page reveals itself. */
function describe(raffle: RaffleView, language: Language): string {
  const { prizes, price, opens, closes, draw, rehearsal } = words[language];
  const format = formats[language];
  const { notice, closesAt } = raffle;
  const isAhead = raffle.status === 'announced' || raffle.status === 'open';
  const titles = namedPrizes(raffle.prizes);
  return [
    ...(raffle.rehearsal === true ? [rehearsal] : []),
    ...(titles.length > 0 ? [prizes(titles.length, nameSome(titles, language))] : []),
    ...(isAhead && notice?.price !== undefined
      ? [price(format.money(notice.price.amount, notice.price.currency))]
      : []),
    ...(raffle.status === 'announced' ? [opens(format.time(raffle.opensAt))] : []),
    ...(isAhead && closesAt !== undefined ? [closes(format.time(closesAt))] : []),
    ...((isAhead || raffle.status === 'closed') && notice?.drawAt !== undefined
      ? [draw(format.time(notice.drawAt))]
      : []),
    ...describeState(raffle, language),
  ].join(' ');
}

function describeState(raffle: RaffleView, language: Language): string[] {
  const { left, soldOut, sold, drawn, cancelled } = words[language];
  const numbers = new Intl.NumberFormat(language);
  switch (raffle.status) {
    case 'announced':
      return [];
    case 'open':
      return raffle.remaining === 0
        ? [soldOut]
        : [left(numbers.format(raffle.remaining), numbers.format(raffle.capacity))];
    case 'closed':
      return [sold(raffle.sold, numbers.format(raffle.sold))];
    case 'drawn':
      return [drawn];
    case 'cancelled':
      return [cancelled];
    default:
      return raffle satisfies never;
  }
}

function nameSome(titles: readonly string[], language: Language): string {
  const format = formats[language];
  const named = titles.slice(0, namedMax).map((title) => format.text(title));
  const rest = titles.length - named.length;
  return [...named, ...(rest === 0 ? [] : [words[language].more(rest)])].join(', ');
}

function metaTag(attribute: 'name' | 'property', name: string, content: string): string {
  return `<meta ${attribute}="${name}" content="${escapeHtml(content)}" />`;
}
