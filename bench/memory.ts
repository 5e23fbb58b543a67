import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn, type StoredPurchases } from './support/load.ts';
import type { Memory } from './support/report.ts';
import { startService, type ServerProcess } from './support/server-process.ts';

const people = 40_000;
const barBytes = 250;
/** The development mailbox would store mails in the heap. */
const environment = { RAFFLE_MAIL: 'codes' };
/** Closed connections stay in the heap for a moment. */
const settleMs = 500;

/** Memory per ticket, heap and typed arrays, in the service that sold it and in one that read it from disk. */
export const memory: Benchmark = () =>
  withFolder(async (path) => {
    const raffles = ['warm-up', 'one-each', 'two-each'];
    const sold = Object.fromEntries(raffles.map((raffle) => [raffle, 0]));
    const folder = await prepareFolder(path, { people, sold });
    const cookies = folder.people.map(({ cookie }) => cookie);
    const service = await startService(path, { environment });
    // Each person buys once before: the first use of an account frees what it was read from.
    const purchasesIn = (raffle: string, count: number) => {
      const onDisk = new TicketsOnDisk(path, raffle);
      return { raffle, onDisk, count, nextCookie: inTurn(cookies) };
    };
    await buy(service, purchasesIn('warm-up', people));
    const sales = {
      one: purchasesIn('one-each', people),
      two: purchasesIn('two-each', 2 * people),
    };
    const oneEach = await growthOf(service, sales.one);
    const twoEach = await growthOf(service, sales.two);
    await service.stop();
    for (const { onDisk } of Object.values(sales)) onDisk.requireReadable();
    return [
      toFigure('1 ticket each, sold', oneEach),
      toFigure('2 tickets each, sold', twoEach),
      toFigure('1 ticket each, read', await growthOnStart(1)),
      toFigure('2 tickets each, read', await growthOnStart(2)),
    ];
  });

type PerTicket = Pick<Memory, 'heapBytes' | 'arrayBytes'>;

/** Per ticket, over new purchases. */
async function growthOf(service: ServerProcess, purchases: StoredPurchases): Promise<PerTicket> {
  const before = await memoryAtRest(service);
  await buy(service, purchases);
  return perTicket(before, await memoryAtRest(service), purchases.count);
}

/** Per ticket: the difference between services that read a raffle with and without tickets. */
async function growthOnStart(ticketsEach: number): Promise<PerTicket> {
  const tickets = people * ticketsEach;
  const found: Memory[] = [];
  for (const sold of [0, tickets]) {
    const used = await withFolder(async (path) => {
      await prepareFolder(path, { people, sold: { bench: sold }, ticketsEach });
      const service = await startService(path, { environment });
      const atRest = await memoryAtRest(service);
      await service.stop();
      return atRest;
    });
    found.push(used);
  }
  return perTicket(found[0]!, found[1]!, tickets);
}

function perTicket(before: Memory, after: Memory, tickets: number): PerTicket {
  return {
    heapBytes: (after.heapBytes - before.heapBytes) / tickets,
    arrayBytes: (after.arrayBytes - before.arrayBytes) / tickets,
  };
}

async function memoryAtRest(service: ServerProcess): Promise<Memory> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return service.memory();
}

function toFigure(name: string, { heapBytes, arrayBytes }: PerTicket): Figure {
  const bytes = heapBytes + arrayBytes;
  return {
    name: `memory per ticket, ${name}`,
    found: `${bytes.toFixed(0)} B`,
    spread: '',
    bar: `at most ${barBytes} B`,
    isMet: bytes <= barBytes,
    note: `after garbage collection, ${people} people: ${heapBytes.toFixed(0)} in the heap, ${arrayBytes.toFixed(0)} in typed arrays`,
  };
}
