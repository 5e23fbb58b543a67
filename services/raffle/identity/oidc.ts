import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import { parseMailbox } from './mailbox.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the organisation sends people back to. */
  readonly redirectUri: string;
  /** How many sign-ins may be under way; the oldest makes room for one more. */
  readonly attemptsMax: number;
}

/** Somebody whom the organisation vouches for. */
export interface Identified {
  /** `iss|sub`. */
  readonly subject: string;
  readonly mailbox: string;
}

/** The organisation did not say who this is, or says the address is not verified. */
export class SignInRefused extends Error {
  override name = 'SignInRefused';

  /** What failed, by names and codes alone: messages may repeat what the browser brought. */
  get causes(): readonly FailedBy[] {
    const causes: FailedBy[] = [];
    for (let { cause } = this as Error; cause instanceof Error; { cause } = cause) {
      const { name, code, status } = cause as Error & Partial<FailedBy>;
      causes.push({ name, code, status });
    }
    return causes;
  }
}

/** `status` is that of the organisation's answer, where there was one. */
export interface FailedBy {
  readonly name: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
}

interface Attempt {
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly expiresAt: number;
}

/** Where the ID token does not name the address, the organisation's userinfo does (OIDC Core 5.4). */
interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
}

const attemptLifetimeMs = 10 * 60 * 1000;
const timeoutSeconds = 10;

/** Sign-in with an organisation: OpenID Connect, authorization code with PKCE. */
export class OidcSignIn {
  readonly #settings: OidcSettings;
  readonly #attempts = new Map<string, Attempt>();
  #configuration: Promise<client.Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /**
   * @param now Milliseconds of a clock that nobody puts back, such as `performance.now()`.
   * @returns The attempt for the browser's cookie, and where to send the browser.
   */
  async begin(now: number): Promise<{ attempt: string; url: string }> {
    const configuration = await this.#discover();
    const attempt = randomBytes(16).toString('base64url');
    const codeVerifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    this.#makeRoom(now);
    this.#attempts.set(attempt, { codeVerifier, state, nonce, expiresAt: now + attemptLifetimeMs });
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirectUri,
      response_mode: 'query',
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { attempt, url: url.href };
  }

  /**
   * @param query The query the browser came back with, `?` included.
   * @param now By the clock of `begin`.
   * @throws {SignInRefused} nobody is signed in.
   */
  async finish(attemptId: string, query: string, now: number): Promise<Identified> {
    const attempt = this.#attempts.get(attemptId);
    this.#attempts.delete(attemptId);
    if (attempt === undefined || attempt.expiresAt <= now) {
      throw new SignInRefused('This sign-in has expired. Start it again.');
    }
    const { iss, sub, email, email_verified: isVerified } = await this.#redeem(attempt, query);
    const mailbox = typeof email === 'string' ? parseMailbox(email) : undefined;
    if (isVerified !== true || mailbox === undefined) {
      throw new SignInRefused('Your organisation has not verified your mail address.');
    }
    return { subject: `${iss}|${sub}`, mailbox };
  }

  async #redeem(attempt: Attempt, query: string): Promise<Claims> {
    try {
      const configuration = await this.#discover();
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(query, this.#settings.redirectUri),
        {
          pkceCodeVerifier: attempt.codeVerifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims()!;
      if (claims.email !== undefined) return claims;
      const { iss, sub } = claims;
      return { ...(await client.fetchUserInfo(configuration, tokens.access_token, sub)), iss, sub };
    } catch (cause) {
      throw new SignInRefused('Your organisation did not confirm the sign-in. Start it again.', {
        cause,
      });
    }
  }

  /** Asks the organisation how it works, once; a failure is asked again next time. */
  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
    this.#configuration ??= client
      .discovery(url, clientId, clientSecret, undefined, {
        timeout: timeoutSeconds,
        execute: isLocal ? [client.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        this.#configuration = undefined;
        throw new SignInRefused('Your organisation’s sign-in does not answer. Try again later.', {
          cause,
        });
      });
    return this.#configuration;
  }

  /** Those who began first are first in the map, and the first to expire. */
  #makeRoom(now: number): void {
    for (const [id, { expiresAt }] of this.#attempts) {
      if (expiresAt > now && this.#attempts.size < this.#settings.attemptsMax) return;
      this.#attempts.delete(id);
    }
  }
}
