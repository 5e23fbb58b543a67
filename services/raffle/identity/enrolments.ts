import { hash } from 'node:crypto';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { EnrolKey } from '#contract/schemas.ts';
import type { EnrolmentFault } from '../stores/admin-rules.ts';
import type { AdminStore, EnrolledKey } from '../stores/admin-store.ts';
import { isPublicKey } from './admin-keys.ts';
import { AdminRequestRefused } from './admin-request-refused.ts';
import { claimOnce, unixSeconds } from './admin-request.ts';
import { readSignedHeaders, requireDigest, type ArrivedRequest } from './arrived-request.ts';
import { verifyRequestSignature } from './request-signature.ts';

/** Lets new keys in, each by an invitation and the proof that its private half is there. */
export class Enrolments {
  readonly #publicUrl: string;
  readonly #store: AdminStore;

  constructor(publicUrl: string, store: AdminStore) {
    this.#publicUrl = publicUrl;
    this.#store = store;
  }

  /**
   * Anybody may call this, so the cheap questions come first: is there a signature, a small body,
   * an invitation.
   *
   * @param readWish Makes sense of the body, or refuses it.
   * @param now Unix seconds.
   * @throws {AdminRequestRefused} with the contract's code.
   */
  async enrol(
    request: ArrivedRequest,
    readWish: (body: Buffer) => EnrolKey,
    now = unixSeconds(),
  ): Promise<EnrolledKey> {
    const headers = readSignedHeaders(request);
    const body = await request.readBody();
    const { invitation, publicKey } = readWish(body);
    const keyid = await keyThumbprint(publicKey);
    const wish = {
      digest: invitationDigest(invitation),
      keyid,
      at: new Date(now * 1000).toISOString(),
    };
    const fault = await this.#store.enrolmentFault(wish);
    if (fault !== undefined) throw refusal(fault);
    requirePrivateHalf(publicKey);
    const findKey = async (signer: string) => {
      if (signer === keyid) return publicKey;
      throw new AdminRequestRefused(
        'signature-invalid',
        'An enrolment is signed by the key that it brings, and this one names another.',
      );
    };
    const rules = { publicUrl: this.#publicUrl, findKey, now };
    const signed = await verifyRequestSignature(request, headers, rules);
    requireDigest(headers, body);
    await claimOnce(this.#store, signed, now);
    const key = await this.#store.enrolInvited({ ...wish, publicKey });
    if (typeof key === 'string') throw refusal(key);
    return key;
  }
}

/** What is kept of an invitation. It has 128 random bits, so its plain hash tells nothing. */
export function invitationDigest(invitation: string): string {
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
    'This invitation has expired: it is good for 15 minutes, and only while the key that made it is. Ask for a new one.',
  'invitation-unknown':
    'There is no such invitation here. Open the link as it was given, whole, or ask for a new one.',
  'invitation-used':
    'This invitation has let another key in, and it does so once. If that was not you, have that key revoked; then ask for a new invitation.',
  'key-enrolled': 'This key is enrolled already. The invitation was not used.',
  'key-revoked':
    'This key was revoked and never comes back. Enrol a new key, with an invitation that was not used.',
};
