import { idLength, placeOf, SaleRow, timeLength } from '../domain/sale-row.ts';

const beforeAt = Buffer.from('{"public":{"at":"');
const beforeHolder = Buffer.from('","holder":"');
const beforeNumber = Buffer.from('","number":');
const beforeAccount = Buffer.from(',"type":"ticket-sold"},"private":{"account":"');
const beforeKey = Buffer.from('","key":"');
const beforeSlot = Buffer.from('","slot":');
const endWithoutSlot = Buffer.from('"}}');
const endWithSlot = Buffer.from('}}');

/** Where the leaf is in a line. */
const leafStart = '{"public":'.length;
const afterNumber = ',"type":"ticket-sold"}'.length;

/** For each byte, 1 if JSON writes it as it is: a character of ASCII but `"`, `\` and those below space. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? 1 : 0,
);
const zero = 0x30;
const digitsMax = 9;

/**
 * Reads lines of sales to participants into a row, without `JSON.parse`, texts or objects. Most lines
 * of a journal are such sales.
 */
export class SaleRowReader {
  /** The sale of the last line that was read. */
  readonly row = new SaleRow();
  #bytes: Buffer = Buffer.alloc(0);
  #place = 0;
  #leafStart = 0;
  #leafEnd = 0;

  /** @returns Whether the bytes `[start, end)` are a sale that a row holds; otherwise it is undefined. */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.#bytes = bytes;
    this.#place = start;
    const isPublicPart =
      this.#skip(beforeAt) &&
      this.#takeText(placeOf.at, timeLength) &&
      this.#skip(beforeHolder) &&
      this.#takeText(placeOf.holder, idLength) &&
      this.#skip(beforeNumber) &&
      this.#takeCount(placeOf.number);
    if (!isPublicPart) return false;
    this.#leafStart = start + leafStart;
    this.#leafEnd = this.#place + afterNumber;
    const hasTexts =
      this.#skip(beforeAccount) &&
      this.#takeText(placeOf.account, idLength) &&
      this.#skip(beforeKey) &&
      this.#takeText(placeOf.key, idLength);
    return hasTexts && this.#takeSlot() && this.#place === end;
  }

  /** The leaf of the sale: equal to `leafOf(sale)`. */
  get leaf(): string {
    return this.#bytes.toString('latin1', this.#leafStart, this.#leafEnd);
  }

  #takeSlot(): boolean {
    this.row.bytes.writeUInt32LE(0, placeOf.slot);
    if (!this.#skip(beforeSlot)) return this.#skip(endWithoutSlot);
    return this.#takeCount(placeOf.slot) && this.#skip(endWithSlot);
  }

  #skip(text: Buffer): boolean {
    for (let offset = 0; offset < text.length; offset += 1) {
      if (this.#bytes[this.#place + offset] !== text[offset]) return false;
    }
    this.#place += text.length;
    return true;
  }

  #takeText(to: number, length: number): boolean {
    let plain = 1;
    for (let offset = 0; offset < length; offset += 1) {
      const byte = this.#bytes[this.#place + offset] ?? 0;
      plain &= isPlain[byte] ?? 0;
      this.row.bytes[to + offset] = byte;
    }
    this.#place += length;
    return plain === 1;
  }

  /** A number from 1, as JSON writes it. */
  #takeCount(to: number): boolean {
    const start = this.#place;
    let value = 0;
    for (;;) {
      const digit = (this.#bytes[this.#place] ?? 0) - zero;
      if (!(digit >= 0 && digit <= 9) || this.#place - start === digitsMax) break;
      value = value * 10 + digit;
      this.#place += 1;
    }
    this.row.bytes.writeUInt32LE(value, to);
    return this.#bytes[start] !== zero && this.#place > start;
  }
}
