import type { ListedRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { RaffleRules } from '../domain/rules.ts';
import { Listeners } from './listeners.ts';
import type { RaffleStore } from './raffle-store.ts';

export interface RaffleScheduleOptions {
  /** Unix time in milliseconds. Default: the system's clock. */
  readonly clock?: () => number;
  /**
   * Whether this process appends the closings that are due. While it does not, it looks again every
   * second. Default: always.
   */
  readonly mayClose?: () => boolean;
  /** Takes the reason why a closing that is due could not be appended; it is tried again. */
  readonly onFailure: (raffleId: string, cause: unknown) => void;
}

/** The announced times of one raffle, and the timer that waits for the next one. */
interface Scheduled {
  readonly rules: RaffleRules;
  /** Whether sales have begun, as far as readers know. */
  isOpen: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** A timer waits for less than 25 days, and not at all while the machine sleeps. */
const waitMsMax = 24 * 60 * 60 * 1000;
const retryMs = 1000;

/**
 * Keeps the announced times of raffles: appends the closing of each raffle when its end has come, if
 * no other command did before, and tells listeners when sales begin, which is no change of the log.
 * Only the clock decides; timers say when to read it.
 */
export class RaffleSchedule {
  readonly #raffles: RaffleStore;
  readonly #options: RaffleScheduleOptions;
  readonly #scheduled = new Map<string, Scheduled>();
  readonly #listeners: Listeners<OpenedRaffle>;
  readonly #unsubscribe: readonly (() => void)[];
  #isStopped = false;

  private constructor(raffles: RaffleStore, options: RaffleScheduleOptions) {
    this.#raffles = raffles;
    this.#options = options;
    this.#listeners = new Listeners((cause, { opened }) =>
      options.onFailure(opened.raffleId, cause),
    );
    this.#unsubscribe = [
      raffles.subscribe((raffle) => this.#follow(raffle)),
      raffles.subscribeToDeletions((id) => this.#forget(id)),
    ];
  }

  /**
   * Closes every raffle whose end has come since the service ran last, then waits for later times.
   *
   * @throws {StoreUnavailable} A closing could not be appended.
   */
  static async start(
    raffles: RaffleStore,
    options: RaffleScheduleOptions,
  ): Promise<RaffleSchedule> {
    const schedule = new RaffleSchedule(raffles, options);
    for (const raffle of await raffles.list()) {
      if (schedule.#isDue(raffle)) await raffles.closeIfDue(raffle.opened.raffleId);
    }
    for (const raffle of await raffles.list()) schedule.#follow(raffle);
    return schedule;
  }

  /**
   * Calls the listener with each raffle whose sales begin, at its `opensAt`.
   *
   * @returns Ends the subscription.
   */
  subscribeToOpenings(listener: (raffle: OpenedRaffle) => void): () => void {
    return this.#listeners.add(listener);
  }

  stop(): void {
    this.#isStopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const id of this.#scheduled.keys()) this.#forget(id);
  }

  /** Of many raffles few are due, and a look at each in the database is a transaction. */
  #isDue({ status, rules }: ListedRaffle): boolean {
    return status === 'open' && hasCome(rules.closesAt, this.#now());
  }

  /** Runs after every change, so it does nothing unless the times can have changed. */
  #follow(raffle: ListedRaffle): void {
    const { opened, status, rules: current } = raffle;
    const { raffleId } = opened;
    const hasTimes = current.opensAt !== undefined || current.closesAt !== undefined;
    const rules = status === 'open' && hasTimes ? current : undefined;
    if (this.#scheduled.get(raffleId)?.rules === rules) return;
    this.#forget(raffleId);
    if (rules === undefined) return;
    const isOpen = rules.opensAt === undefined || hasCome(rules.opensAt, this.#now());
    const scheduled = { rules, isOpen, timer: undefined };
    this.#scheduled.set(raffleId, scheduled);
    this.#wait(raffleId, scheduled);
  }

  #forget(raffleId: string): void {
    clearTimeout(this.#scheduled.get(raffleId)?.timer);
    this.#scheduled.delete(raffleId);
  }

  #wait(raffleId: string, scheduled: Scheduled, msMin = 0): void {
    const { rules, isOpen } = scheduled;
    const next = isOpen ? rules.closesAt : rules.opensAt;
    if (next === undefined || this.#isStopped) return;
    const ms = Math.min(Math.max(Date.parse(next) - this.#now(), msMin), waitMsMax);
    scheduled.timer = setTimeout(() => void this.#check(raffleId, scheduled), ms).unref();
  }

  async #check(raffleId: string, scheduled: Scheduled): Promise<void> {
    const { rules } = scheduled;
    if (!scheduled.isOpen && hasCome(rules.opensAt, this.#now())) {
      scheduled.isOpen = true;
      await this.#announceOpening(raffleId);
    }
    const isDue = hasCome(rules.closesAt, this.#now());
    if (isDue && (this.#options.mayClose?.() ?? true)) await this.#close(raffleId);
    // A closing has ended the schedule of this raffle, and an amendment has begun another.
    if (this.#scheduled.get(raffleId) !== scheduled) return;
    this.#wait(raffleId, scheduled, isDue ? retryMs : 0);
  }

  async #close(raffleId: string): Promise<void> {
    try {
      await this.#raffles.closeIfDue(raffleId);
    } catch (cause) {
      this.#options.onFailure(raffleId, cause);
    }
  }

  async #announceOpening(raffleId: string): Promise<void> {
    const raffle = await this.#raffles.find(raffleId);
    if (raffle !== undefined) this.#listeners.notify(raffle);
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }
}

function hasCome(time: string | undefined, now: number): boolean {
  return time !== undefined && Date.parse(time) <= now;
}
