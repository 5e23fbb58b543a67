import type { OperatorSignature } from '../../domain/entries.ts';
import {
  findEnrolmentFault,
  findOpenInvitations,
  type AdminKey,
  type AdminStore,
  type EnrolledKey,
  type EnrolmentFault,
  type EnrolmentRequest,
  type NonceClaim,
  type RevocationFault,
  type StoredInvitation,
  type WithdrawalFault,
} from '../admin-store.ts';
import { decideEnrolment, decideRevocation, decideWithdrawal } from '../key-entries.ts';
import type { NonceStatus } from '../spent-nonces.ts';
import type { Database } from './database.ts';
import { KeyJournal } from './key-journal.ts';
import { PostgresNonceStore } from './nonce-store.ts';

/** Operators' keys, invitations and nonces in the database. */
export class PostgresAdminStore implements AdminStore {
  readonly #journal: KeyJournal;
  readonly #nonces: PostgresNonceStore;

  constructor(database: Database) {
    this.#journal = new KeyJournal(database);
    this.#nonces = new PostgresNonceStore(database);
  }

  async listKeys(): Promise<readonly EnrolledKey[]> {
    const [{ keys }, lastUses] = await Promise.all([this.#journal.read(), this.#nonces.lastUses()]);
    return [...keys.values()].map((key) => withLastUse(key, lastUses));
  }

  async findKey(keyid: string): Promise<AdminKey | undefined> {
    const key = (await this.#journal.read()).keys.get(keyid);
    return key?.isRevoked === true ? undefined : key;
  }

  async enrolKey(key: AdminKey, source: EnrolledKey['source'], at: string): Promise<void> {
    const entry = { type: 'key-enrolled', key, source, at } as const;
    await this.#journal.change(() => ({ entries: [entry], answer: undefined }));
  }

  revokeKey(keyid: string, signature: OperatorSignature): Promise<RevocationFault | undefined> {
    return this.#journal.change((state) => decideRevocation(state, keyid, signature));
  }

  async addInvitation(invitation: StoredInvitation, signature: OperatorSignature): Promise<void> {
    const entry = { type: 'key-invited', invitation, order: signature } as const;
    await this.#journal.change(() => ({ entries: [entry], answer: undefined }));
  }

  async listInvitations(at: string): Promise<readonly StoredInvitation[]> {
    return findOpenInvitations(await this.#journal.read(), at);
  }

  withdrawInvitation(
    digest: string,
    signature: OperatorSignature,
  ): Promise<WithdrawalFault | undefined> {
    return this.#journal.change((state) => decideWithdrawal(state, digest, signature));
  }

  async checkEnrolment(request: EnrolmentRequest): Promise<EnrolmentFault | undefined> {
    return findEnrolmentFault(await this.#journal.read(), request);
  }

  async enrolInvitedKey(
    request: EnrolmentRequest & { readonly publicKey: string },
  ): Promise<EnrolledKey | EnrolmentFault> {
    const fault = await this.#journal.change((state) => decideEnrolment(state, request));
    if (fault !== undefined) return fault;
    const key = (await this.#journal.read()).keys.get(request.keyid);
    if (key === undefined) throw new TypeError(`The key ${request.keyid} is not enrolled.`);
    return withLastUse(key, await this.#nonces.lastUses());
  }

  claimNonce(claim: NonceClaim): Promise<NonceStatus> {
    return this.#nonces.claim(claim);
  }

  /** Claims are stored, so no signature is `forgotten` because of a restart. */
  claimReadNonce(claim: NonceClaim): Promise<NonceStatus> {
    return this.#nonces.claimRead(claim);
  }
}

function withLastUse(key: EnrolledKey, lastUses: ReadonlyMap<string, string>): EnrolledKey {
  const lastUsedAt = lastUses.get(key.keyid);
  return lastUsedAt === undefined ? key : { ...key, lastUsedAt };
}
