import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresProcesses } from './postgres-processes.ts';
import { BenchDatabase } from './support/database.ts';
import { sell, SalesInTurn, startOver, type Sale } from './support/database-sales.ts';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { leaveServerCore } from './support/cores.ts';
import { startService } from './support/server-process.ts';

const [group, single, journal] = ['group', 'single', 'journal'];
const people = 20_000;
const rounds = 3;
/** Purchases of one load: some seconds. */
const loads = { group: 6_000, single: 300 };
const bars = { single: 10, journal: 0.7 };

/** Purchases over a PostgreSQL server that flushes each commit, with 64 connections. */
export const postgres: Benchmark = async (options) => [
  ...(await withFolder(compareStores)),
  ...(await postgresProcesses(options)),
];

const rate = ({ perSecond }: Sale): number => perSecond;

/** The service has a core; the database shares the other with the load. */
async function compareStores(path: string): Promise<Figure[]> {
  const dataDir = join(path, 'data');
  const sold = { [group]: 0, [single]: 0, [journal]: 0 };
  const folder = await prepareFolder(dataDir, { people, sold });
  const nextCookie = inTurn(folder.people.map(({ cookie }) => cookie));
  const variant = writeVariant();
  process.once('exit', variant.remove);
  leaveServerCore();
  // A process reads what others sell in its database, so each has a database of its own.
  const databases = {
    group: await BenchDatabase.start(dataDir),
    single: await BenchDatabase.start(dataDir),
  };
  const servers = {
    group: await startOver(databases.group, path, { name: 'group' }),
    single: await startOver(databases.single, path, { name: 'single', program: variant.program }),
    journal: await startService(dataDir, { environment: { RAFFLE_MAIL: 'codes' } }),
  };
  const onDisk = new TicketsOnDisk(dataDir, journal);
  const found = new SalesInTurn<keyof typeof servers>();
  await found.measure(rounds, {
    group: () =>
      sell(databases.group, [servers.group], { raffles: [group], count: loads.group, nextCookie }),
    single: async () => {
      const offer = { raffles: [single], count: loads.single, nextCookie };
      const sale = await sell(databases.single, [servers.single], offer);
      if (sale.perTransaction !== 1) throw new Error('The variant has put purchases together.');
      return sale;
    },
    journal: async (): Promise<Sale> => {
      const offer = { raffle: journal, onDisk, count: loads.group, nextCookie };
      const run = await buy(servers.journal, offer);
      const perTransaction = loads.group / run.flushes;
      return { perSecond: run.perSecond, serviceUs: run.cpuUs, databaseUs: 0, perTransaction };
    },
  });
  for (const server of Object.values(servers)) await server.stop();
  onDisk.requireReadable();
  for (const database of Object.values(databases)) await database.finish();
  return [
    {
      name: 'PostgreSQL, one raffle: purchases / with one transaction each',
      ...found.ratios('group', 'single', rate).toFigure({ least: bars.single }),
      note: `${found.describe('group')}; ${found.describe('single')}`,
    },
    {
      name: 'PostgreSQL, one raffle: purchases / with the journal',
      ...found.ratios('group', 'journal', rate).toFigure({ least: bars.journal }),
      note: `${found.describe('group')}; ${found.describe('journal')}`,
    },
  ];
}

/** The built service, with one change in each transaction. */
function writeVariant() {
  const built = join(import.meta.dirname, '..', 'dist', 'service');
  const copy = `${built}-one-change-each`;
  cpSync(built, copy, { recursive: true });
  const size = 'changesPerTransaction = 500;';
  const names = readdirSync(copy).filter((name) => name.endsWith('.js'));
  const changed = names.filter((name) => {
    const file = join(copy, name);
    const [before, after, ...more] = readFileSync(file, 'utf8').split(size);
    if (after === undefined || more.length > 0) return false;
    writeFileSync(file, `${before}changesPerTransaction = 1;${after}`);
    return true;
  });
  if (changed.length !== 1) throw new Error('The size of a transaction is not 500.');
  const main = join(copy, 'main.js');
  return { program: main, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
