import { randomInt } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { RaffleRules } from '../../services/raffle/domain/rules.ts';
import { LogKeyring } from '../../services/raffle/identity/log-keyring.ts';
import { Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import { readOrCreateSecret } from '../../services/raffle/identity/secret.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import { makePeople, type Person } from './people.ts';

/** On the project's disk, because the system's temporary folder is in memory on some machines. */
const root = join(import.meta.dirname, '..', 'data');
const chunk = 5_000;
const enough = { capacity: 2_000_000, perPersonLimit: 1_000 };
const onePrize: Pick<RaffleRules, 'prizes' | 'reserves'> = { prizes: ['Prize'], reserves: 0 };

export interface Preparation {
  readonly people: number;
  /** Tickets sold so far, by raffle id. */
  readonly sold: Readonly<Record<string, number>>;
  /** Tickets per person. Default: 2. */
  readonly ticketsEach?: number;
  /** How many of the tickets are voided, by raffle id; their numbers are sold again. Default: none. */
  readonly voided?: Readonly<Record<string, number>>;
  /** Ids of raffles that are drawn. */
  readonly drawn?: readonly string[];
  /** Ids of raffles that are closed. */
  readonly closed?: readonly string[];
  /** Of every raffle. Default: one prize, no reserve. */
  readonly rules?: Pick<RaffleRules, 'prizes' | 'reserves'>;
  /** By raffle id. Default: far more tickets than a benchmark sells. */
  readonly limits?: Readonly<Record<string, SaleLimits>>;
}

type SaleLimits = Partial<Pick<RaffleRules, 'capacity' | 'perPersonLimit'>>;

export interface PreparedFolder {
  readonly path: string;
  readonly people: readonly Person[];
}

/** Runs a benchmark with a folder that is deleted afterwards. */
export async function withFolder<Answer>(use: (path: string) => Promise<Answer>): Promise<Answer> {
  mkdirSync(root, { recursive: true });
  const path = mkdtempSync(join(root, 'bench-'));
  try {
    return await use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Writes a data folder with participants and raffles, by the project's own code. */
export async function prepareFolder(
  path: string,
  preparation: Preparation,
): Promise<PreparedFolder> {
  const { people: count, sold, ticketsEach = 2, rules = onePrize } = preparation;
  const { voided = {}, drawn = [], closed = [], limits = {} } = preparation;
  const folder = DataFolder.open(path);
  const secret = readOrCreateSecret(join(path, 'secret'));
  const accounts = await LowdbAccountStore.load(folder);
  await LowdbAdminStore.load(folder);
  await LowdbOutboxStore.load(folder);
  await LowdbPaymentStore.load(folder);
  await LowdbWitnessStore.load(folder);
  const logKeyring = new LogKeyring(secret);
  const raffles = await LowdbRaffleStore.load(folder, logKeyring);
  const people = makePeople(secret, count);
  await inChunks(people, ({ id, email, person }) => accounts.upsert({ id, email, person }));
  const pseudonyms = new Pseudonyms(secret);
  for (const [raffle, tickets] of Object.entries(sold)) {
    await openRaffle(raffles, raffle, { ...rules, ...enough, ...limits[raffle], logKeyring });
    const buyers = Array.from(
      { length: tickets },
      (_, index) => people[Math.floor(index / ticketsEach) % people.length]!,
    );
    await sell(raffles, raffle, { buyers, pseudonyms, voids: voided[raffle] ?? 0 });
  }
  const facts = { at: new Date().toISOString(), operatorSignature: null };
  for (const raffle of closed) {
    await raffles.change(raffle, (now) => decide({ type: 'CloseRaffle', ...facts }, now));
  }
  for (const raffle of drawn) {
    await raffles.change(raffle, (now) => decide({ type: 'DrawPrizes', randomInt, ...facts }, now));
  }
  await folder.close();
  return { path, people };
}

/** Compares the entries of one type in a journal with the confirmed ones, reading only what is new. */
export class EntriesOnDisk {
  readonly #path: string;
  readonly #type: string;
  #offset = 0;
  #found = 0;
  #confirmed: number;

  /** @param confirmed Number of such entries before. */
  constructor(path: string, type: string, confirmed = 0) {
    this.#path = path;
    this.#type = type;
    this.#confirmed = confirmed;
  }

  /** @throws {Error} if the journal has not exactly so many more of them. */
  require(confirmed: number): void {
    this.#confirmed += confirmed;
    const bytes = readFrom(this.#path, this.#offset);
    this.#offset += bytes.length;
    this.#found += bytes.toString('latin1').split(this.#member).length - 1;
    this.#compare(this.#found);
  }

  /** Reads the whole journal with its checksums, after the service has stopped. */
  requireReadable(): void {
    const { texts } = decodeJournal(readFileSync(this.#path));
    this.#compare(texts.filter((text) => text.includes(this.#member)).length);
  }

  get #member(): string {
    return `"type":"${this.#type}"`;
  }

  #compare(found: number): void {
    if (found === this.#confirmed) return;
    throw new Error(
      `${this.#confirmed} entries ${this.#type} were confirmed, ${found} are in ${this.#path}.`,
    );
  }
}

/** The tickets in the journal of a raffle. */
export class TicketsOnDisk extends EntriesOnDisk {
  /** @param confirmed Number of tickets sold before. */
  constructor(folder: string, raffle: string, confirmed = 0) {
    super(join(folder, 'raffles', `${raffle}.journal`), 'ticket-sold', confirmed);
  }
}

function readFrom(path: string, offset: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(file).size - offset);
    readSync(file, bytes, 0, bytes.length, offset);
    return bytes;
  } finally {
    closeSync(file);
  }
}

async function openRaffle(
  raffles: LowdbRaffleStore,
  raffle: string,
  { logKeyring, ...rules }: typeof onePrize & typeof enough & { readonly logKeyring: LogKeyring },
) {
  const command = {
    type: 'OpenRaffle',
    raffleId: raffle,
    title: 'Benchmark',
    randomness: 'local',
    ...rules,
    logKey: logKeyring.verifierKey(raffle, 'http://localhost'),
    at: new Date().toISOString(),
    operatorSignature: null,
  } as const;
  await raffles.create(() => command);
}

interface Sales {
  readonly buyers: readonly Person[];
  readonly pseudonyms: Pseudonyms;
  /** Number of tickets to void, some after each chunk but the last. */
  readonly voids: number;
}

async function sell(
  raffles: LowdbRaffleStore,
  raffle: string,
  { buyers, pseudonyms, voids }: Sales,
): Promise<void> {
  const start = Date.now();
  const voidsEach = Math.ceil(voids / Math.max(1, Math.ceil(buyers.length / chunk) - 1));
  let voided = 0;
  for (let first = 0; first < buyers.length; first += chunk) {
    await inChunks(buyers.slice(first, first + chunk), ({ id: account, person }, offset) => {
      const index = first + offset;
      const holder = pseudonyms.holder(raffle, person);
      const at = new Date(start + index).toISOString();
      const key = pseudonyms.account(`key ${index}`);
      const command = { type: 'BuyTickets', holder, account, key, quantity: 1, at } as const;
      return raffles.change(raffle, (now) => decide(command, now));
    });
    const numbers = Array.from(
      { length: Math.min(voidsEach, voids - voided) },
      (_, place) => first + place * Math.floor(chunk / 2 / voidsEach) + 1,
    );
    voided += numbers.length;
    for (const number of numbers) {
      const at = new Date(start + first + chunk - 1).toISOString();
      const facts = { reason: 'mistake', at, operatorSignature: null } as const;
      const command = { type: 'VoidTickets', numbers: [number], ...facts } as const;
      await raffles.change(raffle, (now) => decide(command, now));
    }
  }
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
