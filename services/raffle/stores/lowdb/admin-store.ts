import type { OperatorSignature } from '../../domain/entries.ts';
import {
  findEnrolmentFault,
  findOpenInvitations,
  type AdminKey,
  type AdminState,
  type AdminStore,
  type EnrolledKey,
  type EnrolmentFault,
  type EnrolmentRequest,
  type NonceClaim,
  type RevocationFault,
  type StoredInvitation,
  type WithdrawalFault,
} from '../admin-store.ts';
import {
  decideEnrolment,
  decideRevocation,
  decideWithdrawal,
  evolveKeys,
  noKeys,
  type KeyEntry,
} from '../key-entries.ts';
import type { NonceStatus } from '../spent-nonces.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';
import { keysName } from './folder-layout.ts';
import { NonceStore } from './nonce-store.ts';

/** Operators' keys and invitations in a journal of the data folder; nonces in another. */
export class LowdbAdminStore implements AdminStore {
  readonly #queue: CommitQueue<AdminState, KeyEntry>;
  readonly #nonces: NonceStore;

  private constructor(queue: CommitQueue<AdminState, KeyEntry>, nonces: NonceStore) {
    this.#queue = queue;
    this.#nonces = nonces;
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<LowdbAdminStore> {
    const db = await folder.openOwnJournal<KeyEntry>(keysName);
    const state = db.data.entries.reduce(evolveKeys, noKeys);
    const settings = folder.queueSettings(keysName);
    const queue = new CommitQueue({ ...settings, db, state, evolve: evolveKeys });
    return new LowdbAdminStore(queue, await NonceStore.load(folder));
  }

  async listKeys(): Promise<readonly EnrolledKey[]> {
    return [...this.#queue.state.keys.values()].map((key) => this.#withLastUse(key));
  }

  async findKey(keyid: string): Promise<AdminKey | undefined> {
    const key = this.#queue.state.keys.get(keyid);
    return key?.isRevoked === true ? undefined : key;
  }

  async enrolKey(key: AdminKey, source: EnrolledKey['source'], at: string): Promise<void> {
    const entry = { type: 'key-enrolled', key, source, at } as const;
    await this.#queue.change(() => ({ entries: [entry], answer: undefined }));
  }

  revokeKey(keyid: string, signature: OperatorSignature): Promise<RevocationFault | undefined> {
    return this.#queue.change((state) => decideRevocation(state, keyid, signature));
  }

  async addInvitation(invitation: StoredInvitation, signature: OperatorSignature): Promise<void> {
    const entry = { type: 'key-invited', invitation, order: signature } as const;
    await this.#queue.change(() => ({ entries: [entry], answer: undefined }));
  }

  async listInvitations(at: string): Promise<readonly StoredInvitation[]> {
    return findOpenInvitations(this.#queue.state, at);
  }

  withdrawInvitation(
    digest: string,
    signature: OperatorSignature,
  ): Promise<WithdrawalFault | undefined> {
    return this.#queue.change((state) => decideWithdrawal(state, digest, signature));
  }

  async checkEnrolment(request: EnrolmentRequest): Promise<EnrolmentFault | undefined> {
    return findEnrolmentFault(this.#queue.state, request);
  }

  async enrolInvitedKey(
    request: EnrolmentRequest & { readonly publicKey: string },
  ): Promise<EnrolledKey | EnrolmentFault> {
    const fault = await this.#queue.change((state) => decideEnrolment(state, request));
    if (fault !== undefined) return fault;
    const key = this.#queue.state.keys.get(request.keyid);
    if (key === undefined) throw new TypeError(`The key ${request.keyid} is not enrolled.`);
    return this.#withLastUse(key);
  }

  claimNonce(claim: NonceClaim): Promise<NonceStatus> {
    return this.#nonces.claim(claim);
  }

  claimReadNonce(claim: NonceClaim & { readonly created: number }): Promise<NonceStatus> {
    return this.#nonces.claimRead(claim);
  }

  #withLastUse(key: EnrolledKey): EnrolledKey {
    const lastUsedAt = this.#nonces.lastUse(key.keyid);
    return lastUsedAt === undefined ? key : { ...key, lastUsedAt };
  }
}

/**
 * Counts the admins' keys that a service started now would accept.
 *
 * @param texts Of the keys' journal.
 * @param listed Public keys in the keys file: those that are not there are revoked at the start.
 */
export function countUsableAdmins(
  texts: readonly string[],
  { listed, isDevelopment }: { listed: readonly string[]; isDevelopment: boolean },
): number {
  const { keys } = texts.map((text): KeyEntry => JSON.parse(text)).reduce(evolveKeys, noKeys);
  const usable = new Set(listed);
  for (const { publicKey, role, source, isRevoked, revokedBy } of keys.values()) {
    const isForDevelopment = source === 'first-start' && !isDevelopment;
    const isKept = !isRevoked && source !== 'file' && !isForDevelopment;
    if (isKept && role === 'admin') usable.add(publicKey);
    if (revokedBy !== undefined) usable.delete(publicKey);
  }
  return usable.size;
}
