import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { spread } from './support/pairs.ts';
import { rateOf, Rounds } from './support/rounds.ts';
import {
  startChild,
  startService,
  type ChildProgram,
  type ServerProcess,
} from './support/server-process.ts';

const raffles = { read: 'read', unread: 'unread', twin: 'twin' };
const streamCounts = [1_000, 5_000];
const rounds = 5;
const purchases = 8_000;
const people = 40_000;
const changes = 5;
const bars = { ratio: 0.8, reachedMs: 1_000, bytes: 15_000 };
/** A change is over, and its memory is free again. */
const settleMs = 1_500;

/** How live streams and purchases share the service. */
export const streams: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const count of streamCounts) {
    figures.push(...(await withFolder((path) => measure(path, count))));
  }
  return figures;
};

async function measure(path: string, count: number): Promise<Figure[]> {
  const sold = Object.fromEntries(Object.values(raffles).map((raffle) => [raffle, 0]));
  const { people: buyers } = await prepareFolder(path, { people, sold });
  const service = await startService(path);
  const nextCookie = inTurn(buyers.map(({ cookie }) => cookie));
  const seller = (raffle: string) => {
    const onDisk = new TicketsOnDisk(path, raffle);
    return { onDisk, sell: () => buy(service, { raffle, onDisk, count: purchases, nextCookie }) };
  };
  const read = seller(raffles.read);
  const unread = seller(raffles.unread);
  const twin = seller(raffles.twin);
  await unread.sell();
  const before = await memoryAtRest(service);
  const readers = await startChild('support/readers.ts', service.url, raffles.read, String(count));
  const after = await memoryAtRest(service);
  const bytes = (after.lastingBytes - before.lastingBytes) / count;
  const withYoung = (after.residentBytes - before.residentBytes) / count;
  const times: number[] = [];
  for (let change = 0; change < changes; change += 1) {
    await sleep(settleMs);
    times.push(...(await timeChange(service, readers, nextCookie())));
    read.onDisk.require(1);
  }
  const found = new Rounds<keyof typeof raffles>();
  await found.measure(rounds, { read: read.sell, unread: unread.sell, twin: twin.sell });
  await readers.stop();
  await service.stop();
  const lastMs = percentile(times, 0.99);
  return [
    {
      name: `a change reaches ${count} streams, p99`,
      found: `${lastMs.toFixed(0)} ms`,
      spread: spread(times, 0),
      bar: `under ${bars.reachedMs} ms`,
      isMet: lastMs < bars.reachedMs,
      note: `from the purchase being sent, p50 ${percentile(times, 0.5).toFixed(0)} ms, ${changes} changes`,
    },
    {
      name: `memory per stream, of ${count}`,
      found: `${bytes.toFixed(0)} B`,
      spread: '',
      bar: `at most ${bars.bytes} B`,
      isMet: bytes <= bars.bytes,
      note: `resident memory of the process without the heap's room for new objects; with it ${withYoung.toFixed(0)} B`,
    },
    {
      name: `purchases with ${count} streams / without`,
      ...found.ratios('read', 'unread', rateOf).toFigure({ least: bars.ratio }),
      note: `${found.median('read', rateOf).toFixed(0)} / ${found.median('unread', rateOf).toFixed(0)} a second; ${found.extent}`,
    },
    {
      name: `purchases without streams / without, beside ${count}`,
      ...found.ratios('twin', 'unread', rateOf).toFigureOfSame(),
      note: 'in another raffle',
    },
  ];
}

async function memoryAtRest(service: ServerProcess) {
  await sleep(settleMs);
  const { youngBytes } = await service.memory();
  const residentBytes = service.residentBytes();
  return { residentBytes, lastingBytes: residentBytes - youngBytes };
}

/** Milliseconds from the sending of a purchase until each stream has shown it. */
async function timeChange(
  service: ServerProcess,
  readers: ChildProgram,
  cookie: string,
): Promise<number[]> {
  const startedAt = performance.timeOrigin + performance.now();
  const reply = await fetch(`${service.url}/api/raffles/${raffles.read}/tickets`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ quantity: 1 }),
  });
  const { raffle } = (await reply.json()) as { raffle: { version: number } };
  readers.process.send(raffle.version);
  const [times] = (await once(readers.process, 'message')) as [number[]];
  return times.map((at) => at - startedAt);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * part) - 1]!;
}
