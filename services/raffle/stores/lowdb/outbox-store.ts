import {
  logStart,
  type MailBatch,
  type MailPosition,
  type OutboxState,
  type OutboxStore,
  type QueuedMail,
  type MailProgress,
} from '../outbox-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { outboxName } from './folder-layout.ts';

/** `outbox-compacted` is the first entry of compacted journals only. */
type OutboxEntry<Content> =
  | ({ readonly type: 'mails-queued' } & Pick<MailBatch<Content>, 'raffle' | 'to' | 'mails'>)
  | {
      readonly type: 'mail-settled';
      readonly id: string;
      readonly outcome: 'sent' | 'failed';
    }
  | { readonly type: 'turned-on'; readonly skipped: readonly (readonly [string, number])[] }
  | { readonly type: 'turned-off' }
  | {
      readonly type: 'outbox-compacted';
      readonly isOn: boolean;
      readonly raffles: readonly (readonly [string, MailProgress])[];
      readonly waiting: readonly QueuedMail<Content>[];
    };

/** A journal with more entries than this is compacted, so its size is bounded. */
const entriesMax = 1_000;

/** The outbox in a journal of the data folder. */
export class LowdbOutboxStore<Content> implements OutboxStore<Content> {
  readonly state: OutboxState<Content>;
  readonly isShared = false;
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<State<Content>, OutboxEntry<Content>>;

  private constructor(folder: DataFolder, db: Journal<OutboxEntry<Content>>) {
    const fold = () => db.data.entries.reduce(evolve<Content>, newState<Content>());
    const durable = fold();
    this.state = durable;
    this.#queue = new CommitQueue<State<Content>, OutboxEntry<Content>>({
      ...folder.queueSettings(outboxName),
      db,
      state: fold(),
      evolve,
      onDurable: (_, entries) => void entries.reduce(evolve, durable),
      compaction: {
        shorten: (state, entryCount) => (entryCount > entriesMax ? [compact(state)] : undefined),
        replace: (entries) => db.replace(entries),
      },
    });
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load<Content>(folder: DataFolder): Promise<LowdbOutboxStore<Content>> {
    return new LowdbOutboxStore<Content>(folder, await folder.openOwnJournal(outboxName));
  }

  enqueue({ raffle, from, to, mails }: MailBatch<Content>): Promise<boolean> {
    return this.#queue.change(({ isOn, raffles }) => {
      const isNext = isSamePosition(raffles.get(raffle)?.next ?? logStart, from);
      const answer = isOn && isNext;
      return { entries: answer ? [{ type: 'mails-queued', raffle, to, mails }] : [], answer };
    });
  }

  /** The lock of the data folder keeps other processes away. */
  async take(): Promise<boolean> {
    return true;
  }

  async settle(id: string, outcome: 'sent' | 'failed'): Promise<void> {
    await this.#queue.change(({ waiting }) => ({
      entries: waiting.has(id) ? [{ type: 'mail-settled', id, outcome }] : [],
      answer: undefined,
    }));
  }

  async turnOn(logSizes: ReadonlyMap<string, number>): Promise<void> {
    await this.#queue.change(({ isOn }) => ({
      entries: isOn ? [] : [{ type: 'turned-on', skipped: [...logSizes] }],
      answer: undefined,
    }));
  }

  async turnOff(): Promise<void> {
    await this.#queue.change(({ isOn }) => ({
      entries: isOn ? [{ type: 'turned-off' }] : [],
      answer: undefined,
    }));
  }
}

/** The outbox that the texts of its journal leave. */
export function readOutbox(texts: readonly string[]): OutboxState<unknown> {
  return texts
    .map((text): OutboxEntry<unknown> => JSON.parse(text))
    .reduce(evolve<unknown>, newState<unknown>());
}

/** The shortest journal with this outbox. */
export function writeOutbox({ isOn, raffles, waiting }: OutboxState<unknown>): string[] {
  return [JSON.stringify(compact({ isOn, raffles: new Map(raffles), waiting: new Map(waiting) }))];
}

/** Changed in place, so that a change costs the same however many mails wait. */
interface State<Content> {
  isOn: boolean;
  readonly raffles: Map<string, MailProgress>;
  readonly waiting: Map<string, QueuedMail<Content>>;
}

function newState<Content>(): State<Content> {
  return { isOn: true, raffles: new Map(), waiting: new Map() };
}

function evolve<Content>(state: State<Content>, entry: OutboxEntry<Content>): State<Content> {
  const { raffles, waiting } = state;
  switch (entry.type) {
    case 'mails-queued':
      for (const mail of entry.mails) waiting.set(mail.id, mail);
      update(raffles, entry.raffle, () => ({ next: entry.to }));
      break;
    case 'mail-settled': {
      const mail = waiting.get(entry.id);
      if (mail === undefined) break;
      waiting.delete(entry.id);
      const { outcome } = entry;
      update(raffles, mail.raffle, (mails) => ({ [outcome]: mails[outcome] + 1 }));
      break;
    }
    case 'turned-on':
      state.isOn = true;
      for (const [raffle, size] of entry.skipped) {
        update(raffles, raffle, () => ({ next: { entry: size, offset: 0 } }));
      }
      break;
    case 'turned-off':
      state.isOn = false;
      waiting.clear();
      break;
    case 'outbox-compacted':
      state.isOn = entry.isOn;
      for (const [raffle, mails] of entry.raffles) raffles.set(raffle, mails);
      for (const mail of entry.waiting) waiting.set(mail.id, mail);
      break;
    default:
      return entry satisfies never;
  }
  return state;
}

const noMails: MailProgress = { next: logStart, sent: 0, failed: 0 };

function update(
  raffles: Map<string, MailProgress>,
  id: string,
  change: (mails: MailProgress) => Partial<MailProgress>,
): void {
  const mails = raffles.get(id) ?? noMails;
  raffles.set(id, { ...mails, ...change(mails) });
}

function compact<Content>({ isOn, raffles, waiting }: State<Content>): OutboxEntry<Content> {
  return { type: 'outbox-compacted', isOn, raffles: [...raffles], waiting: [...waiting.values()] };
}

function isSamePosition(left: MailPosition, right: MailPosition): boolean {
  return left.entry === right.entry && left.offset === right.offset;
}
