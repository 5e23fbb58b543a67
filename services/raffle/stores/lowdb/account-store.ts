import type {
  Account,
  AccountDetails,
  AccountStore,
  DetailChanges,
  Enrolment,
} from '../account-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { accountsName } from './folder-layout.ts';

type AccountEntry =
  | {
      readonly type: 'account-enrolled';
      readonly account: Enrolment & AccountDetails;
      /** In compacted journals only. */
      readonly epoch?: number;
    }
  | { readonly type: 'address-changed'; readonly id: string; readonly email: string }
  | { readonly type: 'language-changed'; readonly id: string; readonly language: Language }
  | { readonly type: 'details-changed'; readonly id: string; readonly details: DetailChanges }
  | { readonly type: 'signed-out'; readonly id: string };

type Language = NonNullable<Account['language']>;

type Accounts = Map<string, Account>;

/** The accounts as the batch that is being written leaves them. */
class NextAccounts {
  /** Those on disk. */
  readonly #durable: Accounts;
  /** Those that the batch changes. */
  readonly #changed: Accounts = new Map();

  constructor(durable: Accounts) {
    this.#durable = durable;
  }

  get(id: string): Account | undefined {
    return this.#changed.get(id) ?? this.#durable.get(id);
  }

  set(id: string, account: Account): this {
    this.#changed.set(id, account);
    return this;
  }

  get size(): number {
    let size = this.#durable.size;
    for (const id of this.#changed.keys()) if (!this.#durable.has(id)) size += 1;
    return size;
  }

  values(): MapIterator<Account> {
    return new Map([...this.#durable, ...this.#changed]).values();
  }

  /** The batch is on disk. */
  becomeDurable(): void {
    for (const [id, account] of this.#changed) this.#durable.set(id, account);
    this.#changed.clear();
  }
}

type AnyAccounts = Accounts | NextAccounts;

/** A journal with more entries than twice its accounts and this number is compacted. */
const staleEntriesMax = 1_000;

/** Accounts in a journal of the data folder. */
export class LowdbAccountStore implements AccountStore {
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<NextAccounts, AccountEntry>;
  readonly #durable: Accounts;

  private constructor(folder: DataFolder, db: Journal<AccountEntry>, accounts: Accounts) {
    this.#durable = accounts;
    this.#queue = new CommitQueue<NextAccounts, AccountEntry>({
      ...folder.queueSettings(accountsName),
      db,
      state: new NextAccounts(accounts),
      evolve,
      onDurable: (next) => next.becomeDurable(),
      compaction: { shorten, replace: (entries) => db.replace(entries) },
    });
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<LowdbAccountStore> {
    const accounts: Accounts = new Map();
    const db = await folder.openOwnJournal<AccountEntry>(
      accountsName,
      (entry) => void evolve(accounts, entry),
    );
    return new LowdbAccountStore(folder, db, accounts);
  }

  async upsert(account: Enrolment): Promise<Account> {
    return this.#queue.change((accounts) => {
      const { id, email, language } = account;
      const known = accounts.get(id);
      if (known === undefined) {
        return {
          entries: [{ type: 'account-enrolled', account }],
          answer: { ...account, epoch: 0 },
        };
      }
      const entries: AccountEntry[] = [];
      if (known.email !== email) entries.push({ type: 'address-changed', id, email });
      if (language === undefined) return { entries, answer: { ...known, email } };
      if (known.language !== language) entries.push({ type: 'language-changed', id, language });
      return { entries, answer: { ...known, email, language } };
    });
  }

  find(id: string): Account | undefined {
    return this.#durable.get(id);
  }

  findMany(): ReadonlyMap<string, Account> {
    return this.#durable;
  }

  changeDetails(id: string, changes: DetailChanges): Promise<Account | undefined> {
    return this.#queue.change<Account | undefined>((accounts) => {
      const known = accounts.get(id);
      if (known === undefined) return { entries: [], answer: undefined };
      const details = dropUnchanged(known, changes);
      if (Object.keys(details).length === 0) return { entries: [], answer: known };
      return {
        entries: [{ type: 'details-changed', id, details }],
        answer: withDetails(known, details),
      };
    });
  }

  async revokeSessions(id: string): Promise<void> {
    await this.#queue.change(() => ({ entries: [{ type: 'signed-out', id }], answer: undefined }));
  }
}

/** The accounts that the texts of an accounts' journal leave, by id. */
export function readAccounts(texts: readonly string[]): ReadonlyMap<string, Account> {
  return texts.map((text): AccountEntry => JSON.parse(text)).reduce<Accounts>(evolve, new Map());
}

/** The shortest journal with these accounts. */
export function writeAccounts(accounts: Iterable<Account>): string[] {
  return [...accounts].map((account) => JSON.stringify(enrol(account)));
}

function enrol({ epoch, ...account }: Account): AccountEntry {
  return { type: 'account-enrolled', account, epoch };
}

function evolve<Some extends AnyAccounts>(accounts: Some, entry: AccountEntry): Some {
  switch (entry.type) {
    case 'account-enrolled':
      accounts.set(entry.account.id, { ...entry.account, epoch: entry.epoch ?? 0 });
      return accounts;
    case 'address-changed':
      return update(accounts, entry.id, (account) => ({ ...account, email: entry.email }));
    case 'language-changed':
      return update(accounts, entry.id, (account) => ({ ...account, language: entry.language }));
    case 'details-changed':
      return update(accounts, entry.id, (account) => withDetails(account, entry.details));
    case 'signed-out':
      return update(accounts, entry.id, (account) => ({ ...account, epoch: account.epoch + 1 }));
    default:
      return entry satisfies never;
  }
}

/**
 * One entry per account, so that changes do not fill the disk and removed details leave it; undefined
 * if it would not save enough.
 */
function shorten(accounts: NextAccounts, entryCount: number): AccountEntry[] | undefined {
  if (entryCount <= 2 * accounts.size + staleEntriesMax) return undefined;
  return [...accounts.values()].map(enrol);
}

function update<Some extends AnyAccounts>(
  accounts: Some,
  id: string,
  change: (account: Account) => Account,
): Some {
  const account = accounts.get(id);
  if (account !== undefined) accounts.set(id, change(account));
  return accounts;
}

function withDetails(account: Account, changes: DetailChanges): Account {
  const { name, phone, mayShowName, ...rest } = { ...account, ...changes };
  return {
    ...rest,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof phone === 'string' ? { phone } : {}),
    ...(typeof mayShowName === 'boolean' ? { mayShowName } : {}),
  };
}

/** The changes that make a difference. */
function dropUnchanged(account: Account, { name, phone, mayShowName }: DetailChanges) {
  return {
    ...(isChange(account.name, name) ? { name } : {}),
    ...(isChange(account.phone, phone) ? { phone } : {}),
    ...(isChange(account.mayShowName, mayShowName) ? { mayShowName } : {}),
  };
}

function isChange(now: unknown, next: unknown): boolean {
  return next !== undefined && (now ?? null) !== next;
}
