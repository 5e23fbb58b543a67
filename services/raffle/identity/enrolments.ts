import { hash, randomBytes } from 'node:crypto';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { EnrolmentRequest, InvitationRequest } from '#contract/requests.ts';
import type { Invitation } from '#contract/admin-keys.ts';
import type { OperatorSignature } from '../domain/entries.ts';
import type { EnrolmentFault } from '../stores/admin-store.ts';
import type { AdminStore, EnrolledKey } from '../stores/admin-store.ts';
import { isPublicKey } from './admin-keys.ts';
import { claimOnce, unixSeconds } from './admin-request.ts';
import {
  AdminRequestRefused,
  readSignedHeaders,
  requireDigest,
  type RawRequest,
} from './raw-request.ts';
import { verifyRequestSignature } from './request-signature.ts';

/** Of an invitation for which no days are given: it is used at once, by a person at hand. */
const shortLifetimeMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** A hyphen at the beginning would be read as an option by the command line. */
export function makeInvitation(): string {
  const invitation = randomBytes(16).toString('base64url');
  return invitation.startsWith('-') ? makeInvitation() : invitation;
}

/** Creates invitations. The returned link contains the only copy; the store has a digest. */
export class Invitations {
  readonly #adminUrl: string;
  readonly #store: AdminStore;

  /** @param adminUrl Origin of the admin app. */
  constructor(adminUrl: string, store: AdminStore) {
    this.#adminUrl = adminUrl;
    this.#store = store;
  }

  /**
   * @param options.by The keyid of the operator who invites. Revoking it invalidates the invitation.
   * @param options.operatorSignature The request for it; null if the service itself invites.
   * @param options.now Unix milliseconds.
   */
  async invite(
    { name, role, validForDays }: InvitationRequest,
    {
      by,
      operatorSignature,
      now = Date.now(),
    }: { by: string; operatorSignature: OperatorSignature; now?: number },
  ): Promise<Invitation> {
    const invitation = makeInvitation();
    const digest = invitationDigest(invitation);
    const lifetimeMs = validForDays === undefined ? shortLifetimeMs : validForDays * dayMs;
    const expiresAt = new Date(now + lifetimeMs).toISOString();
    await this.#store.addInvitation(
      { digest, name, role, expiresAt, invitedBy: by },
      operatorSignature,
    );
    return { invitation, link: `${this.#adminUrl}/#/enrol/${invitation}`, name, role, expiresAt };
  }
}

/** Enrols keys. Each needs an invitation and a signature by its private half. */
export class Enrolments {
  readonly #publicUrl: string;
  readonly #store: AdminStore;

  constructor(publicUrl: string, store: AdminStore) {
    this.#publicUrl = publicUrl;
    this.#store = store;
  }

  /**
   * Enrols a key. The client is not authenticated yet, so the cheap checks come first: a signature, a
   * small body, an invitation.
   *
   * @param parseBody Parses the body, or throws.
   * @param now Unix seconds.
   * @throws {AdminRequestRefused}
   */
  async enrol(
    request: RawRequest,
    parseBody: (body: Buffer) => EnrolmentRequest,
    now = unixSeconds(),
  ): Promise<EnrolledKey> {
    const headers = readSignedHeaders(request);
    const body = await request.readBody();
    const { invitation, publicKey } = parseBody(body);
    const keyid = await keyThumbprint(publicKey);
    const enrolment = {
      digest: invitationDigest(invitation),
      keyid,
      at: new Date(now * 1000).toISOString(),
    };
    const fault = await this.#store.checkEnrolment(enrolment);
    if (fault !== undefined) throw refusal(fault);
    requirePrivateHalf(publicKey);
    const findKey = async (signer: string) => {
      if (signer === keyid) return publicKey;
      throw new AdminRequestRefused(
        'signature-invalid',
        'An enrolment must be signed by the key that it enrols. This one names another key.',
      );
    };
    const rules = { publicUrl: this.#publicUrl, findKey, now };
    const signed = await verifyRequestSignature(request, headers, rules);
    requireDigest(headers, body);
    await claimOnce(this.#store, signed, now);
    const key = await this.#store.enrolInvitedKey({ ...enrolment, publicKey });
    if (typeof key === 'string') throw refusal(key);
    return key;
  }
}

/** What is stored of an invitation. It has nearly 128 random bits, so a plain hash reveals nothing. */
function invitationDigest(invitation: string): string {
  return hash('sha256', invitation, 'base64url');
}

function requirePrivateHalf(publicKey: string): void {
  if (isPublicKey(publicKey)) return;
  throw new AdminRequestRefused(
    'invalid-request',
    'publicKey: must be an Ed25519 public key that has a private half. Nothing was changed.',
  );
}

function refusal(fault: EnrolmentFault): AdminRequestRefused {
  return new AdminRequestRefused(fault, details[fault]);
}

const details: Readonly<Record<EnrolmentFault, string>> = {
  'invitation-expired':
    'This invitation has expired or was withdrawn, or the key that created it is revoked. Ask for a new one.',
  'invitation-unknown':
    'There is no such invitation here. Open the complete link, or ask for a new one.',
  'invitation-used':
    'This invitation has already enrolled another key. If that key is not yours, have it revoked. Then ask for a new invitation.',
  'key-enrolled': 'This key is already enrolled. The invitation was not used.',
  'key-revoked': 'This key was revoked permanently. Enrol a new key with an unused invitation.',
};
