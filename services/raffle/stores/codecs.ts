import type {
  DeskSale,
  Entry,
  OperatorSignature,
  ParticipantSale,
  RaffleAmended,
  RaffleOpened,
  TicketSold,
} from '../domain/entries.ts';
import { leafOf } from './merkle-log.ts';

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
 * @param shareId As `createEntryDecoder`.
 */
export function createEntryCodec(
  log: { leafAt(index: number): string | undefined },
  shareId?: (id: string) => string,
): Codec<Entry> {
  const encodeParts = createEntryEncoder(log);
  return {
    encode(entry, index) {
      const parts = encodeParts(entry, index);
      return joinEntry(parts.publicText, parts.privateText);
    },
    createDecoder: () => createEntryDecoder(shareId),
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

function signatureOf(entry: Entry): OperatorSignature {
  if (entry.type !== 'ticket-sold') return entry.operatorSignature;
  return entry.desk === true ? entry.operatorSignature : null;
}

function privatePart(entry: Exclude<Entry, ParticipantSale>, order: StoredOrder): object {
  if (entry.type === 'raffle-closed') return { secret: entry.secret, order };
  if (entry.type !== 'ticket-sold') return { order };
  const { account, buyer, paid, key, slot } = entry;
  return { account, buyer, paid, key, slot, order };
}

/**
 * Reads the entries of a raffle's journal. Saves memory by sharing equal strings: the holder across a
 * person's tickets, the key and the time across the tickets of one purchase.
 *
 * @param shareId Returns an equal id of an account that is in memory already, if there is one.
 */
export function createEntryDecoder(
  shareId: (id: string) => string = (id) => id,
): (text: string) => Entry {
  const holders = new Map<string, string>();
  let last: { key: string; at: string; signature: OperatorSignature } = {
    key: '',
    at: '',
    signature: null,
  };
  return (text) => {
    const entry = parseEntry(text, last.signature);
    if (entry.type !== 'ticket-sold') {
      last = { ...last, signature: entry.operatorSignature };
      return entry;
    }
    const key = entry.key === last.key ? last.key : entry.key;
    const at = entry.at === last.at ? last.at : entry.at;
    last = { key, at, signature: signatureOf(entry) };
    const known = holders.get(entry.holder);
    const holder = known ?? entry.holder;
    if (known === undefined) holders.set(holder, holder);
    // Not that of the entry, of which each line has a copy.
    const type = 'ticket-sold' as const;
    let sale: TicketSold;
    if (entry.desk === true) {
      sale = { ...entry, type, holder, key, at };
    } else {
      const { number, slot } = entry;
      sale = { type, number, holder, account: shareId(entry.account), key, at };
      if (slot !== undefined) sale = { ...sale, slot };
    }
    return sale;
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
