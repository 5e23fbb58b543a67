import type { Logger } from 'pino';
import type { AppDependencies } from './http/create-app.ts';
import type { Secret } from './identity/secret.ts';
import type { RaffleMail } from './mail/raffle-mails/raffle-mail.ts';
import type { OrganisationAttemptStore } from './stores/organisation-attempt-store.ts';
import type { JournalThread } from './stores/lowdb/journal-thread.ts';
import type { OutboxStore, ReadMailCounts } from './stores/outbox-store.ts';
import type { WitnessStore } from './stores/witness-store.ts';

export interface StoresOptions {
  readonly logger: Logger;
  /** Runs when a journal has failed; the process must end. */
  readonly onFailure?: (cause: unknown) => void;
  /** Reads journals of the data folder. Default: none. */
  readonly thread?: JournalThread | undefined;
}

/** Work that one process does at a time. */
export interface ScheduledWork {
  readonly begin: (outbox: OutboxStore<RaffleMail>) => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface RunningWork {
  /** Whether this process does the work now. */
  readonly isLeading: boolean;
  stop(): Promise<void>;
}

/** All state of the service, in a data folder or in a database. */
export interface ServiceStores extends Pick<
  AppDependencies,
  | 'accounts'
  | 'admin'
  | 'codes'
  | 'isStoreReachable'
  | 'logKeyring'
  | 'payments'
  | 'pictures'
  | 'raffles'
  | 'rateLimits'
  | 'sealedDraws'
> {
  readonly secret: Secret;
  readonly organisationAttempts: OrganisationAttemptStore;
  readonly witnessStore: WitnessStore;
  /** Undefined if no other process can send mails. */
  readonly readMailCounts: ReadMailCounts | undefined;
  /** Whether this start made the folder or the schema. */
  readonly isFresh: boolean;
  /** Whether there was never a raffle. */
  isUnused(): Promise<boolean>;
  /** Begins the work when no other process does it. */
  startWork(work: ScheduledWork): Promise<RunningWork>;
  close(): Promise<void>;
}
