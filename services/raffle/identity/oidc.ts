import { randomBytes } from 'node:crypto';
import type * as OpenidClient from 'openid-client';
import type {
  OrganisationAttempt,
  OrganisationAttemptStore,
} from '../stores/organisation-attempt-store.ts';
import { parseMailbox } from '../mail/mailbox.ts';
import { ClaimUnusable, SignInRefused } from './sign-in-refused.ts';

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
  readonly attempts: OrganisationAttemptStore;
}

/** A member of the organisation, identified by its ID token. */
export interface OrganisationMember {
  /** `iss|sub`, from which the account is derived. */
  readonly subject: string;
  /** Verified by the organisation. The person of a new account is derived from it. */
  readonly mailbox: string;
}

/** Claims of the ID token, or of userinfo if the token has no address (OIDC Core 5.4). */
interface MemberClaims {
  readonly iss: string;
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
}

const timeoutSeconds = 10;

/** Sign-in with an organisation: OpenID Connect, authorization code with PKCE. */
export class OidcSignIn {
  readonly #settings: OidcSettings;
  #configuration: Promise<OpenidClient.Configuration> | undefined;

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
    const client = await loadClient();
    const configuration = await this.#discover(client);
    const attempt = randomBytes(16).toString('base64url');
    const codeVerifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    await this.#settings.attempts.add(attempt, { codeVerifier, state, nonce }, now);
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
    const attempt = await this.#settings.attempts.take(attemptId, now);
    if (attempt === undefined) throw new SignInRefused('expired');
    const { iss, sub, email, email_verified: isVerified } = await this.#redeem(attempt, query);
    const mailbox = typeof email === 'string' ? parseMailbox(email) : undefined;
    if (mailbox === undefined) throw unusable('email', describeEmail(email));
    if (isVerified !== true) throw unusable('email_verified', describeVerified(isVerified));
    return { subject: `${iss}|${sub}`, mailbox };
  }

  async #redeem(attempt: OrganisationAttempt, query: string): Promise<MemberClaims> {
    try {
      const client = await loadClient();
      const configuration = await this.#discover(client);
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
  #discover(client: typeof OpenidClient): Promise<OpenidClient.Configuration> {
    const { issuer, clientId } = this.#settings;
    const url = new URL(issuer);
    const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
    this.#configuration ??= client
      .discovery(url, clientId, undefined, chooseClientAuth(client, this.#settings), {
        timeout: timeoutSeconds,
        execute: isLocal ? [client.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        this.#configuration = undefined;
        throw new SignInRefused('unreachable', { cause });
      });
    return this.#configuration;
  }
}

/** Loaded at the first sign-in, so that a start does not wait for it. */
const loadClient = () => import('openid-client');

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
function chooseClientAuth(
  client: typeof OpenidClient,
  { clientAuth, clientSecret }: OidcClient,
): OpenidClient.ClientAuth {
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
