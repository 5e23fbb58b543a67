import { createMac, isEqual, type Mac } from './mac.ts';

export const embedTokenLimits = {
  /** How long an embedded app may speak for somebody before it asks again. */
  lifetimeMs: 15 * 60 * 1000,
} as const;

/** Who signed in, and the one site whose pages may speak for them. */
export interface EmbedGrant {
  readonly account: string;
  readonly person: string;
  readonly epoch: number;
  /** As a browser writes it in the `Origin` header. */
  readonly origin: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Makes and checks bearer tokens for embedding sites: the grant and an HMAC, nothing stored. */
export class EmbedTokens {
  readonly #mac: Mac;

  /** @param key 32 bytes, for nothing else: a session cookie must never pass as a token. */
  constructor(key: Buffer) {
    this.#mac = createMac(key);
  }

  issue({ account, person, epoch, origin, expiresAt }: EmbedGrant): string {
    const site = Buffer.from(origin).toString('base64url');
    const text = [account, person, epoch, site, expiresAt].join('.');
    return `${text}.${this.#sign(text)}`;
  }

  /**
   * @param origin Where the request says it comes from.
   * @param now Unix milliseconds.
   * @returns undefined where the token is forged, damaged, past its time, or another site's.
   */
  read(token: string, origin: string, now: number): EmbedGrant | undefined {
    const end = token.lastIndexOf('.');
    const text = token.slice(0, Math.max(end, 0));
    if (!isEqual(token.slice(end + 1), this.#sign(text))) return undefined;
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

  #sign(text: string): string {
    return this.#mac(text).toString('base64url');
  }
}
