import type { Request, Response } from 'express';
import { embedTokenLimits, type EmbedTokens } from '../identity/embed-token.ts';
import type { Account, AccountStore } from '../stores/account-store.ts';
import { Refused } from './refused.ts';
import type { Sessions } from './sessions.ts';

export interface ParticipantsParts {
  readonly sessions: Sessions;
  readonly accounts: AccountStore;
  readonly embedTokens: EmbedTokens;
  readonly embedOrigins: readonly string[];
}

/** Knows who is asking: an embedded app by its token, everybody else by the session cookie. */
export class Participants {
  readonly #parts: ParticipantsParts;

  constructor(parts: ParticipantsParts) {
    this.#parts = parts;
  }

  /** @throws {Refused} `sign-in-required`. Who brings a token is never looked at for a cookie. */
  require(request: Request, response: Response, now = Date.now()): Account {
    const authorization = request.get('authorization');
    if (authorization === undefined) return this.#parts.sessions.require(request, response, now);
    const account = this.#findBearer(authorization, request.get('origin') ?? '', now);
    if (account !== undefined) return account;
    throw new Refused('sign-in-required', 'The sign-in here has ended. Sign in again.');
  }

  /**
   * @param origin The site whose pages may use the token.
   * @returns The token, and when it ends in Unix milliseconds.
   * @throws {Refused} `embedding-not-allowed` where the site is not on the list.
   */
  issueEmbedToken(account: Account, origin: string, now = Date.now()) {
    this.#requireListed(origin);
    const { id, person, epoch } = account;
    const expiresAt = now + embedTokenLimits.lifetimeMs;
    const grant = { account: id, person, epoch, origin, expiresAt };
    return { token: this.#parts.embedTokens.issue(grant), expiresAt };
  }

  #findBearer(authorization: string, origin: string, now: number): Account | undefined {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
    const isListed = this.#parts.embedOrigins.includes(origin);
    if (token === undefined || !isListed) return undefined;
    const grant = this.#parts.embedTokens.read(token, origin, now);
    const account = grant === undefined ? undefined : this.#parts.accounts.find(grant.account);
    return account?.epoch === grant?.epoch ? account : undefined;
  }

  #requireListed(origin: string): void {
    if (this.#parts.embedOrigins.includes(origin)) return;
    throw new Refused(
      'embedding-not-allowed',
      'This site may not embed the raffle. Nothing was handed out; open the raffle itself.',
    );
  }
}
