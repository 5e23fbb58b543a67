import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../services/raffle/domain/entries.ts';
import { evolve, unopened, type Raffle } from '../services/raffle/domain/raffle.ts';
import { createEntryDecoder } from '../services/raffle/stores/codecs.ts';
import { decodeJournal } from '../services/raffle/stores/lowdb/journal-scan.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { measureInPairs, median, spread, type Pairs } from './support/pairs.ts';
import { startService } from './support/server-process.ts';
import { readLog, requireValid, type SignedLog } from './support/signed-log.ts';

const entryCount = 100_000;
const voidCount = 1_000;
const pairs = 7;
/** More, because a fold takes only 40 ms. */
const foldPairs = 31;
const people = 50_000;
const bar = 1.2;

/**
 * Starting with, folding and auditing 100,000 entries of which 1,000 are voids, divided by the same
 * with sales only.
 */
export const voids: Benchmark = () =>
  withFolder((withVoids) =>
    withFolder(async (without) => {
      const sales = entryCount - 1;
      await prepareFolder(without, { people, sold: { bench: sales } });
      await prepareFolder(withVoids, {
        people,
        sold: { bench: sales - voidCount },
        voided: { bench: voidCount },
      });
      const starts = await measureInPairs(
        pairs,
        () => measureStart(withVoids),
        () => measureStart(without),
      );
      const entries = [readEntries(withVoids, voidCount), readEntries(without, 0)] as const;
      const folds = await comparePrograms(
        foldPairs,
        () => fold(entries[0]),
        () => fold(entries[1]),
      );
      const logs = [await fetchLog(withVoids), await fetchLog(without)] as const;
      const audits = await comparePrograms(
        pairs,
        () => requireValid(logs[0]),
        () => requireValid(logs[1]),
      );
      return [toFigure('start', starts), toFigure('fold', folds), toFigure('audit', audits)];
    }),
  );

function toFigure(what: string, { ours, theirs, ratios }: Pairs): Figure {
  const ratio = median(ratios);
  return {
    name: `${what}: 100,000 entries with 1,000 voids / without`,
    found: ratio.toFixed(2),
    spread: spread(ratios, 2),
    bar: `at most ${bar}`,
    isMet: ratio <= bar,
    note: `${median(ours).toFixed(0)} against ${median(theirs).toFixed(0)} ms of CPU time, ${ratios.length} pairs`,
  };
}

/** Measures both in pairs, after one run of each that is not counted. */
async function comparePrograms(
  count: number,
  ours: () => void,
  theirs: () => void,
): Promise<Pairs> {
  ours();
  theirs();
  return measureInPairs(
    count,
    async () => measureCpu(ours),
    async () => measureCpu(theirs),
  );
}

/** CPU time from the start of the process until it listens, in milliseconds. */
async function measureStart(path: string): Promise<number> {
  const service = await startService(path);
  const { cpuMs } = await service.usage();
  await service.stop();
  return cpuMs;
}

function readEntries(path: string, voidsExpected: number): readonly Entry[] {
  const { texts } = decodeJournal(readFileSync(join(path, 'raffles', 'bench.journal')));
  const entries = texts.map(createEntryDecoder());
  const found = entries.filter(({ type }) => type === 'ticket-voided').length;
  if (entries.length === entryCount && found === voidsExpected) return entries;
  throw new Error(`The log has ${entries.length} entries and ${found} voids.`);
}

function fold(entries: readonly Entry[]): Raffle {
  return entries.reduce<Raffle>(evolve, unopened);
}

async function fetchLog(path: string): Promise<SignedLog> {
  const service = await startService(path);
  const log = await readLog(service.url, 'bench');
  await service.stop();
  return log;
}

function measureCpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
