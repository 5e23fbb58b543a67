import { createMac, isEqual, type Mac } from './mac.ts';

export const sessionLimits = {
  /** However busy it is, a session ends this long after the sign-in. */
  absoluteMs: 12 * 60 * 60 * 1000,
  /** A session nobody uses for this long ends. */
  idleMs: 2 * 60 * 60 * 1000,
  /** A session in use gets a fresh token this often. */
  renewMs: 5 * 60 * 1000,
} as const;

/** Who signed in and when. Times are Unix milliseconds. */
export interface Session {
  readonly account: string;
  readonly person: string;
  readonly epoch: number;
  readonly signedInAt: number;
  readonly seenAt: number;
}

/** Makes and checks the content of the session cookie: the session and an HMAC, nothing stored. */
export class SessionTokens {
  readonly #mac: Mac;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#mac = createMac(key);
  }

  issue(session: Session): string {
    const { account, person, epoch, signedInAt, seenAt } = session;
    const text = [account, person, epoch, signedInAt, seenAt].join('.');
    return `${text}.${this.#sign(text)}`;
  }

  /** @returns undefined where the token is forged, damaged or past its time. */
  read(token: string, now: number): Session | undefined {
    const end = token.lastIndexOf('.');
    const text = token.slice(0, Math.max(end, 0));
    if (!isEqual(token.slice(end + 1), this.#sign(text))) return undefined;
    const [account = '', person = '', ...numbers] = text.split('.');
    const [epoch = NaN, signedInAt = NaN, seenAt = NaN] = numbers.map(Number);
    const isAlive =
      now < signedInAt + sessionLimits.absoluteMs && now < seenAt + sessionLimits.idleMs;
    return isAlive ? { account, person, epoch, signedInAt, seenAt } : undefined;
  }

  #sign(text: string): string {
    return this.#mac(text).toString('base64url');
  }
}
