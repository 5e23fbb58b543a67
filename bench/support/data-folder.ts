import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../services/raffle/domain/decide.ts';
import { LogKeys } from '../../services/raffle/identity/log-keys.ts';
import { LogSigningKeys } from '../../services/raffle/identity/log-signing-keys.ts';
import { Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import { readOrMakeSecret } from '../../services/raffle/identity/secret.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-format.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { makePeople, type Person } from './people.ts';

/** On the disk the project lies on: the folder for temporary files is memory on some machines. */
const root = join(import.meta.dirname, '..', 'data');
const perPersonLimit = 1_000;
const chunk = 5_000;

export interface Preparation {
  readonly people: number;
  /** Raffles by their id, with how many tickets each has sold already. */
  readonly sold: Readonly<Record<string, number>>;
  /** How many of them a person bought; 2 where nothing is said. */
  readonly ticketsEach?: number;
}

export interface PreparedFolder {
  readonly path: string;
  readonly people: readonly Person[];
}

/** A path that is gone when the benchmark is over. */
export async function withFolder<Answer>(use: (path: string) => Promise<Answer>): Promise<Answer> {
  mkdirSync(root, { recursive: true });
  const path = mkdtempSync(join(root, 'bench-'));
  try {
    return await use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** A data folder with people and raffles in it, written by the project's own code. */
export async function prepareFolder(
  path: string,
  { people: count, sold, ticketsEach = 2 }: Preparation,
): Promise<PreparedFolder> {
  const folder = DataFolder.open(path);
  const secret = readOrMakeSecret(join(path, 'secret'));
  const accounts = await LowdbAccountStore.open(folder);
  await LowdbAdminStore.open(folder);
  const raffles = await LowdbRaffleStore.open(folder, new LogSigningKeys(secret));
  const people = makePeople(secret, count);
  await inChunks(people, ({ id, email, person }) => accounts.enrol({ id, email, person }));
  const logKeys = new LogKeys(secret, 'http://localhost');
  const pseudonyms = new Pseudonyms(secret);
  for (const [raffle, tickets] of Object.entries(sold)) {
    await openRaffle(raffles, raffle, logKeys);
    const buyers = Array.from(
      { length: tickets },
      (_, index) => people[Math.floor(index / ticketsEach) % people.length]!,
    );
    await sell(raffles, raffle, { buyers, pseudonyms });
  }
  await folder.close();
  return { path, people };
}

/** How many tickets of a raffle are on disk, read as a stranger would. */
export function countTickets(path: string, raffle: string): number {
  const { texts } = decodeJournal(readFileSync(join(path, 'raffles', `${raffle}.journal`)));
  return texts.filter((text) => JSON.parse(text).public.type === 'ticket-sold').length;
}

/** @throws where the disk does not hold exactly what the answers promised. */
export function requireOnDisk(path: string, raffle: string, confirmed: number): void {
  const found = countTickets(path, raffle);
  if (found === confirmed) return;
  throw new Error(`${confirmed} tickets of ${raffle} were confirmed, ${found} are on disk.`);
}

async function openRaffle(raffles: LowdbRaffleStore, raffle: string, logKeys: LogKeys) {
  const command = {
    type: 'OpenRaffle',
    raffle,
    title: 'Benchmark',
    capacity: 1_000_000,
    perPersonLimit,
    randomness: 'local',
    logKey: logKeys.verifierKey(raffle),
    at: new Date().toISOString(),
    order: null,
  } as const;
  await raffles.open(() => command);
}

async function sell(
  raffles: LowdbRaffleStore,
  raffle: string,
  { buyers, pseudonyms }: { buyers: readonly Person[]; pseudonyms: Pseudonyms },
): Promise<void> {
  const start = Date.now();
  await inChunks(buyers, ({ id: account, person }, index) => {
    const holder = pseudonyms.holder(raffle, person);
    const at = new Date(start + index).toISOString();
    const key = pseudonyms.account(`key ${index}`);
    const command = { type: 'BuyTickets', holder, account, key, quantity: 1, at } as const;
    return raffles.change(raffle, (now) => decide(command, now));
  });
}

async function inChunks<Item>(
  items: readonly Item[],
  handle: (item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += chunk) {
    const some = items.slice(start, start + chunk);
    await Promise.all(some.map((item, offset) => handle(item, start + offset)));
  }
}
