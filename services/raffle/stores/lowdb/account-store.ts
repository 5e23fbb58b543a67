import type { Account, AccountStore } from '../account-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';

const name = 'accounts.journal';

type AccountEntry =
  | { readonly type: 'account-enrolled'; readonly account: Omit<Account, 'epoch'> }
  | { readonly type: 'signed-out'; readonly id: string };

type Accounts = Map<string, Account>;

export class LowdbAccountStore implements AccountStore {
  readonly #queue: CommitQueue<Accounts, AccountEntry>;

  private constructor(queue: CommitQueue<Accounts, AccountEntry>) {
    this.#queue = queue;
  }

  static async open(folder: DataFolder): Promise<LowdbAccountStore> {
    const db = await folder.ownJournal<AccountEntry>(name);
    return new LowdbAccountStore(
      new CommitQueue({ ...folder.guard(name), db, initial: new Map(), evolve }),
    );
  }

  async enrol(account: Omit<Account, 'epoch'>): Promise<Account> {
    await this.#queue.change((accounts) => ({
      entries: accounts.has(account.id) ? [] : [{ type: 'account-enrolled', account }],
      answer: undefined,
    }));
    return this.find(account.id)!;
  }

  find(id: string): Account | undefined {
    return this.#queue.state.get(id);
  }

  async raiseEpoch(id: string): Promise<void> {
    await this.#queue.change(() => ({ entries: [{ type: 'signed-out', id }], answer: undefined }));
  }
}

function evolve(accounts: Accounts, entry: AccountEntry): Accounts {
  switch (entry.type) {
    case 'account-enrolled':
      return accounts.set(entry.account.id, { ...entry.account, epoch: 0 });
    case 'signed-out': {
      const account = accounts.get(entry.id);
      return account === undefined
        ? accounts
        : accounts.set(entry.id, { ...account, epoch: account.epoch + 1 });
    }
    default:
      return entry satisfies never;
  }
}
