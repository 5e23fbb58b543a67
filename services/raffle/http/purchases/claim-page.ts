import type { ByLanguage, Language } from '#contract/language.ts';
import { reasonWords } from '#contract/reason-words.ts';
import type { ClaimedTickets, VoidReason } from '#contract/tickets.ts';
import { escapeHtml, isolateText } from '#contract/shown-text.ts';
import { renderPage } from '../pages/plain-pages.ts';

interface Words {
  readonly ticket: (number: string) => string;
  readonly voided: (number: string, reason: VoidReason) => string;
  readonly won: (title: string, number: string) => string;
  readonly lost: string;
  readonly cancelled: (reason: string) => string;
  readonly rehearsal: string;
  readonly keep: string;
  readonly toRaffle: string;
  readonly details: string;
}

const words: ByLanguage<Words> = {
  en: {
    ticket: (number) => `Ticket ${number}`,
    voided: (number, reason) =>
      `Ticket ${number} does not count any more (${reasonWords.en.voids[reason]}).`,
    won: (title, number) => `You won: ${title} (ticket ${number}).`,
    lost: 'Not this time. Thank you for taking part.',
    cancelled: (reason) =>
      `This raffle was cancelled. There is no draw. The organiser says: ${reason}`,
    rehearsal: 'A rehearsal: nothing here is real.',
    keep: 'Keep this link to yourself: it shows your tickets without signing in.',
    toRaffle: 'To the raffle',
    details: 'Technical details: the receipts',
  },
  de: {
    ticket: (number) => `Los ${number}`,
    voided: (number, reason) => `Los ${number} zählt nicht mehr (${reasonWords.de.voids[reason]}).`,
    won: (title, number) => `Sie haben gewonnen: ${title} (Los ${number}).`,
    lost: 'Diesmal nicht. Danke, dass Sie mitgemacht haben.',
    cancelled: (reason) =>
      `Diese Verlosung ist abgesagt. Es gibt keine Ziehung. Der Veranstalter schreibt: ${reason}`,
    rehearsal: 'Eine Probe: Nichts hier ist echt.',
    keep: 'Geben Sie diesen Link nicht weiter: Er zeigt Ihre Lose ohne Anmeldung.',
    toRaffle: 'Zur Verlosung',
    details: 'Technische Einzelheiten: die Quittungen',
  },
};

export type ClaimedWithoutReceipts = Omit<ClaimedTickets, 'receipts'>;

/** Writes the tickets of a desk sale as a page, for a buyer who opens the link in a browser. */
export async function* writeClaimPage(
  claimed: ClaimedWithoutReceipts,
  receipts: AsyncIterable<readonly string[]>,
  language: Language,
): AsyncGenerator<string> {
  const page = renderClaimed(claimed, language);
  const end = page.lastIndexOf('</details>');
  yield page.slice(0, end);
  for await (const some of receipts) {
    yield some.map((receipt) => `<pre class="text">${escapeHtml(receipt)}</pre>\n`).join('');
  }
  yield page.slice(end);
}

function renderClaimed(claimed: ClaimedWithoutReceipts, language: Language): string {
  const { raffle, tickets, voided, prizes, won } = claimed;
  const text = words[language];
  const numbers = new Intl.NumberFormat(language);
  const format = (number: number) => numbers.format(number);
  const lines = [
    ...(raffle.rehearsal === true ? [text.rehearsal] : []),
    ...(raffle.status === 'cancelled' ? [text.cancelled(raffle.cancelReason)] : []),
    ...prizes.map(({ title, ticketNumber }) => text.won(title, format(ticketNumber))),
    ...(won === false ? [text.lost] : []),
    ...voided.map(({ number, reason }) => text.voided(format(number), reason)),
  ];
  const content = [
    ...tickets.map(({ number }) => `<p class="code">${text.ticket(format(number))}</p>`),
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    `<p><a href="/raffles/${raffle.id}">${text.toRaffle}</a></p>`,
    `<p class="muted">${text.keep}</p>`,
    `<details><summary>${text.details}</summary>`,
    '</details>',
  ];
  return renderPage(isolateText(raffle.title), content.join('\n'), language);
}
