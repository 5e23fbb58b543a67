import { utf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { MerkleTree } from './merkle-tree.ts';
import {
  asList,
  asObject,
  at,
  isCount,
  isOptionalObject,
  isOptionalText,
  isPositive,
  isRandomness,
  isRole,
  isString,
  isText,
  isTime,
  isTrueOrAbsent,
  parseJson,
  readMembers,
  show,
  type Read,
} from './audit-values.ts';

const entryMembers = {
  'raffle-opened': {
    raffle: isText,
    title: isText,
    capacity: isPositive,
    perPersonLimit: isPositive,
    randomness: isRandomness,
    rehearsal: isTrueOrAbsent,
    logKey: isText,
    at: isTime,
  },
  'ticket-sold': { number: isPositive, holder: isText, at: isTime },
  'raffle-closed': { ticketCount: isCount, seal: isOptionalObject, at: isTime },
  'winner-drawn': {
    ticketCount: isPositive,
    index: isCount,
    ticketNumber: isPositive,
    holder: isText,
    reveal: isOptionalObject,
    at: isTime,
  },
} as const;
const orderMembers = {
  keyid: isText,
  base: isText,
  signature: isText,
  body: isString,
  idempotencyKey: isOptionalText,
} as const;
const keyMembers = { keyid: isText, publicKey: isText, role: isRole, name: isText } as const;

/** What an entry can say has happened. */
export type Kind = keyof typeof entryMembers;
/** An operator’s signature under an order: base verbatim, signature base64url. */
export type Order = Read<typeof orderMembers>;
/** A key that was let in: RFC 7638 thumbprint, 32 bytes base64url, role, name. */
export type Key = Read<typeof keyMembers>;
/** An entry and where it stands in the log, from 0. */
export interface Placed<K extends Kind = Kind> {
  readonly place: number;
  readonly kind: K;
  readonly entry: Read<(typeof entryMembers)[K]>;
  /** `null`: nobody ordered it. `undefined`: a sale, which nobody orders, or not told. */
  readonly order: Order | null | undefined;
  /** The leaf's data, byte for byte. */
  readonly line: string;
}
/** A bundle that could be read, its entries sorted by kind. */
export interface Log {
  readonly raffle: unknown;
  readonly keys: readonly Key[];
  readonly records: readonly Placed[];
  /** Over the leaves, in log order. */
  readonly tree: MerkleTree;
  readonly opened: Placed<'raffle-opened'>;
  readonly sold: readonly Placed<'ticket-sold'>[];
  readonly closed: readonly Placed<'raffle-closed'>[];
  readonly drawn: readonly Placed<'winner-drawn'>[];
}

/**
 * Reads a bundle strictly: every entry of a known kind, with every member and no other.
 *
 * @yields After each entry, how much of the log is read, from 0 to 1.
 * @throws {Violation} names the first place that is not so.
 */
export function* readLog(bundle: unknown): Generator<number, Log> {
  const { raffle, entries, keys } = asObject(bundle, 'The bundle');
  const read = yield* readEach(asList(entries, 'entries'), readRecord);
  const known = asList(keys, 'keys').map((key, index) =>
    readMembers(key, `keys[${index}]`, keyMembers),
  );
  return sortByKind({ raffle, keys: known, ...read });
}

/**
 * Reads what anybody can fetch: the leaves of the log, which do not tell who ordered what.
 *
 * @yields After each entry, how much of the log is read, from 0 to 1.
 * @throws {Violation} names the first line that is not an entry in its one canonical form.
 */
export function* readLines(raffle: unknown, lines: unknown): Generator<number, Log> {
  const read = yield* readEach(asList(lines, 'The log'), readLine);
  return sortByKind({ raffle, keys: [], ...read });
}

function* readEach(
  values: readonly unknown[],
  read: (value: unknown, place: number) => Placed,
): Generator<number, Pick<Log, 'records' | 'tree'>> {
  const records: Placed[] = [];
  const tree = new MerkleTree();
  for (const [place, value] of values.entries()) {
    const record = read(value, place);
    records.push(record);
    tree.append(utf8(record.line));
    yield records.length / values.length;
  }
  return { records, tree };
}

function sortByKind(log: Pick<Log, 'raffle' | 'keys' | 'records' | 'tree'>): Log {
  const only = <K extends Kind>(kind: K): Placed<K>[] =>
    log.records.filter((record): record is Placed<K> => record.kind === kind);
  const [opened, again] = only('raffle-opened');
  if (opened?.place !== 0) throw at(0, 'the log does not begin with raffle-opened.');
  if (again !== undefined) throw at(again.place, 'the raffle is opened a second time.');
  return {
    ...log,
    opened,
    sold: only('ticket-sold'),
    closed: only('raffle-closed'),
    drawn: only('winner-drawn'),
  };
}

function readLine(line: unknown, place: number): Placed {
  const value = isString(line) ? parseJson(line) : undefined;
  if (!isString(line) || canonicalOf(value) !== line) {
    throw at(place, 'it is not an entry in canonical JSON (RFC 8785).');
  }
  return { ...readEntry(value, place), order: undefined };
}

function readRecord(value: unknown, place: number): Placed {
  const { entry, order } = asObject(value, `entries[${place}]`);
  const placed = readEntry(entry, place);
  const { kind } = placed;
  if (kind === 'ticket-sold' && order !== undefined) throw at(place, 'a sale has an order.');
  if (kind !== 'ticket-sold' && order === undefined) throw at(place, `${kind} has no order.`);
  if (order === null || order === undefined) return { ...placed, order };
  return { ...placed, order: readMembers(order, `entries[${place}].order`, orderMembers) };
}

function readEntry(value: unknown, place: number): Omit<Placed, 'order'> {
  const { type, ...facts } = asObject(value, `entries[${place}].entry`);
  if (!isString(type) || !Object.hasOwn(entryMembers, type)) {
    throw at(place, `${show(type)} is not a kind of entry.`);
  }
  const kind = type as Kind;
  const entry = readMembers(facts, `entries[${place}].entry`, entryMembers[kind]);
  const line = canonicalOf(value);
  if (line === undefined) throw at(place, 'it has no canonical form.');
  return { place, kind, entry, line };
}

/** RFC 8785, or undefined where a value has no JSON form. */
function canonicalOf(value: unknown): string | undefined {
  try {
    return canonicalJson(value as Json);
  } catch {
    return undefined;
  }
}
