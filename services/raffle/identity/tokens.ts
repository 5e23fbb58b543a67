import { timingSafeEqual } from 'node:crypto';
import { createMac, type Mac } from './mac.ts';

// Session cookies, bearer tokens of embedded apps and markers of known browsers: each is a text
// followed by an HMAC-SHA-256 with a key of its own. Nothing is stored.

export const sessionLimits = {
  /** A session ends this long after the sign-in. */
  absoluteMs: 12 * 60 * 60 * 1000,
  /** A session ends after this time without a request. */
  idleMs: 2 * 60 * 60 * 1000,
  /** A session in use gets a new token at most this often. */
  renewMs: 5 * 60 * 1000,
} as const;

export const embedTokenLimits = {
  /** Lifetime of an embedded app's token. */
  lifetimeMs: 15 * 60 * 1000,
} as const;

/** A signed-in participant. Times are Unix milliseconds. */
export interface Session {
  readonly account: string;
  readonly person: string;
  /** Number of the account's sign-outs at the time of the sign-in. */
  readonly epoch: number;
  readonly signedInAt: number;
  readonly seenAt: number;
}

/** A signed-in participant, on the pages of one embedding site. */
export interface EmbedGrant {
  readonly account: string;
  readonly person: string;
  readonly epoch: number;
  /** As a browser writes it in the `Origin` header. */
  readonly origin: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/**
 * A browser in which a participant signed in before. Its additional rights are counted per person:
 * markers can be collected for free, but each person needs a mailbox.
 */
export interface KnownBrowser {
  /** The persons who signed in there, the latest first. */
  readonly persons: readonly [string, ...string[]];
}

/** Creates and verifies the content of the session cookie. */
export class SessionTokens {
  readonly #signer: TextSigner;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#signer = new TextSigner(key);
  }

  issue(session: Session): string {
    const { account, person, epoch, signedInAt, seenAt } = session;
    return this.#signer.sign([account, person, epoch, signedInAt, seenAt].join('.'));
  }

  /** @returns undefined if the token is forged, damaged or expired. */
  read(token: string, now: number): Session | undefined {
    const text = this.#signer.verify(token);
    if (text === undefined) return undefined;
    const [account = '', person = '', ...numbers] = text.split('.');
    const [epoch = NaN, signedInAt = NaN, seenAt = NaN] = numbers.map(Number);
    const isValid =
      now < signedInAt + sessionLimits.absoluteMs && now < seenAt + sessionLimits.idleMs;
    return isValid ? { account, person, epoch, signedInAt, seenAt } : undefined;
  }
}

/** Creates and verifies the bearer tokens of embedding sites. */
export class EmbedTokens {
  readonly #signer: TextSigner;

  /** @param key 32 bytes, used only here: a session cookie must not pass as a token. */
  constructor(key: Buffer) {
    this.#signer = new TextSigner(key);
  }

  issue({ account, person, epoch, origin, expiresAt }: EmbedGrant): string {
    const site = Buffer.from(origin).toString('base64url');
    return this.#signer.sign([account, person, epoch, site, expiresAt].join('.'));
  }

  /**
   * @param origin The `Origin` header of the request.
   * @param now Unix milliseconds.
   * @returns undefined if the token is forged, damaged, expired, or made for another site.
   */
  read(token: string, origin: string, now: number): EmbedGrant | undefined {
    const text = this.#signer.verify(token);
    if (text === undefined) return undefined;
    const [account = '', person = '', epoch, site = '', expiresAt] = text.split('.');
    const grant = {
      account,
      person,
      epoch: Number(epoch),
      origin: Buffer.from(site, 'base64url').toString(),
      expiresAt: Number(expiresAt),
    };
    return grant.origin === origin && now < grant.expiresAt ? grant : undefined;
  }
}

const knownPersonsMax = 4;

/** Creates and verifies the marker of a known browser, which is no proof of a sign-in. */
export class KnownBrowserTokens {
  readonly #signer: TextSigner;

  /** @param key 32 bytes, used only here: a marker must not pass as a session. */
  constructor(key: Buffer) {
    this.#signer = new TextSigner(key);
  }

  issue({ persons }: KnownBrowser): string {
    return this.#signer.sign([...new Set(persons)].slice(0, knownPersonsMax).join('.'));
  }

  /** @returns undefined if the marker is forged or damaged. */
  read(token: string): KnownBrowser | undefined {
    const text = this.#signer.verify(token);
    if (text === undefined) return undefined;
    const [latest = '', ...earlier] = text.split('.');
    return { persons: [latest, ...earlier] };
  }
}

/** Appends an HMAC-SHA-256 to a text, and verifies it. */
class TextSigner {
  readonly #computeMac: Mac;

  constructor(key: Buffer) {
    this.#computeMac = createMac(key);
  }

  sign(text: string): string {
    return `${text}.${this.#computeMac(text).toString('base64url')}`;
  }

  /** @returns The text, or undefined if its HMAC is wrong. */
  verify(token: string): string | undefined {
    const end = token.lastIndexOf('.');
    const text = token.slice(0, Math.max(end, 0));
    const found = Buffer.from(token.slice(end + 1));
    const expected = Buffer.from(this.#computeMac(text).toString('base64url'));
    return found.length === expected.length && timingSafeEqual(found, expected) ? text : undefined;
  }
}
