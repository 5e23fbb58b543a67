import { join } from 'node:path';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { buy, inTurn, type Run } from './support/load.ts';
import { cpuOf, Rounds } from './support/rounds.ts';
import { startService, type ServerProcess } from './support/server-process.ts';

const sizes = { few: 100, twin: 100, many: 100_000, huge: 1_000_000 };
type Size = keyof typeof sizes;
const rounds = 9;
const warmUps = 3;
/** Few, so that the small raffle stays small during a load. */
const loadSize = 4_000;
/** They hold no ticket before, whatever the size: how many a buyer holds is not what is measured. */
const newBuyers = 50_000;
/** One raffle for each load of the small size; a load may be void three times. */
const smallRaffles = warmUps + rounds * 4;
const most = 1.15;

/** CPU time of a purchase with 100,000 and with 1,000,000 tickets sold, divided by that with 100 sold. */
export const growth: Benchmark = () =>
  withFolder(async (path) => {
    const sides = {} as Record<Size, () => Promise<Run>>;
    const servers: ServerProcess[] = [];
    for (const size of Object.keys(sizes) as Size[]) {
      const { server, measure } = await prepareSide(join(path, size), size);
      for (let warmUp = 0; warmUp < warmUps; warmUp += 1) await measure();
      servers.push(server);
      sides[size] = measure;
    }
    const found = new Rounds<Size>();
    await found.measure(rounds, sides);
    for (const server of servers) await server.stop();
    const grown = (['many', 'huge'] as const).map((size) => ({
      name: `CPU of a purchase at ${sizes[size].toLocaleString('en')} sold / at ${sizes.few}`,
      ...found.ratios(size, 'few', cpuOf).toFigure({ most }),
      note: `${found.median(size, cpuOf).toFixed(1)} / ${found.median('few', cpuOf).toFixed(1)} µs; ${found.extent} of ${loadSize} purchases`,
    }));
    const twin = {
      name: `CPU of a purchase at ${sizes.few} sold / at ${sizes.few}`,
      ...found.ratios('twin', 'few', cpuOf).toFigureOfSame(),
      note: 'in two processes',
    };
    return [...grown, twin];
  });

/** A service whose raffles have sold so many tickets, and a load of it; only small raffles are replaced. */
async function prepareSide(path: string, size: Size) {
  const names = Array.from(
    { length: sizes[size] === sizes.few ? smallRaffles : 1 },
    (_, at) => `raffle-${at}`,
  );
  const sold = Object.fromEntries(names.map((name) => [name, sizes[size]]));
  const ticketsEach = 2;
  const holders = sizes[size] / ticketsEach;
  const folder = await prepareFolder(path, { people: holders + newBuyers, sold, ticketsEach });
  const nextCookie = inTurn(folder.people.slice(holders).map(({ cookie }) => cookie));
  const raffles = names.map((name) => ({
    raffle: name,
    onDisk: new TicketsOnDisk(path, name, sizes[size]),
  }));
  const nextRaffle = inTurn(raffles);
  const server = await startService(path);
  const measure = () => buy(server, { ...nextRaffle(), count: loadSize, nextCookie });
  return { server, measure };
}
