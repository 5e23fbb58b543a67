import type { Request, Response } from 'express';
import type { Account, AccountStore } from '../../stores/account-store.ts';
import { sessionLimits, type Session, type SessionTokens } from '../../identity/tokens.ts';
import { HostCookie } from './host-cookie.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { crossSiteRequest, isFromOwnSite } from '../requests/same-site.ts';

export function sessionCookie(publicUrl: string): HostCookie {
  return new HostCookie('raffle_session', publicUrl, 'lax');
}

/** Identifies a participant by the session cookie, which counts on the service's own pages only. */
export class Sessions {
  readonly #tokens: SessionTokens;
  readonly #accounts: AccountStore;
  readonly #publicUrl: string;
  readonly #cookie: HostCookie;

  constructor(tokens: SessionTokens, accounts: AccountStore, publicUrl: string) {
    this.#tokens = tokens;
    this.#accounts = accounts;
    this.#publicUrl = publicUrl;
    this.#cookie = sessionCookie(publicUrl);
  }

  begin(account: Account, response: Response, now: number): void {
    const { id, person, epoch } = account;
    this.#set(response, { account: id, person, epoch, signedInAt: now, seenAt: now });
  }

  /**
   * The signed-in account.
   *
   * @throws {HttpProblem} `sign-in-required`; `cross-site-request` for a change that another site
   *   makes a browser send.
   */
  async require(request: Request, response: Response, now = Date.now()): Promise<Account> {
    const isOwn = isFromOwnSite(request, this.#publicUrl);
    if (!isOwn && !['GET', 'HEAD'].includes(request.method)) throw crossSiteRequest();
    const token = isOwn ? this.#cookie.read(request) : undefined;
    const session = token === undefined ? undefined : this.#tokens.read(token, now);
    const account = session === undefined ? undefined : await this.#accounts.find(session.account);
    if (session === undefined || account === undefined || account.epoch !== session.epoch) {
      throw new HttpProblem('sign-in-required', 'Sign in first. Nothing was taken.');
    }
    if (now >= session.seenAt + sessionLimits.renewMs) {
      this.#set(response, { ...session, seenAt: now });
    }
    return account;
  }

  forget(response: Response): void {
    this.#cookie.clear(response);
  }

  #set(response: Response, session: Session): void {
    const maxAge = session.signedInAt + sessionLimits.absoluteMs - session.seenAt;
    this.#cookie.set(response, this.#tokens.issue(session), maxAge);
  }
}
