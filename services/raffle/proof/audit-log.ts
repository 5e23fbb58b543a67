import { entryMembers, isKind, recordsOf, type EntryOf, type Kind } from './audit-entries.ts';
import {
  asList,
  asObject,
  at,
  isCount,
  isString,
  isText,
  oneOf,
  optional,
  parseJson,
  readMembers,
  show,
  type Read,
} from './audit-values.ts';
import { utf8 } from './bytes.ts';
import { tryCanonicalJson } from './canonical-json.ts';
import { MerkleTree } from './merkle-tree.ts';

const signatureMembers = {
  keyid: isText,
  base: isText,
  signature: isText,
  body: isString,
  idempotencyKey: optional(isText),
} as const;
const keyMembers = {
  keyid: isText,
  publicKey: isText,
  role: oneOf('admin', 'seller', 'auditor'),
  name: isText,
} as const;

/** An operator's signature of a request: base verbatim, signature base64url. @see RFC 9421. */
export type OperatorSignature = Read<typeof signatureMembers>;
/** An operator's key: RFC 7638 thumbprint, 32 bytes base64url, role, name. */
export type OperatorKey = Read<typeof keyMembers>;

/** An entry of the log. */
export interface LogRecord<K extends Kind = Kind> {
  /** The log index, from 0. */
  readonly place: number;
  readonly kind: K;
  readonly entry: EntryOf<K>;
  /**
   * Who requested it. `null`: no operator, because the service opened its demo raffle or sales ended
   * at `closesAt`. `undefined`: a participant's purchase, or a public log, which has no signatures.
   */
  readonly operatorSignature: OperatorSignature | null | undefined;
  /** The data of the leaf, byte for byte. */
  readonly line: string;
}

/** A log that could be read, with its entries by type. */
export interface Log {
  /** The id that the bundle names. */
  readonly raffle: unknown;
  readonly keys: readonly OperatorKey[];
  readonly records: readonly LogRecord[];
  /** The tree over all entries. */
  readonly tree: MerkleTree;
  readonly opened: LogRecord<'raffle-opened'>;
  readonly closed: readonly LogRecord<'raffle-closed'>[];
  readonly drawn: readonly LogRecord<'raffle-drawn'>[];
}

/**
 * Reads an operator's bundle. Every entry must have a known type, all members of it and no other.
 *
 * @yields After each entry, the part of the log that is read, from 0 to 1.
 * @throws {Violation} Names the first place that is wrong.
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
 * Reads a public log: its leaves, which do not contain the operators' signatures.
 *
 * @yields After each entry, the part of the log that is read, from 0 to 1.
 * @throws {Violation} Names the first line that is not an entry in canonical form.
 */
export function* readLines(raffle: unknown, lines: unknown): Generator<number, Log> {
  const read = yield* readEach(asList(lines, 'The log'), readLine);
  return sortByKind({ raffle, keys: [], ...read });
}

function* readEach(
  values: readonly unknown[],
  read: (value: unknown, place: number, before: readonly LogRecord[]) => LogRecord,
): Generator<number, Pick<Log, 'records' | 'tree'>> {
  const records: LogRecord[] = [];
  const tree = new MerkleTree();
  for (const [place, value] of values.entries()) {
    const record = read(value, place, records);
    records.push(record);
    tree.append(utf8(record.line));
    yield records.length / values.length;
  }
  return { records, tree };
}

function sortByKind(log: Pick<Log, 'raffle' | 'keys' | 'records' | 'tree'>): Log {
  const [opened, again] = recordsOf(log, 'raffle-opened');
  if (opened?.place !== 0) throw at(0, 'the log does not begin with raffle-opened.');
  if (again !== undefined) throw at(again.place, 'the raffle is opened a second time.');
  return {
    ...log,
    opened,
    closed: recordsOf(log, 'raffle-closed'),
    drawn: recordsOf(log, 'raffle-drawn'),
  };
}

function readLine(line: unknown, place: number): LogRecord {
  const value = isString(line) ? parseJson(line) : undefined;
  if (!isString(line) || tryCanonicalJson(value) !== line) {
    throw at(place, 'it is not an entry in canonical JSON (RFC 8785).');
  }
  return { ...readEntry(value, place), operatorSignature: undefined };
}

function readRecord(value: unknown, place: number, before: readonly LogRecord[]): LogRecord {
  const { entry, order } = asObject(value, `entries[${place}]`);
  const record = readEntry(entry, place);
  requireSignature(record, order);
  if (order === null || order === undefined) return { ...record, operatorSignature: order };
  if (isCount(order)) {
    // The request of an earlier entry caused this one too; a void can be of a thousand tickets.
    const { operatorSignature } = before[order] ?? {};
    if (operatorSignature) return { ...record, operatorSignature };
    throw at(place, `there is no operator’s request at entries[${order}].`);
  }
  const operatorSignature = readMembers(order, `entries[${place}].order`, signatureMembers);
  return { ...record, operatorSignature };
}

/** Requires an operator's signature, `null` or nothing, as the entry's type has it. */
function requireSignature(record: Omit<LogRecord, 'operatorSignature'>, order: unknown): void {
  const { place, kind, entry } = record;
  if (kind === 'ticket-sold' && !('desk' in entry && entry.desk === true)) {
    if (order !== undefined) throw at(place, 'a purchase has an operator’s signature.');
  } else if (order === undefined) {
    throw at(place, `${kind} has no operator’s signature.`);
  } else if ('cause' in entry && entry.cause === 'schedule' && order !== null) {
    throw at(place, 'a scheduled closing has an operator’s signature.');
  }
}

function readEntry(value: unknown, place: number): Omit<LogRecord, 'operatorSignature'> {
  const { type: kind, ...members } = asObject(value, `entries[${place}].entry`);
  if (!isKind(kind)) throw at(place, `${show(kind)} is not a type of entry.`);
  const entry = readMembers(members, `entries[${place}].entry`, entryMembers[kind]);
  const line = tryCanonicalJson(value);
  if (line === undefined) throw at(place, 'it has no canonical form.');
  return { place, kind, entry, line };
}
