/** Characters of a holder, an account or a key: 16 bytes in base64url. */
export const idLength = 22;
export const timeLength = '2026-01-01T00:00:00.000Z'.length;

const account = idLength;
const key = account + idLength;
const at = key + idLength;
const number = at + timeLength;
const slot = number + 4;

/** Where a row has its texts, in ASCII, then the number and the slot in 32 bits each. */
export const placeOf = { holder: 0, account, key, at, number, slot };
/** Bytes of all texts. */
export const textLength = number;
export const rowBytes = slot + 4;

/** A sale to a participant as the bytes that a `SalesTable` stores. One row can serve many sales. */
export class SaleRow {
  readonly type = 'ticket-sold';
  /** Without a slot it is 0. */
  readonly bytes = Buffer.alloc(rowBytes);

  get number(): number {
    return this.bytes.readUInt32LE(placeOf.number);
  }

  get holder(): string {
    return this.bytes.toString('latin1', placeOf.holder, placeOf.account);
  }

  get at(): string {
    return this.bytes.toString('latin1', placeOf.at, placeOf.number);
  }
}
