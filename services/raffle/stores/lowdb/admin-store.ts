import type { Order } from '../../domain/entries.ts';
import {
  judgeEnrolment,
  judgeRevocation,
  type AdminState,
  type EnrolmentFault,
  type RevocationFault,
} from '../admin-rules.ts';
import type {
  AdminKey,
  AdminStore,
  EnrolledKey,
  EnrolmentWish,
  KeptInvitation,
  NonceClaim,
} from '../admin-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';
import { NonceClaims } from './nonce-claims.ts';

const name = 'keys.journal';

/** Entries of an earlier version have no time and no order. */
type KeyEntry =
  | {
      readonly type: 'key-enrolled';
      readonly key: AdminKey;
      readonly source: EnrolledKey['source'];
      readonly at?: string;
      /** The invitation's digest: that it is used and that the key is in is one entry. */
      readonly digest?: string;
    }
  | { readonly type: 'key-revoked'; readonly keyid: string; readonly order?: Order }
  | { readonly type: 'key-invited'; readonly invitation: KeptInvitation; readonly order: Order };

export class LowdbAdminStore implements AdminStore {
  readonly #queue: CommitQueue<AdminState, KeyEntry>;
  readonly #nonces: NonceClaims;

  private constructor(queue: CommitQueue<AdminState, KeyEntry>, nonces: NonceClaims) {
    this.#queue = queue;
    this.#nonces = nonces;
  }

  static async open(folder: DataFolder): Promise<LowdbAdminStore> {
    const db = await folder.ownJournal<KeyEntry>(name);
    const initial: AdminState = { keys: new Map(), invitations: new Map() };
    const queue = new CommitQueue({ ...folder.guard(name), db, initial, evolve });
    return new LowdbAdminStore(queue, await NonceClaims.open(folder));
  }

  async keys(): Promise<readonly EnrolledKey[]> {
    return [...this.#queue.state.keys.values()].map((key) => {
      const lastUsedAt = this.#nonces.lastUse(key.keyid);
      return lastUsedAt === undefined ? key : { ...key, lastUsedAt };
    });
  }

  async findKey(keyid: string): Promise<AdminKey | undefined> {
    const key = this.#queue.state.keys.get(keyid);
    return key?.isRevoked === true ? undefined : key;
  }

  async enrolKey(key: AdminKey, source: EnrolledKey['source'], at: string): Promise<void> {
    const entry = { type: 'key-enrolled', key, source, at } as const;
    await this.#queue.change(() => ({ entries: [entry], answer: undefined }));
  }

  revokeKey(keyid: string, order: Order): Promise<RevocationFault | undefined> {
    return this.#queue.change((state) => {
      const fault = judgeRevocation(state, keyid, order);
      const isDone = fault !== undefined || state.keys.get(keyid)!.isRevoked;
      return { entries: isDone ? [] : [{ type: 'key-revoked', keyid, order }], answer: fault };
    });
  }

  async invite(invitation: KeptInvitation, order: Order): Promise<void> {
    const entry = { type: 'key-invited', invitation, order } as const;
    await this.#queue.change(() => ({ entries: [entry], answer: undefined }));
  }

  async enrolmentFault(wish: EnrolmentWish): Promise<EnrolmentFault | undefined> {
    return judgeEnrolment(this.#queue.state, wish);
  }

  async enrolInvited({
    publicKey,
    ...wish
  }: EnrolmentWish & { readonly publicKey: string }): Promise<EnrolledKey | EnrolmentFault> {
    const { digest, keyid, at } = wish;
    const fault = await this.#queue.change((state) => {
      const fault = judgeEnrolment(state, wish);
      if (fault !== undefined || state.keys.has(keyid)) return { entries: [], answer: fault };
      const { role, name } = state.invitations.get(digest)!;
      const key = { keyid, publicKey, role, name };
      const entry = { type: 'key-enrolled', key, source: 'invitation', at, digest } as const;
      return { entries: [entry], answer: undefined };
    });
    return fault ?? (await this.keys()).find((key) => key.keyid === keyid)!;
  }

  claimNonce(claim: NonceClaim): Promise<boolean> {
    return this.#nonces.claim(claim);
  }
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

/** A copy: what is not on disk yet is in nobody else's view. */
function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}
