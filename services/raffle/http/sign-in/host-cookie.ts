import type { CookieOptions, Request, Response } from 'express';
import type { KnownBrowser, KnownBrowserTokens } from '../../identity/tokens.ts';

/** A cookie of this host only. With https its name begins with `__Host-`, so no other host can set it. */
export class HostCookie {
  readonly name: string;
  readonly #options: CookieOptions;

  constructor(name: string, publicUrl: string, sameSite: 'lax' | 'strict') {
    const isSecure = publicUrl.startsWith('https:');
    this.name = isSecure ? `__Host-${name}` : name;
    this.#options = { httpOnly: true, sameSite, secure: isSecure, path: '/' };
  }

  /** The raw value. */
  read(request: Request): string | undefined {
    const pairs = (request.headers.cookie ?? '').split(';');
    const pair = pairs.find((text) => text.trimStart().startsWith(`${this.name}=`));
    return pair?.slice(pair.indexOf('=') + 1).trim();
  }

  /** @param maxAge Lifetime in milliseconds. Default: the browser's session. */
  set(response: Response, value: string, maxAge?: number): void {
    response.cookie(
      this.name,
      value,
      maxAge === undefined ? this.#options : { ...this.#options, maxAge },
    );
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.#options);
  }
}

const lifetimeMs = 180 * 24 * 3_600_000;

/** Recognises browsers in which a participant signed in before, also after signing out. */
export class KnownBrowsers {
  readonly #tokens: KnownBrowserTokens;
  readonly #cookie: HostCookie;

  constructor(tokens: KnownBrowserTokens, publicUrl: string) {
    this.#tokens = tokens;
    this.#cookie = new HostCookie('raffle_known', publicUrl, 'lax');
  }

  find(request: Request): KnownBrowser | undefined {
    const token = this.#cookie.read(request);
    return token === undefined ? undefined : this.#tokens.read(token);
  }

  /** @param person The person who has just signed in. */
  remember(person: string, request: Request, response: Response): void {
    const earlier = this.find(request)?.persons ?? [];
    const token = this.#tokens.issue({ persons: [person, ...earlier] });
    this.#cookie.set(response, token, lifetimeMs);
  }
}
