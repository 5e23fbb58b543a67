import { hash } from 'node:crypto';
import type { ListedRaffle, OpenedRaffle } from '../domain/raffle.ts';
import {
  logStart,
  type MailPosition,
  type OutboxStore,
  type QueuedMail,
} from '../stores/outbox-store.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import { findEventEnd, findMails, type LogPart, type MailEvent } from './mail-events.ts';
import type { EntryMail, Pause } from './mail-recipients.ts';
import type { Outbox } from './outbox.ts';
import type { RaffleMail } from './raffle-mails/raffle-mail.ts';

export interface MailProjectorOptions {
  readonly raffles: RaffleStore;
  readonly store: OutboxStore<RaffleMail>;
  readonly outbox: Pick<Outbox<RaffleMail>, 'room' | 'add'>;
  /** Lets other work run. */
  readonly pause: Pause;
  /** Takes the reason why the mails of a raffle could not be found. They are looked for again later. */
  readonly onFailure: (raffleId: string, cause: unknown) => void;
}

/** All screens show the result so long after the draw. No mail may tell it before. */
const resultDelayMs = 6_000;
/** Pause after a change, so that the purchases of that time are read together. */
const collectMs = 100;
const retryMs = 60_000;
/** Logs are read on when the outbox has room for so many mails. */
const roomMin = 50;
const entriesPerPause = 500;
const entriesPerRead = 1_000;
/** Mails of one raffle that are queued before it is the next raffle's turn. */
const mailsPerTurn = 20;

/**
 * Reads the raffles' logs and queues the mails about their entries. A log is read only as far as the
 * outbox has room, raffles in turn, so the log itself holds what is not queued yet: neither memory nor
 * the purchase path bears many mails. What was committed while no process ran is read at the start.
 */
export class MailProjector {
  readonly #options: MailProjectorOptions;
  /** Ids of the raffles whose logs may have unread entries, in the order of their turns. */
  readonly #behind = new Set<string>();
  /** How far each log was read in this process: past entries without mails, which are not stored. */
  readonly #read = new Map<string, MailPosition>();
  /** The entry of each raffle whose mails are queued in parts. */
  readonly #events = new Map<string, MailEvent>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #unsubscribe: () => void;
  #isDue = false;
  #run: Promise<void> | undefined;
  #isStopped = false;

  /** Begins to read all logs. */
  constructor(options: MailProjectorOptions, raffles: readonly ListedRaffle[]) {
    this.#options = options;
    this.#unsubscribe = options.raffles.subscribe(({ opened }) => this.#note(opened.raffleId));
    for (const { opened } of raffles) this.#note(opened.raffleId);
  }

