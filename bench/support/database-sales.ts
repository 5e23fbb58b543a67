import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { BenchDatabase } from './database.ts';
import type { RequestText } from './http-messages.ts';
import { prepareLoad, purchaseRequests } from './load.ts';
import { median } from './pairs.ts';
import { Ratios } from './rounds.ts';
import { startService, type ServerOptions, type ServerProcess } from './server-process.ts';

/** One load of purchases. */
export interface Sale {
  readonly perSecond: number;
  /** CPU time of one purchase in all service processes, in microseconds. */
  readonly serviceUs: number;
  /** CPU time of one purchase in the database, in microseconds. */
  readonly databaseUs: number;
  /** Purchases of one transaction, on average. */
  readonly perTransaction: number;
}

export interface Offer {
  readonly raffles: readonly string[];
  readonly count: number;
  readonly nextCookie: () => string;
  /** Sends the purchases of one raffle to one process, chosen as nginx does. Default: spreads them. */
  readonly isByRaffle?: boolean;
}

/** Starts the built service over a database, without mails about raffles. */
export function startOver(
  database: BenchDatabase,
  path: string,
  options: ServerOptions & { readonly name: string },
): Promise<ServerProcess> {
  const dataDir = join(path, options.name);
  mkdirSync(dataDir);
  const environment = { ...database.environment, RAFFLE_MAIL: 'codes', ...options.environment };
  return startService(dataDir, { ...options, environment });
}

/** Buys one ticket per request through these processes, in these raffles in turn, and checks the database. */
export async function sell(
  database: BenchDatabase,
  servers: readonly ServerProcess[],
  { raffles, count, nextCookie, isByRaffle = false }: Offer,
): Promise<Sale> {
  const each = Math.ceil(count / raffles.length);
  const sold = each * raffles.length;
  const lists = raffles.map((raffle) => purchaseRequests({ raffle, count: each, nextCookie }));
  const requests = Array.from(
    { length: sold },
    (_, index) => lists[index % raffles.length]![Math.floor(index / raffles.length)]!,
  );
  const placeOf = ({ path }: RequestText) => hashPlace(path.split('/')[3]!, servers.length);
  const send = await prepareLoad(servers, requests, 201, isByRaffle ? placeOf : undefined);
  const before = { serviceMs: await cpuMs(servers), databaseMs: database.cpuMs() };
  const seconds = await send();
  const after = { serviceMs: await cpuMs(servers), databaseMs: database.cpuMs() };
  const transactions = await database.requireSold(raffles, each);
  return {
    perSecond: sold / seconds,
    serviceUs: ((after.serviceMs - before.serviceMs) * 1_000) / sold,
    databaseUs: ((after.databaseMs - before.databaseMs) * 1_000) / sold,
    perTransaction: sold / transactions,
  };
}

/** The place of a server, by nginx's `hash` without `consistent`, for servers of the same weight. */
export function hashPlace(key: string, servers: number): number {
  return ((crc32(key) >>> 16) & 0x7f_ff) % servers;
}

async function cpuMs(servers: readonly ServerProcess[]): Promise<number> {
  const usages = await Promise.all(servers.map((server) => server.usage()));
  return usages.reduce((sum, usage) => sum + usage.cpuMs, 0);
}

/** The sales of some sides, measured alternately, each once before that to warm up. */
export class SalesInTurn<Side extends string> {
  readonly #rounds: Readonly<Record<Side, Sale>>[] = [];

  async measure(count: number, sides: Readonly<Record<Side, () => Promise<Sale>>>): Promise<void> {
    const names = Object.keys(sides) as Side[];
    for (const side of names) await sides[side]();
    for (let round = 0; round < count; round += 1) {
      const sales: Partial<Record<Side, Sale>> = {};
      for (const side of round % 2 === 0 ? names : names.toReversed()) {
        sales[side] = await sides[side]();
      }
      this.#rounds.push(sales as Record<Side, Sale>);
    }
  }

  ratios(side: Side, other: Side, of: (sale: Sale) => number): Ratios {
    return new Ratios(this.#rounds.map((sales) => of(sales[side]) / of(sales[other])));
  }

  /** For a note: rate, CPU time in the service and in the database. */
  describe(side: Side): string {
    const middle = (of: (sale: Sale) => number) => median(this.#rounds.map((all) => of(all[side])));
    const [rate, service, database, batch] = [
      middle(({ perSecond }) => perSecond).toFixed(0),
      middle(({ serviceUs }) => serviceUs).toFixed(0),
      middle(({ databaseUs }) => databaseUs).toFixed(0),
      middle(({ perTransaction }) => perTransaction).toFixed(1),
    ];
    return `${side} ${rate} a second, CPU ${service} + ${database} µs (service + database), ${batch} in a transaction`;
  }
}
