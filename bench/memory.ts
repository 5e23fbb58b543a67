import { prepareFolder, requireOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn, type Purchases } from './support/load.ts';
import { startService, type ServerProcess } from './support/server-process.ts';

const people = 40_000;
const warmUp = 10_000;
const barBytes = 250;
/** The development mailbox would store mails in the heap. */
const environment = { RAFFLE_MAIL: 'codes' };
/** Closed connections stay in the heap for a moment. */
const settleMs = 500;

/** Heap per ticket, in the service that sold it and in one that read it from disk. */
export const memory: Benchmark = () =>
  withFolder(async (path) => {
    const raffles = ['warm-up', 'one-each', 'two-each'];
    const sold = Object.fromEntries(raffles.map((raffle) => [raffle, 0]));
    const folder = await prepareFolder(path, { people, sold });
    const cookies = folder.people.map(({ cookie }) => cookie);
    const service = await startService(path, { environment });
    await buy(service, { raffle: 'warm-up', count: warmUp, nextCookie: inTurn(cookies) });
    const oneEach = await growthOf(service, {
      raffle: 'one-each',
      count: people,
      nextCookie: inTurn(cookies),
    });
    const twoEach = await growthOf(service, {
      raffle: 'two-each',
      count: people,
      nextCookie: inTurn(cookies.slice(people / 2)),
    });
    await service.stop();
    for (const raffle of ['one-each', 'two-each']) requireOnDisk(path, raffle, people);
    return [
      toFigure('1 ticket each, sold', oneEach),
      toFigure('2 tickets each, sold', twoEach),
      toFigure('1 ticket each, read', await growthOnStart(1)),
      toFigure('2 tickets each, read', await growthOnStart(2)),
    ];
  });

/** Bytes per ticket, over new purchases. */
async function growthOf(service: ServerProcess, purchases: Purchases): Promise<number> {
  const before = await heapAtRest(service);
  await buy(service, purchases);
  return ((await heapAtRest(service)) - before) / purchases.count;
}

/** Bytes per ticket: the difference between services that read a raffle with and without tickets. */
async function growthOnStart(ticketsEach: number): Promise<number> {
  const tickets = people * ticketsEach;
  const heaps: number[] = [];
  for (const sold of [0, tickets]) {
    const heap = await withFolder(async (path) => {
      await prepareFolder(path, { people, sold: { bench: sold }, ticketsEach });
      const service = await startService(path, { environment });
      const bytes = await heapAtRest(service);
      await service.stop();
      return bytes;
    });
    heaps.push(heap);
  }
  return (heaps[1]! - heaps[0]!) / tickets;
}

async function heapAtRest(service: ServerProcess): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return service.heapUsed();
}

function toFigure(name: string, bytes: number): Figure {
  return {
    name: `memory per ticket, ${name}`,
    found: `${bytes.toFixed(0)} B`,
    spread: '',
    bar: `at most ${barBytes} B`,
    isMet: bytes <= barBytes,
    note: `heap in use after garbage collection, ${people} people`,
  };
}
