/** Somebody who can sign in: one exact mailbox, or one subject of one organisation. */
export interface Account {
  /** Opaque; not the address. */
  readonly id: string;
  /** Where mail reaches them. Personal data: never logged, never in a raffle's log. */
  readonly email: string;
  /** What the cap counts. Several accounts can be one person. */
  readonly person: string;
  /** Raised by signing out; a session of an earlier epoch is dead. */
  readonly epoch: number;
}

/** Remembers accounts. */
export interface AccountStore {
  /** The account with this id, enrolled now if it is new. Durable when it resolves. */
  enrol(account: Omit<Account, 'epoch'>): Promise<Account>;

  find(id: string): Account | undefined;

  /** Ends every session of the account. Durable when it resolves. */
  raiseEpoch(id: string): Promise<void>;
}