  /** Reads on soon. To be called when the outbox has room again. */
  wake(): void {
    if (this.#isDue || this.#isStopped || this.#behind.size === 0) return;
    this.#isDue = true;
    this.#later(collectMs, () => {
      this.#isDue = false;
      this.#run ??= this.#work().finally(() => {
        this.#run = undefined;
      });
    });
  }

  /** The number of mails that are not queued. Entries that were not read count as one mail each. */
  countUnread(raffle: ListedRaffle): number {
    const { raffleId, rehearsal } = raffle.opened;
    if (rehearsal === true) return 0;
    const { entry: index, offset } = this.#position(raffleId);
    const event = this.#events.get(raffleId);
    if (event?.index !== index) return Math.max(0, raffle.version - index);
    return raffle.version - event.next + event.mails.length - offset;
  }

  /** Stops reading, after the batch that is being written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#run;
  }

  #note(raffleId: string): void {
    this.#behind.add(raffleId);
    if (!this.#isDue) this.wake();
  }

  #later(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }

  async #work(): Promise<void> {
    const { outbox, pause, onFailure } = this.#options;
    if (outbox.room < roomMin) return;
    for (const id of this.#behind) {
      if (this.#isStopped || outbox.room === 0) return;
      await pause();
      // Deleted and added again, an id comes last.
      this.#behind.delete(id);
      try {
        const isRead = await this.#readOn(id);
        if (!isRead) this.#behind.add(id);
      } catch (cause) {
        onFailure(id, cause);
        this.#read.delete(id);
        this.#events.delete(id);
        this.#later(retryMs, () => this.#note(id));
      }
    }
  }

  /** @returns Whether the whole log is read, or a timer is set. */
  async #readOn(id: string): Promise<boolean> {
    const { raffles, store, outbox, pause } = this.#options;
    const raffle = await raffles.find(id);
    if (raffle === undefined || raffle.opened.rehearsal === true) return true;
    const from = store.state.raffles.get(id)?.next ?? logStart;
    const first = this.#position(id);
    let log = await this.#readPart(id, first.entry);
    const mailsMax = Math.min(mailsPerTurn, outbox.room);
    const mails: QueuedMail<RaffleMail>[] = [];
    let { entry: index, offset } = first;
    while (index < raffle.version && mails.length < mailsMax) {
      if (index % entriesPerPause === 0) await pause();
      if (index >= endOf(log)) log = await this.#readPart(id, index);
      const event = await this.#findEvent(raffle, log, index);
      if (event === undefined) break;
      const some = event.mails.slice(offset, offset + mailsMax - mails.length);
      for (const mail of some) mails.push(toQueued(raffle, event, mail));
      offset += some.length;
      if (offset < event.mails.length) break;
      this.#events.delete(id);
      [index, offset] = [event.next, 0];
    }
    const to = { entry: index, offset };
    if (mails.length > 0 || (store.isShared && !isSamePosition(from, to))) {
      const isQueued = await store.enqueue({ raffle: id, from, to, mails });
      if (!isQueued) throw new Error(`The mails of ${id} are not queued as far as expected.`);
      outbox.add(mails);
    }
    this.#read.set(id, to);
    return index >= raffle.version || mails.length < mailsMax;
  }

  /** @returns undefined if the mails must wait; a timer is set. */
  async #findEvent(raffle: OpenedRaffle, log: LogPart, index: number) {
    const { raffleId } = raffle.opened;
    const entry = log.entries[index - log.from];
    if (entry?.type === 'raffle-drawn') {
      const waitMs = Date.parse(entry.at) + resultDelayMs - Date.now();
      // A longer wait would mean that the clock was set back.
      if (waitMs > 0 && waitMs <= resultDelayMs) {
        this.#later(waitMs, () => this.#note(raffleId));
        return undefined;
      }
    }
    const known = this.#events.get(raffleId);
    if (known?.index === index) return known;
    const part = await this.#withWholeEvent(raffle, log, index);
    const event = await findMails(raffle, part, { index, pause: this.#options.pause });
    this.#events.set(raffleId, event);
    return event;
  }

  async #readPart(id: string, from: number, count = entriesPerRead): Promise<LogPart> {
    return { entries: await this.#options.raffles.readEntries(id, from, from + count), from };
  }

  /** A purchase or void can have entries after those that were read. */
  async #withWholeEvent(raffle: OpenedRaffle, log: LogPart, index: number): Promise<LogPart> {
    let part = log;
    while (endOf(part) < raffle.version && findEventEnd(part, index) === endOf(part)) {
      part = await this.#readPart(raffle.opened.raffleId, index, 2 * part.entries.length);
    }
    return part;
  }

  /** How far a log was read: at least as far as its mails are queued. */
  #position(id: string): MailPosition {
    const queued = this.#options.store.state.raffles.get(id)?.next ?? logStart;
    const read = this.#read.get(id) ?? logStart;
    return read.entry > queued.entry ? read : queued;
  }
}

/** Log index after the last entry that was read. */
function endOf({ from, entries }: LogPart): number {
  return from + entries.length;
}

function isSamePosition(left: MailPosition, right: MailPosition): boolean {
  return left.entry === right.entry && left.offset === right.offset;
}

/** Adds the id: a digest of what the mail is about, so that it is the same whenever the log is read. */
function toQueued(
  raffle: OpenedRaffle,
  { at, index }: MailEvent,
  { to, content }: EntryMail,
): QueuedMail<RaffleMail> {
  const { raffleId } = raffle.opened;
  const key = JSON.stringify([raffleId, index, content.kind, to.account]);
  const id = hash('sha256', key, 'buffer').toString('base64url', 0, 16);
  return { id, raffle: raffleId, to, at, queuedAt: new Date().toISOString(), content };
}
