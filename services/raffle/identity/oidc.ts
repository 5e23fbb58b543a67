import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import * as z from 'zod/mini';
import { catch as catchWith } from 'zod/mini';
import { CodedError } from '#errors';
import { parseMailbox } from '../mail/mailbox.ts';

/** The service as a client of the organisation. */
export interface OidcClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * How the secret is sent: `basic` (`client_secret_basic`), `post` (`client_secret_post`), or
   * `auto`: basic, unless the organisation's discovery document lists only post.
   */
  readonly clientAuth: 'auto' | 'basic' | 'post';
}

export interface OidcSettings extends OidcClient {
  /** Redirect URI for the organisation's answer. */
  readonly redirectUri: string;
  /** Maximum number of sign-ins in progress; a further one replaces the oldest. */
  readonly attemptsMax: number;
}

/** A member of the organisation, identified by its ID token. */
export interface OrganisationMember {
  /** `iss|sub`, from which the account is derived. */
  readonly subject: string;
  /** Verified by the organisation. The person of a new account is derived from it. */
  readonly mailbox: string;
}

const refusals = {
  expired: 'This sign-in has expired. Start it again.',
  unconfirmed: 'Your organisation did not confirm the sign-in. Start it again.',
  unreachable: 'Your organisation’s sign-in does not answer. Try again later.',
  'no-address':
    'Your organisation gave no verified e-mail address for you. Ask there, or ask the organiser of the raffle.',
} as const;

export type SignInFault = keyof typeof refusals;

/** The sign-in failed: the organisation did not confirm it, or has no verified address. */
export class SignInRefused extends CodedError<SignInFault> {
  override name = 'SignInRefused';

  constructor(code: SignInFault, options?: ErrorOptions) {
    super(code, refusals[code], options);
  }

  /** The chain of causes by names and codes only: messages may repeat the browser's input. */
  get causes(): readonly FailedBy[] {
    const causes: FailedBy[] = [];
    for (let { cause }: Error = this; cause instanceof Error; { cause } = cause) {
      const { code, status, claim, error } = failureMembers.parse(cause);
      causes.push({ name: cause.name, code, status, claim, error });
    }
    return causes;
  }
}

/** Members of openid-client's errors and of `ClaimUnusable`; any other value counts as absent. */
const failureMembers = z.looseObject({
  code: catchWith(z.optional(z.string()), undefined),
  status: catchWith(z.optional(z.number()), undefined),
  claim: catchWith(z.optional(z.string()), undefined),
  error: catchWith(z.optional(z.string().check(z.regex(/^[\w.-]{1,64}$/))), undefined),
});

export interface FailedBy {
  readonly name: string;
  readonly code: string | undefined;
  /** HTTP status of the organisation's answer. */
  readonly status: number | undefined;
  /** The organisation's `error` code (RFC 6749 sections 4.1.2.1 and 5.2). */
  readonly error: string | undefined;
  /** The unusable claim; `code` says why. */
  readonly claim: string | undefined;
}

/** A claim of the organisation is missing or invalid. Its value is not repeated. */
class ClaimUnusable extends CodedError {
  override name = 'ClaimUnusable';
  readonly claim: string;

  constructor(claim: string, code: string) {
    super(code, `The claim ${claim} is ${code}.`);
    this.claim = claim;
  }
}

interface Attempt {
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly expiresAt: number;
}

/** Claims of the ID token, or of userinfo if the token has no address (OIDC Core 5.4). */
interface MemberClaims {
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
   * Starts a sign-in.
   *
   * @param now Milliseconds of a monotonic clock, such as `performance.now()`.
   * @returns The attempt's id for the browser's cookie, and the URL to redirect to.
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
   * Completes a sign-in.
   *
   * @param query Query of the redirect back, including `?`.
   * @param now By the clock of `begin`.
   * @throws {SignInRefused}
   */
  async finish(attemptId: string, query: string, now: number): Promise<OrganisationMember> {
    const attempt = this.#attempts.get(attemptId);
    this.#attempts.delete(attemptId);
    if (attempt === undefined || attempt.expiresAt <= now) {
      throw new SignInRefused('expired');
    }
    const { iss, sub, email, email_verified: isVerified } = await this.#redeem(attempt, query);
    const mailbox = typeof email === 'string' ? parseMailbox(email) : undefined;
    if (mailbox === undefined) throw unusable('email', describeEmail(email));
    if (isVerified !== true) throw unusable('email_verified', describeVerified(isVerified));
    return { subject: `${iss}|${sub}`, mailbox };
  }

  async #redeem(attempt: Attempt, query: string): Promise<MemberClaims> {
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
      const claims = tokens.claims();
      if (claims === undefined) throw new TypeError('The answer has no ID token.');
      if (claims.email !== undefined) return claims;
      const { iss, sub } = claims;
      return { ...(await client.fetchUserInfo(configuration, tokens.access_token, sub)), iss, sub };
    } catch (cause) {
      if (cause instanceof SignInRefused) throw cause;
      throw new SignInRefused('unconfirmed', { cause });
    }
  }

  /** Loads the discovery document once. After a failure the next sign-in tries again. */
  #discover(): Promise<client.Configuration> {
    const { issuer, clientId } = this.#settings;
    const url = new URL(issuer);
    const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
    this.#configuration ??= client
      .discovery(url, clientId, undefined, chooseClientAuth(this.#settings), {
        timeout: timeoutSeconds,
        execute: isLocal ? [client.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        this.#configuration = undefined;
        throw new SignInRefused('unreachable', { cause });
      });
    return this.#configuration;
  }

  /** Removes expired attempts and, at the limit, the oldest ones, which come first in the map. */
  #makeRoom(now: number): void {
    for (const [id, { expiresAt }] of this.#attempts) {
      if (expiresAt > now && this.#attempts.size < this.#settings.attemptsMax) return;
      this.#attempts.delete(id);
    }
  }
}

function unusable(claim: string, code: string): SignInRefused {
  return new SignInRefused('no-address', { cause: new ClaimUnusable(claim, code) });
}

function describeEmail(email: unknown): string {
  if (email === undefined || email === null) return 'missing';
  return typeof email === 'string' ? 'not-an-address' : `a-${typeof email}`;
}

/** Only the boolean `true` means verified: OpenID Connect Core section 5.1. */
function describeVerified(isVerified: unknown): string {
  if (isVerified === undefined || isVerified === null) return 'missing';
  return isVerified === false ? 'false' : `a-${typeof isVerified}-and-not-the-boolean-true`;
}

/**
 * Chooses how the client secret is sent. Without a list in discovery: `client_secret_basic`.
 *
 * @see OpenID Connect Discovery 1.0 section 3.
 */
function chooseClientAuth({ clientAuth, clientSecret }: OidcClient): client.ClientAuth {
  const basic = client.ClientSecretBasic(clientSecret);
  const post = client.ClientSecretPost(clientSecret);
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const isPostOnly =
      methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
    const isPost = clientAuth === 'post' || (clientAuth === 'auto' && isPostOnly);
    return (isPost ? post : basic)(server, ...request);
  };
}
