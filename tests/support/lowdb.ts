import type { ExecutionContext } from 'ava';
import {
  DataFolder,
  type DataFolderOptions,
} from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { springLog } from './log-key.ts';

export interface OpenFolderOptions extends DataFolderOptions {
  /** Whose key signs the logs. */
  readonly log?: typeof springLog;
}

export interface OpenedFolder {
  readonly folder: DataFolder;
  readonly store: LowdbRaffleStore;
  close(): Promise<void>;
}

/** The raffles of a data folder; it is let go when the test is over. */
export async function openFolder(
  t: ExecutionContext,
  path: string,
  { log = springLog, ...options }: OpenFolderOptions = {},
): Promise<OpenedFolder> {
  const folder = DataFolder.open(path, options);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await folder.close();
    isOpen = false;
  };
  t.teardown(close);
  try {
    return {
      folder,
      store: await LowdbRaffleStore.open(folder, { sign: (_, text) => log.signBytes(text) }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
