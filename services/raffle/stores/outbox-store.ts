/** A position in a raffle's log, up to which its mails are queued. */
export interface MailPosition {
  /** Index of the first entry that may have mails which are not queued, from 0. */
  readonly entry: number;
  /** How many mails of that entry are queued. */
  readonly offset: number;
}

/** Who gets a mail. */
export interface MailRecipient {
  /** Id of the account. It is derived from the address if it does not exist yet. */
  readonly account: string;
  /** The address that a buyer gave at the desk. Used if the account does not exist. */
  readonly email?: string;
}

/** A mail that waits to be sent. `Content` is plain JSON, from which the mail is composed. */
export interface QueuedMail<Content> {
  /** Digest of the raffle, the log entry, the kind and the recipient. */
  readonly id: string;
  readonly raffle: string;
  readonly to: MailRecipient;
  /** When the entry was appended that the mail is about, ISO 8601. It is the date of the mail. */
  readonly at: string;
  /** When the mail was queued, ISO 8601. It is given up some days later. */
  readonly queuedAt: string;
  readonly content: Content;
}

/** How far the mails of a raffle are. */
export interface MailProgress {
  readonly next: MailPosition;
  /** Number of mails that the mail server accepted. */
  readonly sent: number;
  /** Number of mails that were given up. */
  readonly failed: number;
}

/** The durable state of the outbox. */
export interface OutboxState<Content> {
  /** Whether mails about raffles are sent. */
  readonly isOn: boolean;
  /** By raffle id. A raffle without mails is missing. */
  readonly raffles: ReadonlyMap<string, MailProgress>;
  /** By mail id, in the order of queueing. */
  readonly waiting: ReadonlyMap<string, QueuedMail<Content>>;
}

/** Mails of one raffle, from one position of its log to the next. */
export interface MailBatch<Content> {
  readonly raffle: string;
  readonly from: MailPosition;
  readonly to: MailPosition;
  readonly mails: readonly QueuedMail<Content>[];
}

/** What the store knows of the mails of one raffle. */
export interface StoredMailCounts extends MailProgress {
  /** Number of queued mails. */
  readonly waiting: number;
  /** When the oldest of them was queued, ISO 8601. */
  readonly oldestQueuedAt?: string;
}

/** Reads the outbox in a process that does not send its mails, by raffle id. */
export type ReadMailCounts = (raffleId?: string) => Promise<ReadonlyMap<string, StoredMailCounts>>;

/** The beginning of every log. */
export const logStart: MailPosition = { entry: 0, offset: 0 };

/**
 * Stores mails until they are sent, and how far each raffle's log was read for them. The position and
 * the mails become durable together, so that no mail is lost or queued twice.
 *
 * Every method is durable when it resolves, and throws `StoreUnavailable` as `RaffleStore.change`.
 */
export interface OutboxStore<Content> {
  readonly state: OutboxState<Content>;

  /**
   * Whether other processes read the positions, so that also parts of a log without mails are to be
   * passed to `enqueue`.
   */
  readonly isShared: boolean;

  /**
   * Queues the mails of a part of a log.
   *
   * @returns false if the mails of this part were queued before, or the outbox is off. Nothing has
   *   changed.
   */
  enqueue(batch: MailBatch<Content>): Promise<boolean>;

  /**
   * Says that a mail is about to be sent.
   *
   * @returns false if another process sends the mails now. This one must not send it.
   */
  take(id: string): Promise<boolean>;

  /** Removes a mail that was sent or given up. */
  settle(id: string, outcome: 'sent' | 'failed'): Promise<void>;

  /**
   * Begins to send mails. If the outbox was off, nothing is mailed about what happened meanwhile.
   *
   * @param logSizes Number of entries of every raffle's log, by raffle id.
   */
  turnOn(logSizes: ReadonlyMap<string, number>): Promise<void>;

  /** Ends the sending. Mails that wait are dropped. */
  turnOff(): Promise<void>;
}
