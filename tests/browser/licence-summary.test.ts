import test from 'ava';
import type { RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import { writeLicenceSummary } from '../../cli/licence-summary.ts';
import { openChromium } from '../support/chromium.ts';

const at = (hour: number) => new Date(Date.UTC(2027, 4, 29, hour)).toISOString();
const keyid = 'k'.repeat(43);

/** A drawn raffle with as many prizes as possible, each with a title of this length. */
function fullSummary(titleLength: number): string {
  const titles = Array.from({ length: 20 }, (_, index) =>
    `${index} `.padEnd(titleLength, 'Prize '),
  );
  const view: RaffleView = {
    id: 'fair',
    title: 'Summer fair of Hill School',
    status: 'drawn',
    capacity: 1_000_000,
    sold: 900_000,
    remaining: 100_000,
    perPersonLimit: 10,
    randomness: 'local',
    reserves: 50,
    onePrizePerPerson: true,
    openedAt: at(8),
    opensAt: at(9),
    closesAt: at(17),
    claimBy: at(20),
    closedAt: at(17),
    drawnAt: at(18),
    prizes: titles.map((title, index) => ({ title, state: 'claimed', ticketNumber: index + 1 })),
    notice: {
      organiser: 'Parents of Hill School',
      contact: 'raffle@example.org',
      purpose: 'A new roof for the gym. '.repeat(20),
      licence: 'LN/2027/17',
      place: 'Gym of Hill School',
    },
    rules: 0,
    version: 900_000,
  };
  const summary: Summary = {
    capacity: 1_000_000,
    sold: 900_000,
    remaining: 100_000,
    paid: 800_000,
    due: 100_000,
    desk: 400_000,
    web: 500_000,
    voided: { refunded: 1, unpaid: 2, mistake: 3, ineligible: 4 },
    voidedPaid: 0,
    income: { currency: 'GBP', price: 200, amount: 160_000_000, due: 20_000_000 },
  };
  const winners = titles.map((title, index) => ({
    prize: index + 1,
    title,
    state: 'claimed' as const,
    ticketNumber: index + 1,
    holder: 'h',
  }));
  const forfeits = titles.map((_, index) => ({
    prize: index + 1,
    ticketNumber: 900_000 + index,
    reason: 'unclaimed' as const,
    at: at(20),
  }));
  const draw = {
    raffle: 'fair',
    randomness: 'local' as const,
    fairness: '',
    drawnAt: at(18),
    ticketCount: 900_000,
    order: [],
    winners,
    forfeits,
  };
  const types = ['raffle-opened', 'raffle-amended', 'ticket-sold', 'ticket-voided', 'raffle-drawn'];
  const order = { keyid, base: '', signature: '', body: '' };
  const bundle = {
    format: 'raffle-audit-bundle/2' as const,
    raffle: 'fair',
    keys: [{ keyid, publicKey: '', role: 'admin' as const, name: 'Ada' }],
    entries: types.map((type) => ({ entry: { type }, order })),
  };
  return writeLicenceSummary({ view, draw, summary, bundle, verdict: 'passed' });
}

test('the summary for a licensing authority prints on one page, with 20 prizes too', async (t) => {
  const browser = await openChromium(t);
  const page = await browser.newPage();
  const countPages = async (html: string) => {
    await page.setContent(html);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    return pdf.toString('latin1').match(/\/Type ?\/Page\b/g)?.length;
  };
  t.is(await countPages(fullSummary(80)), 1);
  const tooLong = fullSummary(80).replace('</body>', '<p>x</p>'.repeat(100));
  t.not(await countPages(tooLong), 1, 'the count sees more pages');
  await page.close();
});
