import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canLimitCpu, limitCpu } from './support/cpu-limit.ts';
import { BenchDatabase } from './support/database.ts';
import { sell, SalesInTurn, startOver, type Sale } from './support/database-sales.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { inTurn } from './support/load.ts';
import { spread } from './support/pairs.ts';
import { startChild, type ChildProgram, type ServerProcess } from './support/server-process.ts';

const people = 20_000;
const rounds = 3;
const purchases = 4_000;
const many = Array.from({ length: 16 }, (_, index) => `raffle${index}`);
const [hot = ''] = many;
const watched = 'watched';
const streams = 5_000;
const changes = 5;
/** A change is over. */
const settleMs = 1_500;
/** Of each service process. The database and the load have the rest, as if each had a machine of its own. */
const coresOfEach = 0.25;
const bars = { oneRaffle: 1, manyRaffles: 1.3, reachedMs: 1_000 };

/** One process over a database, and two over another. */
export const postgresProcesses: Benchmark = () =>
  withFolder(async (path) => {
    const dataDir = join(path, 'data');
    const raffles = [...many, watched];
    const sold = Object.fromEntries(raffles.map((raffle) => [raffle, 0]));
    const folder = await prepareFolder(dataDir, { people, sold });
    const nextCookie = inTurn(folder.people.map(({ cookie }) => cookie));
    // A process reads what others sell in its database, so one that is alone has a database of its own.
    const ofOne = await BenchDatabase.start(dataDir);
    const ofTwin = await BenchDatabase.start(dataDir);
    const ofTwo = await BenchDatabase.start(dataDir);
    const one = [await startOver(ofOne, path, { name: 'one', isAlone: false })];
    const twin = [await startOver(ofTwin, path, { name: 'twin', isAlone: false })];
    const two = [
      await startOver(ofTwo, path, { name: 'first', isAlone: false }),
      await startOver(ofTwo, path, { name: 'second', isAlone: false }),
    ];
    const figures: Figure[] = [];
    const compare = async (place: string) => {
      const hotOffer = { raffles: [hot], count: purchases, nextCookie };
      const ofHot = new SalesInTurn<'one' | 'twin' | 'two'>();
      await ofHot.measure(rounds, {
        one: () => sell(ofOne, one, hotOffer),
        twin: () => sell(ofTwin, twin, hotOffer),
        two: () => sell(ofTwo, two, hotOffer),
      });
      figures.push(...describe(`one raffle${place}`, ofHot, 'two', bars.oneRaffle));
      figures.push({
        name: `PostgreSQL, one raffle${place}: purchases with one process / with one`,
        ...ofHot.ratios('twin', 'one', rateOf).toFigureOfSame(),
        note: `${ofHot.describe('twin')}, over a database of its own`,
      });
      const offer = { raffles: many, count: purchases, nextCookie };
      const ofMany = new SalesInTurn<'one' | 'two' | 'by raffle'>();
      await ofMany.measure(rounds, {
        one: () => sell(ofOne, one, offer),
        two: () => sell(ofTwo, two, offer),
        'by raffle': () => sell(ofTwo, two, { ...offer, isByRaffle: true }),
      });
      figures.push(...describe(`16 raffles${place}`, ofMany, 'two', bars.manyRaffles));
      figures.push(
        ...describe(`16 raffles${place}, by raffle`, ofMany, 'by raffle', bars.manyRaffles),
      );
    };
    await compare('');
    if (canLimitCpu()) {
      const ends = [...one, ...twin, ...two].map(({ pid }) => limitCpu(pid, coresOfEach));
      await compare(` at ${coresOfEach} cores each`);
      for (const end of ends) end();
    } else {
      figures.push(notLimited);
    }
    figures.push(await timeChanges(two, nextCookie));
    await ofTwo.requireSold([watched], changes);
    for (const server of [...one, ...twin, ...two]) await server.stop();
    for (const database of [ofOne, ofTwin, ofTwo]) await database.finish();
    return figures;
  });

function describe<Side extends string>(
  name: string,
  found: SalesInTurn<Side | 'one'>,
  side: Side,
  least?: number,
): Figure[] {
  return [
    {
      name: `PostgreSQL, ${name}: purchases with two processes / with one`,
      ...found.ratios(side, 'one', rateOf).toFigure(least === undefined ? undefined : { least }),
      note: `${found.describe('one')}; ${found.describe(side)}`,
    },
    {
      name: `PostgreSQL, ${name}: CPU time of a purchase with two processes / with one`,
      ...found
        .ratios(side, 'one', ({ serviceUs, databaseUs }) => serviceUs + databaseUs)
        .toFigure(),
      note: 'of all processes of the service and the database',
    },
  ];
}

const rateOf = ({ perSecond }: Sale): number => perSecond;

const notLimited: Figure = {
  name: `PostgreSQL: two processes / one at ${coresOfEach} cores each`,
  found: 'not measured',
  spread: '',
  note: 'needs root and cgroup v1',
};

async function timeChanges(
  servers: readonly ServerProcess[],
  nextCookie: () => string,
): Promise<Figure> {
  const readers: ChildProgram[] = [];
  for (const { url } of servers) {
    const count = String(streams / servers.length);
    readers.push(await startChild('support/readers.ts', url, watched, count));
  }
  const times: number[] = [];
  for (let change = 0; change < changes; change += 1) {
    await sleep(settleMs);
    times.push(...(await timeChange(servers[change % servers.length]!, readers, nextCookie())));
  }
  for (const reader of readers) await reader.stop();
  const lastMs = percentile(times, 0.99);
  return {
    name: `PostgreSQL: a change reaches ${streams} streams of two processes, p99`,
    found: `${lastMs.toFixed(0)} ms`,
    spread: spread(times, 0),
    bar: `under ${bars.reachedMs} ms`,
    isMet: lastMs < bars.reachedMs,
    note: `from the purchase being sent, p50 ${percentile(times, 0.5).toFixed(0)} ms, ${changes} changes`,
  };
}

/** Milliseconds from the sending of a purchase to one process until each stream of all has shown it. */
async function timeChange(
  { url }: ServerProcess,
  readers: readonly ChildProgram[],
  cookie: string,
): Promise<number[]> {
  const startedAt = performance.timeOrigin + performance.now();
  const reply = await fetch(`${url}/api/raffles/${watched}/tickets`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ quantity: 1 }),
  });
  const { raffle } = (await reply.json()) as { raffle: { version: number } };
  const shown = await Promise.all(
    readers.map(async ({ process }) => {
      const answer = once(process, 'message') as Promise<[number[]]>;
      process.send(raffle.version);
      return (await answer)[0];
    }),
  );
  return shown.flat().map((at) => at - startedAt);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * part) - 1]!;
}
