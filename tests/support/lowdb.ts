import type { ExecutionContext } from 'ava';
import {
  DataFolder,
  type DataFolderOptions,
} from '../../services/raffle/stores/lowdb/data-folder.ts';
import type { ClosingOptions } from '../../services/raffle/stores/due-closings.ts';
import type { JournalThread } from '../../services/raffle/stores/lowdb/journal-thread.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { springLog } from './log-key.ts';

export interface OpenFolderOptions extends DataFolderOptions, ClosingOptions {
  readonly thread?: Pick<JournalThread, 'take'> | undefined;
  /** Secret from which the keys of the logs are derived. */
  readonly log?: typeof springLog;
}

export interface OpenedFolder {
  readonly folder: DataFolder;
  readonly store: LowdbRaffleStore;
  close(): Promise<void>;
}

/** Opens the raffles of a data folder, and closes it after the test. */
export async function openFolder(
  t: ExecutionContext,
  path: string,
  { log = springLog, clock, sealer, thread, ...options }: OpenFolderOptions = {},
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
      store: await LowdbRaffleStore.load(
        folder,
        { sign: (_, text) => log.signBytes(text) },
        { thread, ...(clock && { clock }), ...(sealer && { sealer }) },
      ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
