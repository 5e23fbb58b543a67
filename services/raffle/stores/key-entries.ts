import type { OperatorSignature } from '../domain/entries.ts';
import {
  findEnrolmentFault,
  findRevocationFault,
  type AdminKey,
  type AdminState,
  type EnrolledKey,
  type EnrolmentFault,
  type EnrolmentRequest,
  type RevocationFault,
  type StoredInvitation,
  type WithdrawalFault,
} from './admin-store.ts';

/** Entries of an earlier version have no time and no signature, which this journal calls `order`. */
export type KeyEntry =
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

/** What a command adds to the journal of keys, and its answer. */
export interface KeyDecision<Answer> {
  readonly entries: readonly KeyEntry[];
  readonly answer: Answer;
}

export const noKeys: AdminState = { keys: new Map(), invitations: new Map() };

export function decideRevocation(
  state: AdminState,
  keyid: string,
  signature: OperatorSignature,
): KeyDecision<RevocationFault | undefined> {
  const fault = findRevocationFault(state, keyid, signature);
  const isDone = fault !== undefined || state.keys.get(keyid)?.isRevoked === true;
  return {
    entries: isDone ? [] : [{ type: 'key-revoked', keyid, order: signature }],
    answer: fault,
  };
}

export function decideWithdrawal(
  { invitations }: AdminState,
  digest: string,
  signature: OperatorSignature,
): KeyDecision<WithdrawalFault | undefined> {
  const invitation = invitations.get(digest);
  if (invitation === undefined) return { entries: [], answer: 'invitation-unknown' };
  if (invitation.usedBy !== undefined) return { entries: [], answer: 'invitation-used' };
  const entry = { type: 'invitation-withdrawn', digest, order: signature } as const;
  return { entries: invitation.isWithdrawn ? [] : [entry], answer: undefined };
}

export function decideEnrolment(
  state: AdminState,
  { publicKey, ...request }: EnrolmentRequest & { readonly publicKey: string },
): KeyDecision<EnrolmentFault | undefined> {
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

/** The state after an entry. Readers keep the maps of the state before. */
export function evolveKeys(state: AdminState, entry: KeyEntry): AdminState {
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
