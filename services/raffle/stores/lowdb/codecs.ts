import type {
  DeskSale,
  Entry,
  OperatorSignature,
  ParticipantSale,
  RaffleAmended,
  RaffleOpened,
} from '../../domain/entries.ts';
import { leafOf } from '../merkle-log.ts';

/** Converts entries of a journal to lines of JSON and back. */
export interface Codec<Entry> {
  /** @param index Of the entry in the journal, from 0. */
  readonly encode: (entry: Entry, index: number) => string;
  readonly decode: (texts: readonly string[]) => Entry[];
}

/** For entries that are plain JSON. */
export function jsonCodec<Entry>(): Codec<Entry> {
  return {
    encode: (entry) => JSON.stringify(entry),
    decode: (texts) => texts.map((text): Entry => JSON.parse(text)),
  };
}

/**
 * For a raffle's entries: `{"public": <leaf>, "private": {…}}`. The leaf is the text that the Merkle
 * tree hashes.
 *
 * @param log Holds the leaves of the entries that are being written.
 */
export function createEntryCodec(log: { leafAt(index: number): string | undefined }): Codec<Entry> {
  let lastOrder: OperatorSignature = null;
  return {
    encode(entry, index) {
      const leaf = log.leafAt(index) ?? leafOf(entry);
      // Most entries are sales to participants, which no operator signs.
      if (entry.type === 'ticket-sold' && entry.desk !== true) {
        lastOrder = null;
        // A member that is undefined is not written.
        const { account, key, slot } = entry;
        return `{"public":${leaf},"private":${JSON.stringify({ account, key, slot })}}`;
      }
      const order = entry.operatorSignature;
      const isAbove = order !== null && order === lastOrder;
      lastOrder = order;
      const text = JSON.stringify(privatePart(entry, isAbove ? above : order));
      return `{"public":${leaf},"private":${text}}`;
    },
    decode: decodeEntries,
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
 * Reads the entries of a raffle's journal. Saves memory by sharing equal strings: holders and
 * accounts across the log, the key and the time across the tickets of one purchase.
 */
export function decodeEntries(texts: readonly string[]): Entry[] {
  const known = new Map<string, string>();
  const shared = (text: string): string => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
  let last: { key: string; at: string; signature: OperatorSignature } = {
    key: '',
    at: '',
    signature: null,
  };
  return texts.map((text) => {
    const entry = parseEntry(text, last.signature);
    if (entry.type !== 'ticket-sold') {
      last = { ...last, signature: entry.operatorSignature };
      return entry;
    }
    const key = entry.key === last.key ? last.key : entry.key;
    const at = entry.at === last.at ? last.at : entry.at;
    last = { key, at, signature: signatureOf(entry) };
    const holder = shared(entry.holder);
    // Not that of the entry, of which each line has a copy.
    const type = 'ticket-sold' as const;
    if (entry.desk === true) return { ...entry, type, holder, key, at };
    const { number, account, slot } = entry;
    const sale = { type, number, holder, account: shared(account), key, at };
    return slot === undefined ? sale : { ...sale, slot };
  });
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
