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
import type { DataFolder } from './data-folder.ts';
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
  readonly #queue: CommitQueue<OutboxState<Content>, OutboxEntry<Content>>;

  private constructor(queue: CommitQueue<OutboxState<Content>, OutboxEntry<Content>>) {
    this.#queue = queue;
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load<Content>(folder: DataFolder): Promise<LowdbOutboxStore<Content>> {
    const db = await folder.openOwnJournal<OutboxEntry<Content>>(outboxName);
    const queue = new CommitQueue<OutboxState<Content>, OutboxEntry<Content>>({
      ...folder.queueSettings(outboxName),
      db,
      initial: { isOn: true, raffles: new Map(), waiting: new Map() },
      evolve,
      compaction: {
        shorten: (state, entryCount) => (entryCount > entriesMax ? [compact(state)] : undefined),
        replace: (entries) => db.replace(entries),
      },
    });
    return new LowdbOutboxStore(queue);
  }

  get state(): OutboxState<Content> {
    return this.#queue.state;
  }

  enqueue({ raffle, from, to, mails }: MailBatch<Content>): Promise<boolean> {
    return this.#queue.change(({ isOn, raffles }) => {
      const isNext = isSamePosition(raffles.get(raffle)?.next ?? logStart, from);
      const answer = isOn && isNext;
      return { entries: answer ? [{ type: 'mails-queued', raffle, to, mails }] : [], answer };
    });
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

function evolve<Content>(
  state: OutboxState<Content>,
  entry: OutboxEntry<Content>,
): OutboxState<Content> {
  switch (entry.type) {
    case 'mails-queued': {
      const { raffle, to: next, mails } = entry;
      const waiting = new Map(state.waiting);
      for (const mail of mails) waiting.set(mail.id, mail);
      return { ...state, waiting, raffles: update(state.raffles, raffle, () => ({ next })) };
    }
    case 'mail-settled':
      return settle(state, entry.id, entry.outcome);
    case 'turned-on': {
      const raffles = new Map(state.raffles);
      for (const [raffle, size] of entry.skipped) {
        const next = { entry: size, offset: 0 };
        raffles.set(raffle, { ...(raffles.get(raffle) ?? noMails), next });
      }
      return { ...state, isOn: true, raffles };
    }
    case 'turned-off':
      return { ...state, isOn: false, waiting: new Map() };
    case 'outbox-compacted': {
      const waiting = entry.waiting.map((mail) => [mail.id, mail] as const);
      return { isOn: entry.isOn, raffles: new Map(entry.raffles), waiting: new Map(waiting) };
    }
    default:
      return entry satisfies never;
  }
}

function settle<Content>(
  state: OutboxState<Content>,
  id: string,
  outcome: 'sent' | 'failed',
): OutboxState<Content> {
  const mail = state.waiting.get(id);
  if (mail === undefined) return state;
  const waiting = new Map(state.waiting);
  waiting.delete(id);
  const count = (mails: MailProgress) => ({ [outcome]: mails[outcome] + 1 });
  return { ...state, waiting, raffles: update(state.raffles, mail.raffle, count) };
}

const noMails: MailProgress = { next: logStart, sent: 0, failed: 0 };

function update(
  raffles: ReadonlyMap<string, MailProgress>,
  id: string,
  change: (mails: MailProgress) => Partial<MailProgress>,
): ReadonlyMap<string, MailProgress> {
  const mails = raffles.get(id) ?? noMails;
  return new Map(raffles).set(id, { ...mails, ...change(mails) });
}

function compact<Content>({ isOn, raffles, waiting }: OutboxState<Content>): OutboxEntry<Content> {
  return { type: 'outbox-compacted', isOn, raffles: [...raffles], waiting: [...waiting.values()] };
}

function isSamePosition(left: MailPosition, right: MailPosition): boolean {
  return left.entry === right.entry && left.offset === right.offset;
}
