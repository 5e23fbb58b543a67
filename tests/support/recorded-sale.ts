import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { springLog } from './log-key.ts';
import type { FolderState } from './power-cut.ts';
import { recordDisk, type DiskCall, type InjectedFault } from './record-disk.ts';
import { buy, draw, openRaffle } from './store-behaviour.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const counterName = 'counter.journal';
const at = '2026-05-01T10:00:00.000Z';
const signature = { keyid: 'ada', signature: '' } as never;

/** Opens all stores of a data folder as the service does. */
async function openStores(path: string) {
  const folder = DataFolder.open(path);
  try {
    const accounts = await LowdbAccountStore.load(folder);
    const admin = await LowdbAdminStore.load(folder);
    const counter = await folder.openOwnJournal<number>(counterName);
    const signer = { sign: (_: string, text: Uint8Array) => springLog.signBytes(text) };
    const raffles = await LowdbRaffleStore.load(folder, signer);
    return { folder, accounts, admin, counter, raffles };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

export interface RecordedSale {
  readonly calls: readonly DiskCall[];
  /** Number of calls into which a fault can be injected. */
  readonly stepCount: number;
  /** The error that ended it, if a fault was injected. */
  readonly failure: unknown;
}

/**
 * A recorded evening: two starts, sales in batches of one sector and of several pages, accounts,
 * keys, a deleted rehearsal, a replaced journal, a draw. Confirmations are in the record at the
 * point where they were sent.
 */
export async function recordSale(root: string, fault?: InjectedFault): Promise<RecordedSale> {
  const disk = await recordDisk(root, fault);
  const confirm: Confirm = (...fact) => disk.confirm(JSON.stringify(fact));
  let stores: Stores | undefined;
  let failure: unknown;
  try {
    stores = await openStores(root);
    await openRaffle(stores.raffles, { capacity: 1000, perPersonLimit: 1000 });
    confirm('raffle', 'spring');
    for (const size of [1, 1, 40, 3, 1, 25]) await sell(stores, `first-${size}`, { size, confirm });
    await keepPeople(stores, confirm);
    await openRaffle(stores.raffles, { raffleId: 'try', rehearsal: true });
    await stores.raffles.delete('try');
    confirm('deleted', 'try');
    await count(stores, confirm);
    await stores.folder.close();

    stores = await openStores(root);
    for (const size of [1, 30, 1, 2]) await sell(stores, `second-${size}`, { size, confirm });
    await draw(stores.raffles);
    confirm('drawn', 'spring');
  } catch (cause) {
    failure = cause;
  } finally {
    // After a failed write, closing fails as well.
    await stores?.folder.close().catch(() => undefined);
    disk.stop();
  }
  return { calls: disk.calls, stepCount: disk.stepCount(), failure };
}

async function sell(
  { raffles }: Stores,
  buyer: string,
  { size, confirm }: { size: number; confirm: Confirm },
): Promise<void> {
  const sales = Array.from({ length: size }, async (_, index) => {
    const holder = `${buyer}-${index}`;
    const { entries } = await buy(raffles, holder);
    confirm('ticket', holder, entries[0]!.number);
  });
  const failed = (await Promise.allSettled(sales)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

type Stores = Awaited<ReturnType<typeof openStores>>;
type Confirm = (...fact: unknown[]) => void;

async function keepPeople({ accounts, admin }: Stores, confirm: Confirm): Promise<void> {
  for (const id of ['ann', 'ben']) {
    await accounts.upsert({ id, email: `${id}@example.org`, person: id });
    confirm('account', id);
  }
  await accounts.revokeSessions('ann');
  confirm('signed-out', 'ann');
  for (const keyid of ['ada', 'bo']) {
    await admin.enrolKey({ keyid, publicKey: keyid, role: 'admin', name: keyid }, 'file', at);
    confirm('key', keyid);
  }
  await admin.revokeKey('bo', signature);
  confirm('revoked', 'bo');
}

/** A journal of numbers that is replaced by a shorter one while it is in use. */
async function count({ counter }: Stores, confirm: Confirm): Promise<void> {
  let last = 0;
  const next = async (db: typeof counter) => {
    last += 1;
    db.data.entries.push(last);
    await db.write();
    confirm('number', last);
  };
  for (let step = 0; step < 3; step += 1) await next(counter);
  const shorter = await counter.replace([last]);
  for (let step = 0; step < 2; step += 1) await next(shorter);
}

/**
 * Opens the stores on a state and compares it with the confirmations before.
 *
 * @returns One sentence for each fault.
 */
export async function findFaults(
  root: string,
  state: FolderState,
  confirmed: readonly string[],
): Promise<string[]> {
  const path = makeTemporaryFolder('raffle-cut-');
  try {
    mkdirSync(join(path, 'raffles'));
    for (const [name, bytes] of state) {
      const copy = join(path, name.slice(root.length + 1));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, bytes);
    }
    return await startOn(path, confirmed);
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** As `findFaults`, on an existing folder. */
export async function startOn(path: string, confirmed: readonly string[]): Promise<string[]> {
  try {
    return [...(await compare(path, confirmed)), ...(await goOn(path))];
  } catch (error) {
    return [`refused: ${(error as Error).message}`];
  }
}

async function compare(path: string, confirmed: readonly string[]): Promise<string[]> {
  const stores = await openStores(path);
  try {
    const facts = confirmed.map((text) => JSON.parse(text) as [string, string, number]);
    const lost: string[] = [];
    for (const fact of facts)
      if (!(await holds(stores, fact))) lost.push(`lost: ${fact.join(' ')}`);
    return lost;
  } finally {
    await stores.folder.close();
  }
}

async function holds(
  { raffles, accounts, admin, counter }: Stores,
  [kind, id, number]: [string, string, number],
): Promise<boolean> {
  const keys = async () => (await admin.listKeys()).find(({ keyid }) => keyid === id);
  switch (kind) {
    case 'raffle':
      return (await raffles.find(id)) !== undefined;
    case 'deleted':
      return (await raffles.find(id)) === undefined;
    case 'drawn':
      return (await raffles.find(id))?.status === 'drawn';
    case 'ticket': {
      const entries = await raffles.readEntries('spring');
      return entries.some(
        (entry) => entry.type === 'ticket-sold' && entry.holder === id && entry.number === number,
      );
    }
    case 'account':
      return accounts.find(id) !== undefined;
    case 'signed-out':
      return accounts.find(id)?.epoch === 1;
    case 'key':
      return (await keys()) !== undefined;
    case 'revoked':
      return (await keys())?.isRevoked === true;
    case 'number':
      return counter.data.entries.at(-1)! >= Number(id);
    default:
      throw new TypeError(kind);
  }
}

/** Sells one more ticket and opens the stores again, to check that the folder is usable. */
async function goOn(path: string): Promise<string[]> {
  const stores = await openStores(path);
  const raffle = await stores.raffles.find('spring');
  const isOpen = raffle?.status === 'open';
  if (isOpen) await buy(stores.raffles, 'after');
  const before = await stores.raffles.readEntries('spring');
  await stores.folder.close();
  const again = await openStores(path);
  const after = await again.raffles.readEntries('spring');
  await again.folder.close();
  return isDeepStrictEqual(before, after) ? [] : ['the next purchase was lost'];
}
