import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { median, spread } from './support/pairs.ts';
import { startService } from './support/server-process.ts';

const raffle = 'bench';
const sizes = [
  { sold: 100_000, people: 50_000, starts: 7, barMs: 600 },
  { sold: 1_000_000, people: 500_000, starts: 3, barMs: 5_000 },
];
/** A start would find mails that the service of the start before has queued. */
const environment = { RAFFLE_MAIL: 'codes' };

/** From the start of the process until it listens, with tickets and their buyers on disk. */
export const start: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(await withFolder((path) => measure(path, size)));
  return figures;
};

async function measure(
  path: string,
  { sold, people, starts, barMs }: (typeof sizes)[number],
): Promise<Figure> {
  await prepareFolder(path, { people, sold: { [raffle]: sold } });
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let bytes = 0;
  for (let run = 0; run < starts; run += 1) {
    // Other threads collect garbage and read large journals, so the service may use all cores.
    const service = await startService(path, { isAlone: false, environment });
    const { cpuMs } = await service.usage();
    await requireSold(service.url, sold);
    times.push(service.startMs);
    cpuTimes.push(cpuMs);
    bytes = service.residentBytes();
    await service.stop();
  }
  const ms = median(times);
  return {
    name: `start with ${sold.toLocaleString('en')} entries`,
    found: `${ms.toFixed(0)} ms`,
    spread: spread(times, 0),
    bar: `under ${barMs} ms`,
    isMet: ms < barMs,
    note: `${starts} starts, accounts of ${people.toLocaleString('en')} people, ${median(cpuTimes).toFixed(0)} ms of CPU time, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
  };
}

/** @throws {Error} if the started service does not have all sold tickets. */
async function requireSold(url: string, sold: number): Promise<void> {
  const reply = await fetch(`${url}/api/raffles/${raffle}`);
  const view = (await reply.json()) as { sold?: number };
  if (view.sold !== sold)
    throw new Error(`The service knows of ${view.sold} tickets, not ${sold}.`);
}
