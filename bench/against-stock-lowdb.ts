import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { buy, inTurn, purchaseRequests, sendAll } from './support/load.ts';
import { cpuOf, rateOf, Rounds } from './support/rounds.ts';
import { startPeer, startService } from './support/server-process.ts';

const raffle = 'bench';
const sold = 10_000;
const rounds = 5;
/** Each side sells for a second or two, so the stock file hardly grows meanwhile. */
const ours = 10_000;
const theirs = 192;
const least = 20;

/** A purchase with 10,000 sold, against lowdb's own adapter, which rewrites its file. */
export const againstStockLowdb: Benchmark = () =>
  withFolder(async (path) => {
    const { people } = await prepareFolder(path, { people: 20_000, sold: { [raffle]: sold } });
    const service = await startService(path);
    const stock = await startPeer('stock-lowdb.ts', [writeStockFile(path)]);
    const onDisk = new TicketsOnDisk(path, raffle, sold);
    const nextCookie = inTurn(people.map(({ cookie }) => cookie));
    const found = new Rounds<'service' | 'stock'>();
    const sides = {
      service: () => buy(service, { raffle, onDisk, nextCookie, count: ours }),
      stock: () => sendAll(stock, purchaseRequests({ raffle, nextCookie, count: theirs }), 201),
    };
    await sides.service();
    await sides.service();
    await sides.stock();
    await found.measure(rounds, sides);
    await service.stop();
    await stock.stop();
    const cpu = (side: 'service' | 'stock') => `${found.median(side, cpuOf).toFixed(0)} µs`;
    return [
      {
        name: 'durable purchase: stock lowdb / service',
        ...found.ratios('stock', 'service', cpuOf).toFigure({ least }),
        note: `CPU ${cpu('stock')} / ${cpu('service')} with ${sold} sold; rate ${found.ratios('service', 'stock', rateOf).describe()}; ${found.extent}`,
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
