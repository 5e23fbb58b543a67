import type { Awaitable } from './awaitable.ts';

/** What a participant told the organisers. Personal data: never logged, never in a raffle's log. */
export interface AccountDetails {
  readonly name?: string;
  readonly phone?: string;
  /** Consent that the name may be shown if the account wins. */
  readonly mayShowName?: boolean;
}

/** The members that change; `null` removes one. */
export type DetailChanges = {
  readonly [Member in keyof AccountDetails]?: AccountDetails[Member] | null | undefined;
};

/** A participant's account: one mailbox, or one subject of one organisation. */
export interface Account extends AccountDetails {
  /** Opaque; not the address. */
  readonly id: string;
  /** Address for mail. Personal data: never logged, never in a raffle's log. */
  readonly email: string;
  /** What the limit counts. Several accounts can belong to one person. */
  readonly person: string;
  /** Language of mails: that of the last sign-in. Missing in accounts of earlier versions. */
  readonly language?: 'en' | 'de';
  /** Number of sign-outs. Sessions of an earlier epoch are invalid. */
  readonly epoch: number;
}

/** What a sign-in tells about an account. */
export type Enrolment = Omit<Account, 'epoch' | keyof AccountDetails>;

/** Stores accounts. Readers see durable state only. */
export interface AccountStore {
  /**
   * Adds an account, or changes the address and language of an existing one. The person stays: a new address must
   * not give a new limit. Durable when it resolves.
   *
   * @throws {StoreUnavailable} as `RaffleStore.change`.
   */
  upsert(account: Enrolment): Promise<Account>;

  find(id: string): Awaitable<Account | undefined>;

  /** The accounts with these ids, by id. Ids without an account are missing; others may be there. */
  findMany(ids: readonly string[]): Awaitable<ReadonlyMap<string, Account>>;

  /**
   * Changes details of an existing account. Durable when it resolves.
   *
   * @returns The account after the change; undefined if there is none.
   * @throws {StoreUnavailable} as `RaffleStore.change`.
   */
  changeDetails(id: string, changes: DetailChanges): Promise<Account | undefined>;

  /**
   * Invalidates every session of the account. Durable when it resolves.
   *
   * @throws {StoreUnavailable} as `RaffleStore.change`.
   */
  revokeSessions(id: string): Promise<void>;
}
