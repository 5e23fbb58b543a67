import { performance } from 'node:perf_hooks';
import { parseVerifierKey } from '#proof/signed-note.ts';
import type { ListedRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { AccountStore } from '../stores/account-store.ts';
import type { OutboxStore, QueuedMail, ReadMailCounts } from '../stores/outbox-store.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import type { Attachment, Mailer, Message } from './mailer.ts';
import { MailProjector } from './mail-projector.ts';
import type { Pause } from './mail-recipients.ts';
import { Outbox } from './outbox.ts';
import { composeRaffleMail } from './raffle-mails/compose-raffle-mail.ts';
import type { RaffleMail } from './raffle-mails/raffle-mail.ts';

export interface RaffleMailsOptions {
  /** Reads the outbox while another process sends the mails. Undefined: there is no other one. */
  readonly readCounts?: ReadMailCounts;
  readonly raffles: RaffleStore;
  readonly accounts: AccountStore;
  /** Undefined: no mails about raffles are sent. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;
  /** A link that shows the tickets of a desk sale, by the log index of its first ticket. */
  readonly linkToSale: (raffleId: string, sale: number) => string;
  /** Language of recipients whose language is not known. */
  readonly language: 'en' | 'de';
  readonly perSecondMax: number;
  /** Number of concurrent attempts. */
  readonly concurrency: number;
  /** Lets other work run. */
  readonly pause: Pause;
  /** Takes failures without personal data. */
  readonly onFailure: (failure: object, message: string) => void;
}

/** Numbers of the mails about one raffle, or about all. */
export interface MailCounts {
  /** Not sent yet. Entries of a log that were not read for mails count as one each. */
  readonly queued: number;
  readonly sent: number;
  /** Given up: refused by the mail server, or not accepted for days. */
  readonly failed: number;
  /** When the oldest mail that waits was queued, ISO 8601. */
  readonly oldestQueuedAt?: string;
}

/** How long a shutdown waits for mails that are being sent. */
const stopMsMax = 5_000;

/** What sends the mails in this process. */
interface Sending {
  readonly store: OutboxStore<RaffleMail>;
  readonly outbox: Outbox<RaffleMail>;
  readonly projector: MailProjector;
}

/**
 * Mails about raffles: reads the logs, queues the mails durably and sends them, in one process at a
 * time.
 */
export class RaffleMails {
  readonly #options: RaffleMailsOptions;
  #sending: Sending | undefined;

  constructor(options: RaffleMailsOptions) {
    this.#options = options;
  }

  /** For the only process. */
  static async start({
    store,
    ...options
  }: RaffleMailsOptions & { readonly store: OutboxStore<RaffleMail> }): Promise<RaffleMails> {
    const mails = new RaffleMails(options);
    await mails.begin(store);
    return mails;
  }

  /**
   * Begins to send mails in this process: what is queued, and what was committed since the last process
   * read the logs.
   */
  async begin(store: OutboxStore<RaffleMail>): Promise<void> {
    const { mailer, raffles } = this.#options;
    if (mailer === undefined) await store.turnOff();
    else this.#sending = await this.#start(mailer, store, await raffles.list());
  }

  /** Whether mails about raffles are sent. */
  get isOn(): boolean {
    return this.#options.mailer !== undefined;
  }

  /** The mails about one raffle. */
  async count(raffle: ListedRaffle): Promise<MailCounts> {
    if (this.#sending === undefined) return this.#readCounts([raffle], raffle.opened.raffleId);
    const { store, projector } = this.#sending;
    const { waiting, raffles } = store.state;
    const { raffleId } = raffle.opened;
    const { sent = 0, failed = 0 } = raffles.get(raffleId) ?? {};
    const own = [...waiting.values()].filter((mail) => mail.raffle === raffleId);
    const queued = own.length + projector.countUnread(raffle);
    return { queued, sent, failed, ...findOldest(own.map(({ queuedAt }) => queuedAt)) };
  }

  /** The mails about all raffles. */
  async countAll(): Promise<MailCounts> {
    const opened = await this.#options.raffles.list();
    if (this.#sending === undefined) return this.#readCounts(opened);
    const { store, projector } = this.#sending;
    const { waiting, raffles } = store.state;
    const progress = [...raffles.values()];
    return {
      queued: waiting.size + sum(opened.map((raffle) => projector.countUnread(raffle))),
      sent: sum(progress.map(({ sent }) => sent)),
      failed: sum(progress.map(({ failed }) => failed)),
      ...findOldest([...waiting.values()].map(({ queuedAt }) => queuedAt)),
    };
  }

  /** Waits a few seconds for mails that are being sent. Those that wait are sent by the next process. */
  async stop(): Promise<void> {
    const sending = this.#sending;
    this.#sending = undefined;
    await sending?.projector.stop();
    await sending?.outbox.stop(stopMsMax);
  }

  /** What the sending process has stored. Entries that it has not read count as one mail each. */
  async #readCounts(opened: readonly ListedRaffle[], raffleId?: string): Promise<MailCounts> {
    const stored = (await this.#options.readCounts?.(raffleId)) ?? new Map<string, never>();
    const counts = [...stored.values()];
    const unread = opened.map(({ opened: { raffleId: id, rehearsal }, version }) =>
      rehearsal === true ? 0 : Math.max(0, version - (stored.get(id)?.next.entry ?? 0)),
    );
    return {
      queued: sum(counts.map(({ waiting }) => waiting)) + (this.isOn ? sum(unread) : 0),
      sent: sum(counts.map(({ sent }) => sent)),
      failed: sum(counts.map(({ failed }) => failed)),
      ...findOldest(counts.flatMap(({ oldestQueuedAt = [] }) => oldestQueuedAt)),
    };
  }

  async #start(
    mailer: Mailer,
    store: OutboxStore<RaffleMail>,
    opened: readonly ListedRaffle[],
  ): Promise<Sending> {
    const { raffles, pause, onFailure, perSecondMax, concurrency } = this.#options;
    await store.turnOn(new Map(opened.map((raffle) => [raffle.opened.raffleId, raffle.version])));
    const outbox = new Outbox<RaffleMail>({
      perSecondMax,
      concurrency,
      loopUse: measureLoopUse(),
      store,
      compose: (mail) => this.#compose(mail),
      send: (message) => mailer.sendInBackground(message),
      onSettled: () => this.#sending?.projector.wake(),
      onFailure,
    });
    const reportUnread = (raffle: string, err: unknown) => onFailure({ raffle, err }, unreadable);
    const projector = new MailProjector(
      { raffles, store, outbox, pause, onFailure: reportUnread },
      opened,
    );
    return { store, outbox, projector };
  }

  /** @returns undefined if the recipient has no address. */
  async #compose({
    id,
    raffle: raffleId,
    to,
    at,
    content,
  }: QueuedMail<RaffleMail>): Promise<Message | undefined> {
    const { accounts, raffles, publicUrl, language } = this.#options;
    const account = await accounts.find(to.account);
    const address = account?.email ?? to.email;
    const raffle = await raffles.find(raffleId);
    if (address === undefined || raffle === undefined) return undefined;
    const { host } = new URL(publicUrl);
    return composeRaffleMail({
      to: address,
      mail: content,
      language: account?.language ?? language,
      messageId: `<${id}@${findDomain(raffle)}>`,
      at,
      site: host,
      url: this.#findLink(raffleId, content),
      receipts: await this.#findReceipts(raffleId, content),
    });
  }

  /** The page of the raffle; that of the tickets for a buyer at the desk, who may have no account. */
  #findLink(raffleId: string, content: RaffleMail): string {
    const { publicUrl, linkToSale } = this.#options;
    const [first] = content.kind === 'desk-sale' ? content.sales : [];
    return first === undefined ? `${publicUrl}/raffles/${raffleId}` : linkToSale(raffleId, first);
  }

  async #findReceipts(raffleId: string, content: RaffleMail): Promise<Attachment[]> {
    if (content.kind !== 'purchase' && content.kind !== 'desk-sale') return [];
    const log = await this.#options.raffles.findLog(raffleId);
    const receipts = (await log?.receipts(content.sales)) ?? [];
    return receipts.map((receipt, place) => ({
      filename: `${raffleId}-${content.tickets[place]}.tlog-proof`,
      content: receipt,
    }));
  }
}

function measureLoopUse(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

const unreadable = 'The mails about a raffle could not be found. They are looked for again.';

/** The host in the name of the raffle's log, which stays the same if the public URL changes. */
function findDomain({ opened }: OpenedRaffle): string {
  const [host = ''] = parseVerifierKey(opened.logKey).name.split('/');
  return host.replace(/:\d+$/, '');
}

function findOldest(times: readonly string[]): { oldestQueuedAt?: string } {
  const [oldestQueuedAt] = times.toSorted();
  return oldestQueuedAt === undefined ? {} : { oldestQueuedAt };
}
