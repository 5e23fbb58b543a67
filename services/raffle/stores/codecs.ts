import type {
  DeskSale,
  Entry,
  OperatorSignature,
  ParticipantSale,
  RaffleAmended,
  RaffleOpened,
} from '../domain/entries.ts';
import { leafOf } from './log-tree.ts';
import { readSaleLine } from './sale-line.ts';

/** Converts entries of a journal to lines of JSON and back. */
export interface Codec<Entry> {
  /** @param index Of the entry in the journal, from 0. */
  readonly encode: (entry: Entry, index: number) => string;
  /** @returns Decodes the lines of a journal, which must be given in order. */
  readonly createDecoder: () => (text: string) => Entry;
}

/** For entries that are plain JSON. */
export function jsonCodec<Entry>(): Codec<Entry> {
  return {
    encode: (entry) => JSON.stringify(entry),
    createDecoder: () => (text) => JSON.parse(text),
  };
}

/**
 * For a raffle's entries: `{"public": <leaf>, "private": {…}}`. The leaf is the text that the Merkle
 * tree hashes.
 *
 * @param log Holds the leaves of the entries that are being written.
 */
export function createEntryCodec(log: { leafAt(index: number): string | undefined }): Codec<Entry> {
  const encodeParts = createEntryEncoder(log);
  return {
    encode(entry, index) {
      const parts = encodeParts(entry, index);
      return joinEntry(parts.publicText, parts.privateText);
    },
    createDecoder: createEntryDecoder,
  };
}

/** The text of an entry that its two parts make. */
export function joinEntry(publicText: string, privateText: string): string {
  return `{"public":${publicText},"private":${privateText}}`;
}

/**
 * Writes the entries of one log in order: the leaf, and the private part as JSON.
 *
 * @param log As `createEntryCodec`.
 */
export function createEntryEncoder(log: {
  leafAt(index: number): string | undefined;
}): (entry: Entry, index: number) => { readonly publicText: string; readonly privateText: string } {
  let lastOrder: OperatorSignature = null;
  return (entry, index) => {
    const publicText = log.leafAt(index) ?? leafOf(entry);
    // Most entries are sales to participants, which no operator signs.
    if (entry.type === 'ticket-sold' && entry.desk !== true) {
      lastOrder = null;
      // A member that is undefined is not written.
      const { account, key, slot } = entry;
      return { publicText, privateText: JSON.stringify({ account, key, slot }) };
    }
    const order = entry.operatorSignature;
    const isAbove = order !== null && order === lastOrder;
    lastOrder = order;
    const privateText = JSON.stringify(privatePart(entry, isAbove ? above : order));
    return { publicText, privateText };
  };
}

/** Stands for the signature of the entry before: an order that voids many tickets is stored once. */
const above = 'above';

type StoredOrder = OperatorSignature | typeof above;

/** The members of a signed entry as the journal names them, without the signature. */
type StoredEntry =
  | Unsigned<DeskSale>
  | (Omit<Unsigned<RaffleOpened>, 'raffleId'> & { readonly raffle: string })
  | Unsigned<Exclude<Entry, ParticipantSale | DeskSale | RaffleOpened | RaffleAmended>>
  | (Omit<Unsigned<RaffleAmended>, 'changes'> & RaffleAmended['changes']);

/** Each type of a union without its signature. */
type Unsigned<E> = E extends Entry ? Omit<E, 'operatorSignature'> : never;

function privatePart(entry: Exclude<Entry, ParticipantSale>, order: StoredOrder): object {
  if (entry.type === 'raffle-closed') return { secret: entry.secret, order };
  if (entry.type !== 'ticket-sold') return { order };
  const { account, buyer, paid, key, slot } = entry;
  return { account, buyer, paid, key, slot, order };
}

/** Reads the entries of a raffle's journal, which must be given in order. */
export function createEntryDecoder(): (text: string) => Entry {
  let signatureAbove: OperatorSignature = null;
  return (text) => {
    const entry = readSaleLine(text) ?? parseEntry(text, signatureAbove);
    signatureAbove = 'operatorSignature' in entry ? entry.operatorSignature : null;
    return entry;
  };
}

/**
 * The journal's checksums and hash chain vouch for the shape.
 *
 * @param signatureAbove Of the entry before.
 */
function parseEntry(text: string, signatureAbove: OperatorSignature): Entry {
  const line = JSON.parse(text);
  // Most entries are sales to participants, which no operator signs.
  if (line.private.order === undefined) return { ...line.public, ...line.private };
  const { order, ...others }: { order: StoredOrder } = line.private;
  const operatorSignature = order === above ? signatureAbove : order;
  const stored: StoredEntry = { ...line.public, ...others };
  switch (stored.type) {
    case 'raffle-opened': {
      const { raffle: raffleId, ...facts } = stored;
      return { ...facts, raffleId, operatorSignature };
    }
    case 'raffle-amended': {
      const { type, at, ...changes } = stored;
      return { type, changes, at, operatorSignature };
    }
    default:
      return { ...stored, operatorSignature };
  }
}
