import type { Request, Response } from 'express';
import { embedTokenLimits, type EmbedTokens } from '../../identity/tokens.ts';
import type { Account, AccountStore } from '../../stores/account-store.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import type { Sessions } from './sessions.ts';

export interface ParticipantsDependencies {
  readonly sessions: Sessions;
  readonly accounts: AccountStore;
  readonly embedTokens: EmbedTokens;
  readonly embedOrigins: readonly string[];
}

/** Identifies a participant: an embedded app by its bearer token, a browser by its session cookie. */
export class Participants {
  readonly #dependencies: ParticipantsDependencies;

  constructor(dependencies: ParticipantsDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The signed-in account. A request with a token is judged by the token only, never by a cookie.
   *
   * @throws {HttpProblem} `sign-in-required`; `cross-site-request`, as `Sessions`.
   */
  async require(request: Request, response: Response, now = Date.now()): Promise<Account> {
    const authorization = request.get('authorization');
    if (authorization === undefined)
      return this.#dependencies.sessions.require(request, response, now);
    const account = await this.#findBearer(authorization, request.get('origin') ?? '', now);
    if (account !== undefined) return account;
    throw new HttpProblem('sign-in-required', 'The sign-in here has ended. Sign in again.');
  }

  /**
   * @param origin The site whose pages may use the token.
   * @returns The token, and when it ends in Unix milliseconds.
   * @throws {HttpProblem} `embedding-not-allowed` where the site is not on the list.
   */
  issueEmbedToken(account: Account, origin: string, now = Date.now()) {
    this.#requireListed(origin);
    const { id, person, epoch } = account;
    const expiresAt = now + embedTokenLimits.lifetimeMs;
    const grant = { account: id, person, epoch, origin, expiresAt };
    return { token: this.#dependencies.embedTokens.issue(grant), expiresAt };
  }

  async #findBearer(
    authorization: string,
    origin: string,
    now: number,
  ): Promise<Account | undefined> {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
    const isListed = this.#dependencies.embedOrigins.includes(origin);
    if (token === undefined || !isListed) return undefined;
    const grant = this.#dependencies.embedTokens.read(token, origin, now);
    const account =
      grant === undefined ? undefined : await this.#dependencies.accounts.find(grant.account);
    return account?.epoch === grant?.epoch ? account : undefined;
  }

  #requireListed(origin: string): void {
    if (this.#dependencies.embedOrigins.includes(origin)) return;
    throw new HttpProblem(
      'embedding-not-allowed',
      'This site may not embed the raffle. No token was issued; open the raffle itself.',
    );
  }
}
