import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { measureInPairs, median, spread } from './support/pairs.ts';
import { startChild, startService } from './support/server-process.ts';

const raffles = { read: 'read', unread: 'unread' };
const streamCounts = [2_000, 5_000];
const pairs = 5;
const purchases = 4_000;
const people = 40_000;
const bar = 0.8;

/** The purchase rate of a raffle with live streams, divided by that of a raffle without. */
export const streams: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const count of streamCounts) figures.push(await withFolder((path) => measure(path, count)));
  return figures;
};

async function measure(path: string, count: number): Promise<Figure> {
  const sold = { [raffles.read]: 0, [raffles.unread]: 0 };
  const { people: buyers } = await prepareFolder(path, { people, sold });
  const service = await startService(path);
  const nextCookie = inTurn(buyers.map(({ cookie }) => cookie));
  const buyAt = async (raffle: string) =>
    (await buy(service, { raffle, count: purchases, nextCookie })).perSecond;
  const readers = await startChild('support/readers.ts', service.url, raffles.read, String(count));
  await buyAt(raffles.unread);
  const found = await measureInPairs(
    pairs,
    () => buyAt(raffles.read),
    () => buyAt(raffles.unread),
  );
  await readers.stop();
  await service.stop();
  const ratio = median(found.ratios);
  return {
    name: `purchases with ${count} streams / without`,
    found: ratio.toFixed(2),
    spread: spread(found.ratios, 2),
    bar: `at least ${bar}`,
    isMet: ratio >= bar,
    note: `${Math.round(median(found.ours))} against ${Math.round(median(found.theirs))} a second, service on one core, ${pairs} pairs`,
  };
}
