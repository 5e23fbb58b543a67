import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import { BenchDatabase } from './support/database.ts';
import { startOver } from './support/database-sales.ts';
import type { Benchmark } from './support/figure.ts';
import { median, spread } from './support/pairs.ts';
import type { ServerProcess } from './support/server-process.ts';

const raffle = 'cold';
const sold = 100_000;
const starts = 5;
const barMs = 2_000;

/** The first purchase in a raffle of 100,000 entries that a process over PostgreSQL has not read yet. */
export const coldRaffle: Benchmark = () =>
  withFolder(async (path) => {
    const dataDir = join(path, 'data');
    const { people } = await prepareFolder(dataDir, { people: sold / 2, sold: { [raffle]: sold } });
    const database = await BenchDatabase.start(dataDir);
    const times: number[] = [];
    for (const [place, { cookie }] of people.slice(0, starts).entries()) {
      const service = await startOver(database, path, { name: `start-${place}` });
      times.push(await timePurchase(service, cookie, sold + place + 1));
      await service.stop();
    }
    await database.finish();
    const ms = median(times);
    return [
      {
        name: `PostgreSQL: first purchase of a process in a raffle of ${sold.toLocaleString('en')} entries`,
        found: `${ms.toFixed(0)} ms`,
        spread: spread(times, 0),
        bar: `under ${barMs} ms`,
        isMet: ms < barMs,
        note: `${starts} starts; the service has a core, the database another one`,
      },
    ];
  });

/** @throws {Error} unless the purchase is confirmed and the raffle then has so many tickets. */
async function timePurchase(
  { url }: ServerProcess,
  cookie: string,
  soldAfter: number,
): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${url}/api/raffles/${raffle}/tickets`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ quantity: 1 }),
  });
  const text = await reply.text();
  const ms = performance.now() - startedAt;
  if (reply.status !== 201) throw new Error(`The purchase was answered ${reply.status}: ${text}`);
  const found = (JSON.parse(text) as { raffle: { sold: number } }).raffle.sold;
  if (found !== soldAfter) throw new Error(`The raffle has ${found} tickets, not ${soldAfter}.`);
  return ms;
}
