import {
  asList,
  asObject,
  at,
  isCount,
  isLocal,
  isOptionalText,
  isPositive,
  isRole,
  isString,
  isText,
  isTime,
  show,
  Violation,
} from './audit-values.ts';

type Members = Readonly<Record<string, (value: unknown) => value is unknown>>;
type Read<M extends Members> = {
  readonly [Name in keyof M]: M[Name] extends (value: unknown) => value is infer Value
    ? Value
    : never;
};

const entryMembers = {
  'raffle-opened': {
    raffle: isText,
    title: isText,
    capacity: isPositive,
    perPersonLimit: isPositive,
    randomness: isLocal,
    logKey: isText,
    at: isTime,
  },
  'ticket-sold': { number: isPositive, holder: isText, at: isTime },
  'raffle-closed': { ticketCount: isCount, at: isTime },
  'winner-drawn': {
    ticketCount: isPositive,
    index: isCount,
    ticketNumber: isPositive,
    holder: isText,
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
  /** `null`: nobody ordered it. `undefined`: a sale, which nobody orders. */
  readonly order: Order | null | undefined;
}
/** A bundle that could be read, its entries sorted by kind. */
export interface Log {
  readonly raffle: unknown;
  readonly keys: readonly Key[];
  readonly records: readonly Placed[];
  readonly opened: Placed<'raffle-opened'>;
  readonly sold: readonly Placed<'ticket-sold'>[];
  readonly closed: readonly Placed<'raffle-closed'>[];
  readonly drawn: readonly Placed<'winner-drawn'>[];
}

/**
 * Reads a bundle strictly: every entry of a known kind, with every member and no other.
 *
 * @throws {Violation} names the first place that is not so.
 */
export function readLog(bundle: unknown): Log {
  const { raffle, entries, keys } = asObject(bundle, 'The bundle');
  const records = asList(entries, 'entries').map(readRecord);
  const only = <K extends Kind>(kind: K): Placed<K>[] =>
    records.filter((record): record is Placed<K> => record.kind === kind);
  const [opened, again] = only('raffle-opened');
  if (opened?.place !== 0) throw at(0, 'the log does not begin with raffle-opened.');
  if (again !== undefined) throw at(again.place, 'the raffle is opened a second time.');
  return {
    raffle,
    keys: asList(keys, 'keys').map((key, index) => readMembers(key, `keys[${index}]`, keyMembers)),
    records,
    opened,
    sold: only('ticket-sold'),
    closed: only('raffle-closed'),
    drawn: only('winner-drawn'),
  };
}

function readRecord(value: unknown, place: number): Placed {
  const record = asObject(value, `entries[${place}]`);
  const { type, ...facts } = asObject(record['entry'], `entries[${place}].entry`);
  if (!isString(type) || !Object.hasOwn(entryMembers, type)) {
    throw at(place, `${show(type)} is not a kind of entry.`);
  }
  const kind = type as Kind;
  const entry = readMembers(facts, `entries[${place}].entry`, entryMembers[kind]);
  const { order } = record;
  if (kind === 'ticket-sold' && order !== undefined) throw at(place, 'a sale has an order.');
  if (kind !== 'ticket-sold' && order === undefined) throw at(place, `${kind} has no order.`);
  if (order === null || order === undefined) return { place, kind, entry, order };
  return { place, kind, entry, order: readMembers(order, `entries[${place}].order`, orderMembers) };
}

/** Nothing may be missing, and nothing more be said: what is not known is not checked. */
function readMembers<M extends Members>(value: unknown, place: string, members: M): Read<M> {
  const object = asObject(value, place);
  for (const [name, isRight] of Object.entries(members)) {
    const member = Object.hasOwn(object, name) ? object[name] : undefined;
    if (!isRight(member))
      throw new Violation(`${place}.${name} is ${show(member)}, which is wrong.`);
  }
  const unknown = Object.keys(object).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined)
    throw new Violation(`${place} has a member ${show(unknown)} too many.`);
  return object as Read<M>;
}
