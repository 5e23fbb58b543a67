import { createHmac, timingSafeEqual } from 'node:crypto';
import { endpoints } from '#contract/endpoints.ts';

/** 128 bits, against guessing. */
const macBytes = 16;
const form = /^([1-9a-z][0-9a-z]{0,9})-([\w-]{22})$/;

/**
 * Tokens of links that show the tickets of one desk sale. A token can be verified without storage:
 * it is the log index of the sale's first ticket and a MAC over raffle and index.
 */
export class ClaimTokens {
  readonly #key: Buffer;

  /** @param key 32 bytes, derived from the service's secret for this purpose only. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param index Log index of the first ticket of the sale, 1 or more. */
  issue(raffleId: string, index: number): string {
    return `${index.toString(36)}-${this.#mac(raffleId, index).toString('base64url')}`;
  }

  /** A link for browsers and programs. Parameters as `issue`. */
  createLink(publicUrl: string, raffleId: string, index: number): string {
    const { path } = endpoints.showClaimedTickets;
    const token = this.issue(raffleId, index);
    return publicUrl + path.replace(':id', raffleId).replace(':token', token);
  }

  /** @returns The log index that the token was issued for; undefined if it was not issued here. */
  read(raffleId: string, token: string): number | undefined {
    const [, place = '', mac = ''] = form.exec(token) ?? [];
    const index = Number.parseInt(place, 36);
    if (!Number.isSafeInteger(index)) return undefined;
    const given = Buffer.from(mac, 'base64url');
    const isGenuine = timingSafeEqual(given, this.#mac(raffleId, index));
    // The last digit of the MAC has unused bits: of several spellings only one is the token.
    return isGenuine && this.issue(raffleId, index) === token ? index : undefined;
  }

  #mac(raffleId: string, index: number): Buffer {
    const digest = createHmac('sha256', this.#key).update(`${raffleId}/${index}`).digest();
    return digest.subarray(0, macBytes);
  }
}
