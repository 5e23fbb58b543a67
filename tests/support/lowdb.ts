import type { ExecutionContext } from 'ava';
import {
  DataFolder,
  type DataFolderOptions,
} from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';

export interface OpenedFolder {
  readonly folder: DataFolder;
  readonly store: LowdbRaffleStore;
  close(): Promise<void>;
}

/** The raffles of a data folder; it is let go when the test is over. */
export async function openFolder(
  t: ExecutionContext,
  path: string,
  options?: DataFolderOptions,
): Promise<OpenedFolder> {
  const folder = DataFolder.open(path, options);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await folder.close();
    isOpen = false;
  };
  t.teardown(close);
  try {
    return { folder, store: await LowdbRaffleStore.open(folder), close };
  } catch (error) {
    await close();
    throw error;
  }
}
