import type { ExecutionContext } from 'ava';
import type { AccountStore } from '../../services/raffle/stores/account-store.ts';
import type { AdminStore } from '../../services/raffle/stores/admin-store.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { LowdbPictureStore } from '../../services/raffle/stores/lowdb/picture-store.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import type { PaymentStore } from '../../services/raffle/stores/payment-store.ts';
import type { PictureStore } from '../../services/raffle/stores/picture-store.ts';
import { PostgresAccountStore } from '../../services/raffle/stores/postgres/account-store.ts';
import { PostgresAdminStore } from '../../services/raffle/stores/postgres/admin-store.ts';
import { PostgresPaymentStore } from '../../services/raffle/stores/postgres/payment-store.ts';
import { PostgresPictureStore } from '../../services/raffle/stores/postgres/picture-store.ts';
import { PostgresWitnessStore } from '../../services/raffle/stores/postgres/witness-store.ts';
import type { WitnessStore } from '../../services/raffle/stores/witness-store.ts';
import { createTestDatabase, openDatabase, sendTogether } from './postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface OpenedStores {
  readonly accounts: AccountStore;
  readonly admin: AdminStore;
  readonly payments: PaymentStore;
  readonly pictures: PictureStore;
  readonly witnesses: WitnessStore;
  /** Opens the stores as after a restart. */
  readonly reopen: () => Promise<Omit<OpenedStores, 'reopen' | 'sendTogether'>>;
  /** Sends requests that write to this table of a database, so that none is earlier than another. */
  readonly sendTogether: <Answer>(
    table: string,
    requests: readonly (() => Promise<Answer>)[],
  ) => Promise<PromiseSettledResult<Answer>[]>;
}

/** What all pictures of the stores may take. */
export const picturesBytesMax = 8;

/** Opens the stores of a new data folder, or of a new database. */
export const openBoth: Readonly<
  Record<'lowdb' | 'postgres', (t: ExecutionContext) => Promise<OpenedStores>>
> = {
  async lowdb(t) {
    const path = temporaryFolder(t);
    let folder = DataFolder.open(path);
    t.teardown(() => folder.close());
    const load = async () => ({
      accounts: await LowdbAccountStore.load(folder),
      admin: await LowdbAdminStore.load(folder),
      payments: await LowdbPaymentStore.load(folder),
      pictures: await LowdbPictureStore.load(folder, picturesBytesMax),
      witnesses: await LowdbWitnessStore.load(folder),
    });
    const reopen = async () => {
      await folder.close();
      folder = DataFolder.open(path);
      return load();
    };
    const send: OpenedStores['sendTogether'] = (_, requests) =>
      Promise.allSettled(requests.map((request) => request()));
    return { ...(await load()), reopen, sendTogether: send };
  },

  async postgres(t) {
    const url = await createTestDatabase(t);
    const load = async () => {
      const database = openDatabase(t, url);
      return {
        accounts: new PostgresAccountStore(database),
        admin: new PostgresAdminStore(database),
        payments: new PostgresPaymentStore(database),
        pictures: new PostgresPictureStore(database, {
          bytesMax: picturesBytesMax,
          warn: (line) => t.log(line),
        }),
        witnesses: new PostgresWitnessStore(database),
      };
    };
    const send: OpenedStores['sendTogether'] = (table, requests) =>
      sendTogether(url, table, requests);
    return { ...(await load()), reopen: load, sendTogether: send };
  },
};
