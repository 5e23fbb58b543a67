import type { Awaitable } from './awaitable.ts';

/** A cosignature of a checkpoint of a raffle's log. */
export interface StoredCosignature {
  /** The verifier key of the witness. */
  readonly witness: string;
  /** Number of entries that the checkpoint covers. */
  readonly size: number;
  /** When the witness signed, by its clock; Unix seconds. */
  readonly time: number;
  /** The signature line, with its line feed. */
  readonly line: string;
}

/** A witness claims to have seen a history of a raffle's log that this service does not have. */
export interface WitnessAlarm {
  /** Number of entries that the witness claims to have seen. */
  readonly size: number;
  /** ISO 8601. */
  readonly at: string;
}

/** An alarm, the raffle that it is about, and the verifier key of the witness. */
export interface RaffleAlarm extends WitnessAlarm {
  readonly raffle: string;
  readonly witness: string;
}

/** What the witnesses know of one raffle's log. */
export interface WitnessedLog {
  /** In the order of storing. */
  readonly cosignatures: readonly StoredCosignature[];
  /** By the verifier key of the witness. A witness with an alarm is not asked about this log. */
  readonly alarms: ReadonlyMap<string, WitnessAlarm>;
}

/**
 * Of each witness and raffle so many cosignatures are stored: the first one, which covers the opening,
 * and the newest ones. After a closing a log grows by fewer batches, so closing and draw stay.
 */
export const cosignaturesMax = 256;

/**
 * Stores what witnesses answered, beside the logs. Readers see durable state only. Every change is
 * durable when it resolves, and throws `StoreUnavailable` as `RaffleStore.change`.
 */
export interface WitnessStore {
  read(raffle: string): Awaitable<WitnessedLog>;

  /** The alarms of all raffles. */
  listAlarms(): Awaitable<readonly RaffleAlarm[]>;

  /** Of a witness and a size only the first cosignature is stored; a later one changes nothing. */
  addCosignature(raffle: string, cosignature: StoredCosignature): Promise<void>;

  /** An alarm that is raised again changes nothing. */
  raiseAlarm(raffle: string, witness: string, alarm: WitnessAlarm): Promise<void>;

  /** @returns Whether there was an alarm. */
  clearAlarm(raffle: string, witness: string): Promise<boolean>;

  /** Removes everything about a raffle that was deleted. */
  forget(raffle: string): Promise<void>;
}

/** A log that no witness knows. */
export const unwitnessed: WitnessedLog = { cosignatures: [], alarms: new Map() };
