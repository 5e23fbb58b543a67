import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { median, spread } from './support/pairs.ts';
import { startService } from './support/server-process.ts';

const raffle = 'bench';
const sold = 100_000;
const people = 50_000;
const starts = 7;
const barMs = 1_000;

/** From the start of the process until it listens, with 100,000 tickets and their buyers on disk. */
export const start: Benchmark = () =>
  withFolder(async (path) => {
    await prepareFolder(path, { people, sold: { [raffle]: sold } });
    const times: number[] = [];
    for (let run = 0; run < starts; run += 1) {
      const service = await startService(path);
      await requireSold(service.url);
      times.push(service.startMs);
      await service.stop();
    }
    const ms = median(times);
    return [
      {
        name: 'start with 100,000 entries',
        found: `${ms.toFixed(0)} ms`,
        spread: spread(times, 0),
        bar: `under ${barMs} ms`,
        isMet: ms < barMs,
        note: `${starts} starts, with the accounts of ${people} people`,
      },
    ];
  });

/** @throws {Error} if the started service does not have all sold tickets. */
async function requireSold(url: string): Promise<void> {
  const reply = await fetch(`${url}/api/raffles/${raffle}`);
  const view = (await reply.json()) as { sold?: number };
  if (view.sold !== sold)
    throw new Error(`The service knows of ${view.sold} tickets, not ${sold}.`);
}
