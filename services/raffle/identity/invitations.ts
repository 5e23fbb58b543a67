import { randomBytes } from 'node:crypto';
import type { AskForInvitation, Invitation } from '#contract/schemas.ts';
import type { Order } from '../domain/entries.ts';
import type { AdminStore } from '../stores/admin-store.ts';
import { invitationDigest } from './enrolments.ts';

const lifetimeMs = 15 * 60_000;

/** Invites keys. The link holds the one copy of the invitation there is. */
export class Invitations {
  readonly #adminUrl: string;
  readonly #store: AdminStore;

  /** @param adminUrl Where the admin app is. */
  constructor(adminUrl: string, store: AdminStore) {
    this.#adminUrl = adminUrl;
    this.#store = store;
  }

  /**
   * @param by The key whose authority stands behind it.
   * @param order The request for it, if there was one.
   */
  async invite(
    { name, role }: AskForInvitation,
    { by, order, now = Date.now() }: { by: string; order: Order; now?: number },
  ): Promise<Invitation> {
    const invitation = randomBytes(16).toString('base64url');
    const digest = invitationDigest(invitation);
    const expiresAt = new Date(now + lifetimeMs).toISOString();
    await this.#store.invite({ digest, name, role, expiresAt, invitedBy: by }, order);
    return { invitation, link: `${this.#adminUrl}/#/enrol/${invitation}`, name, role, expiresAt };
  }
}
