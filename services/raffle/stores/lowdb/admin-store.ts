import type { OperatorSignature } from '../../domain/entries.ts';
import {
  findEnrolmentFault,
  findOpenInvitations,
  findRevocationFault,
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
import type { NonceStatus } from '../spent-nonces.ts';
import { CommitQueue, type CommandResult } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';
import { keysName } from './folder-layout.ts';
import { NonceStore } from './nonce-store.ts';

/** Entries of an earlier version have no time and no signature, which this journal calls `order`. */
type KeyEntry =
  | {
      readonly type: 'key-enrolled';
      readonly key: AdminKey;
      readonly source: EnrolledKey['source'];
      readonly at?: string;
      /** Digest of the invitation. One entry says that it was used and that the key is enrolled. */
      readonly digest?: string;
    }
  | { readonly type: 'key-revoked'; readonly keyid: string; readonly order?: OperatorSignature }
  | {
      readonly type: 'key-invited';
      readonly invitation: StoredInvitation;
      readonly order: OperatorSignature;
    }
  | {
      readonly type: 'invitation-withdrawn';
      readonly digest: string;
      readonly order: OperatorSignature;
    };

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
    const none: AdminState = { keys: new Map(), invitations: new Map() };
    const state = db.data.entries.reduce(evolve, none);
    const queue = new CommitQueue({ ...folder.queueSettings(keysName), db, state, evolve });
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
    return this.#queue.change((state) => {
      const fault = findRevocationFault(state, keyid, signature);
      const isDone = fault !== undefined || state.keys.get(keyid)?.isRevoked === true;
      return {
        entries: isDone ? [] : [{ type: 'key-revoked', keyid, order: signature }],
        answer: fault,
      };
    });
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
    return this.#queue.change<WithdrawalFault | undefined>(({ invitations }) => {
      const invitation = invitations.get(digest);
      if (invitation === undefined) return { entries: [], answer: 'invitation-unknown' };
      if (invitation.usedBy !== undefined) return { entries: [], answer: 'invitation-used' };
      const entry = { type: 'invitation-withdrawn', digest, order: signature } as const;
      return { entries: invitation.isWithdrawn ? [] : [entry], answer: undefined };
    });
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
  const { keys } = texts
    .map((text): KeyEntry => JSON.parse(text))
    .reduce(evolve, { keys: new Map(), invitations: new Map() });
  const usable = new Set(listed);
  for (const { publicKey, role, source, isRevoked, revokedBy } of keys.values()) {
    const isForDevelopment = source === 'first-start' && !isDevelopment;
    const isKept = !isRevoked && source !== 'file' && !isForDevelopment;
    if (isKept && role === 'admin') usable.add(publicKey);
    if (revokedBy !== undefined) usable.delete(publicKey);
  }
  return usable.size;
}

function decideEnrolment(
  state: AdminState,
  { publicKey, ...request }: EnrolmentRequest & { readonly publicKey: string },
): CommandResult<KeyEntry, EnrolmentFault | undefined> {
  const { digest, keyid, at } = request;
  const fault = findEnrolmentFault(state, request);
  const invitation = state.invitations.get(digest);
  if (fault !== undefined || invitation === undefined || state.keys.has(keyid)) {
    return { entries: [], answer: fault };
  }
  const { role, name } = invitation;
  const key = { keyid, publicKey, role, name };
  const entry = { type: 'key-enrolled', key, source: 'invitation', at, digest } as const;
  return { entries: [entry], answer: undefined };
}

function evolve(state: AdminState, entry: KeyEntry): AdminState {
  const { keys, invitations } = state;
  switch (entry.type) {
    case 'key-enrolled':
      return enrol(state, entry);
    case 'key-revoked': {
      const key = keys.get(entry.keyid);
      if (key === undefined) return state;
      const by = entry.order ? { revokedBy: entry.order.keyid } : {};
      return { ...state, keys: withEntry(keys, entry.keyid, { ...key, isRevoked: true, ...by }) };
    }
    case 'key-invited': {
      const { invitation } = entry;
      return { ...state, invitations: withEntry(invitations, invitation.digest, invitation) };
    }
    case 'invitation-withdrawn': {
      const invitation = invitations.get(entry.digest);
      if (invitation === undefined) return state;
      const withdrawn = { ...invitation, isWithdrawn: true } as const;
      return { ...state, invitations: withEntry(invitations, entry.digest, withdrawn) };
    }
    default:
      return entry satisfies never;
  }
}

function enrol(
  { keys, invitations }: AdminState,
  { key, source, at, digest }: Extract<KeyEntry, { type: 'key-enrolled' }>,
): AdminState {
  const { keyid } = key;
  const invitation = digest === undefined ? undefined : invitations.get(digest);
  const enrolledAt = keys.get(keyid)?.enrolledAt ?? at;
  const enrolled = {
    ...key,
    source,
    isRevoked: false,
    ...(enrolledAt === undefined ? {} : { enrolledAt }),
    ...(invitation === undefined ? {} : { invitedBy: invitation.invitedBy }),
  };
  return {
    keys: withEntry(keys, keyid, enrolled),
    invitations:
      invitation === undefined
        ? invitations
        : withEntry(invitations, invitation.digest, { ...invitation, usedBy: keyid }),
  };
}

/** A changed copy: readers keep the map whose entries are durable. */
function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}
