import { lastPiece, type PieceFormat } from '#proof/pieces.ts';
import type { ParticipantSale, TicketSold } from './entries.ts';
import { idLength, placeOf, rowBytes, SaleRow, textLength } from './sale-row.ts';

/** Sales in one piece of memory. */
const salesPerPiece = 256;

const pieceFormat: PieceFormat<Buffer<ArrayBuffer>> = {
  bytes: salesPerPiece * rowBytes,
  firstBytes: 8 * rowBytes,
  allocate: (bytes) => Buffer.alloc(bytes),
};

/** The contents of a table, which another thread can take over. */
export interface SalesTableParts {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly others: Map<number, TicketSold>;
  readonly length: number;
}

/**
 * The sales of a raffle in log order, in rows of 98 bytes outside the heap. As an object a sale takes
 * twice as much, and objects that stay delay the collection of garbage. A sale is made into an object
 * when it is read. Sales at a desk, and those with texts of another form, are stored as objects.
 */
export class SalesTable {
  readonly #pieces: Buffer<ArrayBuffer>[];
  readonly #others: Map<number, TicketSold>;
  #length: number;

  constructor({ pieces, others, length }: SalesTableParts = emptyTable()) {
    this.#pieces = pieces.map(({ buffer }) => Buffer.from(buffer));
    this.#others = others;
    this.#length = length;
  }

  get parts(): SalesTableParts {
    return { pieces: this.#pieces, others: this.#others, length: this.#length };
  }

  get length(): number {
    return this.#length;
  }

  push(sale: TicketSold | SaleRow): void {
    const place = this.#length;
    const start = (place % salesPerPiece) * rowBytes;
    const piece = lastPiece(this.#pieces, start, pieceFormat);
    this.#length += 1;
    if (sale instanceof SaleRow) return piece.set(sale.bytes, start);
    const text = toText(sale);
    if (text === undefined) {
      this.#others.set(place, sale);
      return;
    }
    piece.write(text, start, 'latin1');
    piece.writeUInt32LE(sale.number, start + placeOf.number);
    piece.writeUInt32LE(sale.slot ?? 0, start + placeOf.slot);
  }

  /** The sale at a position from 0; undefined if there is none. Equal on every call, not identical. */
  at(place: number): TicketSold | undefined {
    const piece = this.#pieceOf(place);
    if (piece === undefined) return this.#others.get(place);
    const start = (place % salesPerPiece) * rowBytes;
    const text = piece.toString('latin1', start, start + textLength);
    const sale: ParticipantSale = {
      type: 'ticket-sold',
      number: piece.readUInt32LE(start + placeOf.number),
      holder: text.slice(0, placeOf.account),
      account: text.slice(placeOf.account, placeOf.key),
      key: text.slice(placeOf.key, placeOf.at),
      at: text.slice(placeOf.at),
    };
    const slot = piece.readUInt32LE(start + placeOf.slot);
    return slot === 0 ? sale : { ...sale, slot };
  }

  /** The holder of the sale at a position. */
  holderOf(place: number): string | undefined {
    const piece = this.#pieceOf(place);
    if (piece === undefined) return this.#others.get(place)?.holder;
    const start = (place % salesPerPiece) * rowBytes;
    return piece.toString('latin1', start, start + placeOf.account);
  }

  /** The memory of a sale; undefined if it is not in a row. */
  #pieceOf(place: number): Buffer | undefined {
    if (place < 0 || place >= this.#length || this.#others.has(place)) return undefined;
    return this.#pieces[(place - (place % salesPerPiece)) / salesPerPiece];
  }
}

function emptyTable(): SalesTableParts {
  return { pieces: [], others: new Map(), length: 0 };
}

/** The texts of a row; undefined if a row would not hold the sale without loss. */
function toText(sale: TicketSold): string | undefined {
  const { holder, number, slot = 1 } = sale;
  if (sale.desk === true || !isUint32(number) || !isUint32(slot) || slot === 0) return undefined;
  if (holder.length !== idLength || sale.key.length !== idLength) return undefined;
  if (sale.account.length !== idLength) return undefined;
  const text = holder + sale.account + sale.key + sale.at;
  // In ASCII a character is a byte.
  return text.length === textLength && Buffer.byteLength(text) === textLength ? text : undefined;
}

function isUint32(value: number): boolean {
  return value >>> 0 === value;
}

/**
 * Whether two objects are one sale. A sale at a desk is always the same object. The key of a purchase
 * belongs to one account, and a purchase has each number once.
 */
export function isSameSale(one: TicketSold, other: TicketSold): boolean {
  if (one.desk === true || other.desk === true) return one === other;
  return (
    one.number === other.number &&
    one.key === other.key &&
    one.account === other.account &&
    one.holder === other.holder
  );
}
