import type { CookieOptions, Request, Response } from 'express';
import type { Account, AccountStore } from '../stores/account-store.ts';
import { sessionLimits, type Session, type SessionTokens } from '../identity/session-token.ts';
import { Refused } from './refused.ts';
import { isFromOwnSite } from './same-site.ts';

/** Knows who is asking, by the session cookie, which counts on the service's own pages alone. */
export class Sessions {
  readonly #tokens: SessionTokens;
  readonly #accounts: AccountStore;
  readonly #publicUrl: string;
  readonly #isSecure: boolean;

  constructor(tokens: SessionTokens, accounts: AccountStore, publicUrl: string) {
    this.#tokens = tokens;
    this.#accounts = accounts;
    this.#publicUrl = publicUrl;
    this.#isSecure = publicUrl.startsWith('https:');
  }

  begin(account: Account, response: Response, now: number): void {
    const { id, person, epoch } = account;
    this.#set(response, { account: id, person, epoch, signedInAt: now, seenAt: now });
  }

  /** @throws {Refused} `sign-in-required`. */
  require(request: Request, response: Response, now = Date.now()): Account {
    const isOwn = isFromOwnSite(request, this.#publicUrl);
    const token = isOwn ? readCookie(request, this.#cookieName) : undefined;
    const session = token === undefined ? undefined : this.#tokens.read(token, now);
    const account = session === undefined ? undefined : this.#accounts.find(session.account);
    if (session === undefined || account === undefined || account.epoch !== session.epoch) {
      throw new Refused('sign-in-required', 'Sign in first. Nothing was taken.');
    }
    if (now >= session.seenAt + sessionLimits.renewMs) {
      this.#set(response, { ...session, seenAt: now });
    }
    return account;
  }

  forget(response: Response): void {
    response.clearCookie(this.#cookieName, this.#cookieOptions);
  }

  #set(response: Response, session: Session): void {
    const maxAge = session.signedInAt + sessionLimits.absoluteMs - session.seenAt;
    response.cookie(this.#cookieName, this.#tokens.issue(session), {
      ...this.#cookieOptions,
      maxAge,
    });
  }

  get #cookieName(): string {
    return this.#isSecure ? '__Host-raffle_session' : 'raffle_session';
  }

  get #cookieOptions(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.#isSecure, path: '/' };
  }
}

/** The value of a cookie, as it was sent. */
export function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';');
  const pair = pairs.find((text) => text.trimStart().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim();
}
