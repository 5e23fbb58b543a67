import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFolder, requireOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { measureInPairs, median, spread } from './support/pairs.ts';
import { startPeer, startService } from './support/server-process.ts';

const raffle = 'bench';
const sold = 10_000;
const pairs = 5;
/** Each side sells for a second or two, so the stock file hardly grows meanwhile. */
const ours = 10_000;
const theirs = 192;
const bar = 20;

/** Purchases per second with 10,000 sold, divided by those of lowdb's own adapter, which rewrites its file. */
export const againstStockLowdb: Benchmark = () =>
  withFolder(async (path) => {
    const { people } = await prepareFolder(path, { people: 20_000, sold: { [raffle]: sold } });
    const service = await startService(path);
    const stock = await startPeer('stock-lowdb.ts', [writeStockFile(path)]);
    const nextCookie = inTurn(people.map(({ cookie }) => cookie));
    const atService = async () =>
      (await buy(service, { raffle, nextCookie, count: ours })).perSecond;
    const atStock = async () => (await buy(stock, { raffle, nextCookie, count: theirs })).perSecond;
    await atService();
    await atStock();
    const found = await measureInPairs(pairs, atService, atStock);
    await service.stop();
    await stock.stop();
    requireOnDisk(path, raffle, sold + ours * (1 + pairs));
    const ratio = median(found.ratios);
    return [
      {
        name: 'durable purchase / stock lowdb',
        found: `${ratio.toFixed(0)}x`,
        spread: spread(found.ratios, 0),
        bar: `at least ${bar}x`,
        isMet: ratio >= bar,
        note: `${Math.round(median(found.ours))} against ${Math.round(median(found.theirs))} a second with ${sold} sold, ${pairs} pairs`,
      },
    ];
  });

/** Writes the same number of tickets in the stock server's format. */
function writeStockFile(folder: string): string {
  const path = join(folder, 'stock.json');
  const tickets = Array.from({ length: sold }, (_, index) => ({
    number: index + 1,
    holder: `holder-${Math.floor(index / 2)}`.padEnd(22, '-'),
    key: `key-${index}`.padEnd(22, '-'),
    at: new Date(index).toISOString(),
  }));
  writeFileSync(path, JSON.stringify({ capacity: 1_000_000, perPersonLimit: 1_000, tickets }));
  return path;
}
