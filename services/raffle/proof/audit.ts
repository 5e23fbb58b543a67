import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { formatVerifierKey } from './verifier-key.ts';

/** One thing that was checked, and what came of it. */
export interface AuditCheck {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence. If the check failed, it begins with the exact place of the first violation. */
  readonly says: string;
}

/** The name by which a bundle of this kind is recognised. */
export const bundleFormat = 'raffle-audit-bundle/1';

const clockDriftSecondsMax = 600;
const orderDefaults: Readonly<Record<string, unknown>> = {
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
};

/** What no audit of one bundle can show; to be told wherever a verdict is told. */
export const notProven: readonly string[] = [
  'That everyone was shown this log: who rewrites all of it, winner included, passes. Keep the bundle and compare it with what others hold.',
  'That the dice were fair: with randomness "local" the service draws alone, and nobody can repeat it.',
  'That a holder is one human being, or that the operator holds no tickets: the limit counts the pseudonyms in the log.',
  'That a key belongs to whom it is named after, or had the right to order: the keys come with the bundle. Compare their ids with those you know.',
  'That the times are right: they are the service’s clock. Only what was ordered is held against the operator’s clock, to ten minutes.',
];

/**
 * Recomputes a raffle from its log, and holds every entry against the rules and against the orders
 * that operators signed. It shares no code with the service that wrote the log.
 *
 * @param bundle What `GET /api/admin/raffles/:id/audit` answered, or anything at all: what cannot be read fails its check, nothing is thrown.
 * @param expected.raffle The raffle that was asked about. Default: the one the bundle names.
 * @returns Always the same checks in the same order; the raffle is valid if all of them passed.
 * @see notProven for what a valid raffle does not mean.
 */
export function auditBundle(
  bundle: unknown,
  expected: { readonly raffle?: string } = {},
): AuditCheck[] {
  let log: Log | undefined;
  const refold = (name: string, examine: (log: Log) => string): AuditCheck =>
    check(name, () => {
      if (log === undefined) throw new Violation('Not checked: the log cannot be read.');
      return examine(log);
    });
  return [
    check('bundle', () => examineBundle(bundle, expected.raffle)),
    check('entries', () => {
      log = readLog(bundle);
      return `All ${log.records.length} entries are of a known kind, and complete.`;
    }),
    refold('opening', examineOpening),
    refold('tickets', examineTickets),
    refold('capacity', examineCapacity),
    refold('limit', examineLimit),
    refold('closing', examineClosing),
    refold('draw', examineDraw),
    refold('keys', examineKeys),
    refold('signatures', examineSignatures),
    refold('orders', examineOrders),
  ];
}

class Violation extends Error {}

function check(name: string, examine: () => string): AuditCheck {
  try {
    return { name, passed: true, says: examine() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const says = error instanceof Violation ? reason : `Could not be checked: ${reason}`;
    return { name, passed: false, says };
  }
}

// What a log is made of.

const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown): value is string => isString(value) && value !== '';
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const isPositive = (value: unknown): value is number => isCount(value) && value > 0;
const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || isText(value);
const isRole = (value: unknown): value is string => value === 'admin' || value === 'auditor';
const isLocal = (value: unknown): value is 'local' => value === 'local';
const isTime = (value: unknown): value is string =>
  isString(value) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString().slice(0, 19) === value.slice(0, 19);

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

type Kind = keyof typeof entryMembers;
type Order = Read<typeof orderMembers>;
type Key = Read<typeof keyMembers>;
interface Placed<K extends Kind = Kind> {
  readonly place: number;
  readonly kind: K;
  readonly entry: Read<(typeof entryMembers)[K]>;
  /** `null`: nobody ordered it. `undefined`: a sale, which nobody orders. */
  readonly order: Order | null | undefined;
}
interface Log {
  readonly raffle: unknown;
  readonly keys: readonly Key[];
  readonly records: readonly Placed[];
  readonly opened: Placed<'raffle-opened'>;
  readonly sold: readonly Placed<'ticket-sold'>[];
  readonly closed: readonly Placed<'raffle-closed'>[];
  readonly drawn: readonly Placed<'winner-drawn'>[];
}

function readLog(bundle: unknown): Log {
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
  const entry = readMembers(
    facts,
    `entries[${place}].entry`,
    entryMembers[kind],
  ) as Placed['entry'];
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

// What the rules demand of it.

function examineBundle(bundle: unknown, expected: string | undefined): string {
  const { format, raffle } = asObject(bundle, 'The bundle');
  if (format !== bundleFormat) {
    throw new Violation(`The bundle’s format is ${show(format)}, not "${bundleFormat}".`);
  }
  if (!isText(raffle)) throw new Violation('The bundle does not say which raffle it is about.');
  if (expected === undefined || expected === raffle) return `The bundle is about raffle ${raffle}.`;
  throw new Violation(`The bundle is about raffle ${show(raffle)}, not about "${expected}".`);
}

function examineOpening({ opened: { entry }, raffle }: Log): string {
  if (entry.raffle !== raffle) {
    throw at(0, `it opens raffle ${show(entry.raffle)}, not ${show(raffle)}.`);
  }
  const [, name = '', key = ''] = /^([^+\s]+)\+[0-9a-f]{8}\+(.*)$/.exec(entry.logKey) ?? [];
  const [type, ...publicKey] = decodeBase64(key);
  const isKey = type === 0x01 && publicKey.length === 32;
  if (!isKey || formatVerifierKey(name, Uint8Array.from(publicKey)) !== entry.logKey) {
    throw at(0, `its logKey ${show(entry.logKey)} is not a verifier key.`);
  }
  if (!name.endsWith(`/raffles/${entry.raffle}`)) {
    throw at(0, `its logKey is that of another log, ${show(name)}.`);
  }
  return `The log begins with the one opening of raffle ${entry.raffle}.`;
}

function examineTickets({ sold }: Log): string {
  for (const [index, { place, entry }] of sold.entries()) {
    if (entry.number === index + 1) continue;
    throw at(place, `ticket ${entry.number} stands where ticket ${index + 1} is due.`);
  }
  if (sold.length === 0) return 'No ticket was sold.';
  return `Ticket numbers run from 1 to ${sold.length}, each there once.`;
}

function examineCapacity({ sold, opened }: Log): string {
  const { capacity } = opened.entry;
  const over = sold[capacity];
  if (over === undefined) return `${sold.length} of ${tickets(capacity)} sold.`;
  throw at(over.place, `one ticket more than the capacity of ${capacity}.`);
}

function examineLimit({ sold, opened }: Log): string {
  const { perPersonLimit } = opened.entry;
  const held = new Map<string, number>();
  for (const { place, entry } of sold) {
    const count = (held.get(entry.holder) ?? 0) + 1;
    if (count > perPersonLimit) {
      throw at(
        place,
        `holder ${show(entry.holder)} has ${count} tickets; ${perPersonLimit} are allowed.`,
      );
    }
    held.set(entry.holder, count);
  }
  if (held.size === 0) return 'Nobody holds a ticket yet.';
  return `None of ${held.size === 1 ? '1 holder' : `${held.size} holders`} has more than ${tickets(perPersonLimit)}.`;
}

function examineClosing({ closed: [closing, again], sold, drawn: [drawing] }: Log): string {
  if (again !== undefined) throw at(again.place, 'the raffle is closed a second time.');
  if (closing === undefined) {
    if (drawing !== undefined)
      throw at(drawing.place, 'a winner is drawn, but sales never closed.');
    return 'Sales are still open.';
  }
  const late = sold.find(({ place }) => place > closing.place);
  if (late !== undefined)
    throw at(late.place, `ticket ${late.entry.number} is sold after the closing.`);
  const { ticketCount } = closing.entry;
  if (ticketCount === sold.length)
    return `Sales closed once, with ${tickets(sold.length)}; none was sold after.`;
  throw at(closing.place, `it counts ${tickets(ticketCount)}; the log has ${sold.length}.`);
}

function examineDraw({ drawn: [drawing, again], closed: [closing], sold, records }: Log): string {
  if (again !== undefined) throw at(again.place, 'a winner is drawn a second time.');
  if (drawing === undefined) return 'No winner is drawn yet.';
  const { place, entry } = drawing;
  if (closing === undefined || closing.place > place)
    throw at(place, 'it comes before the closing.');
  if (place !== records.length - 1) throw at(place + 1, 'something follows the draw.');
  if (entry.ticketCount !== sold.length) {
    throw at(place, `it counts ${tickets(entry.ticketCount)}; the log has ${sold.length}.`);
  }
  const winner = sold[entry.index]?.entry;
  if (winner === undefined) throw at(place, `index ${entry.index} is outside the pool.`);
  if (winner.number !== entry.ticketNumber || winner.holder !== entry.holder) {
    throw at(
      place,
      `index ${entry.index} is ticket ${winner.number} of ${show(winner.holder)}, not ticket ${entry.ticketNumber} of ${show(entry.holder)}.`,
    );
  }
  return `One winner is drawn: ticket ${winner.number}, at index ${entry.index} of ${sold.length}.`;
}

// Who ordered it.

function examineKeys({ keys }: Log): string {
  for (const [index, { keyid, publicKey }] of keys.entries()) {
    const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey });
    if (base64url(sha256(utf8(jwk))) === keyid) continue;
    throw new Violation(`keys[${index}]: its keyid is not the thumbprint of its public key.`);
  }
  return `${keys.length === 1 ? '1 operator key is' : `${keys.length} operator keys are`} named by thumbprint.`;
}

function examineSignatures(log: Log): string {
  const names = new Set<string>();
  for (const { place, order } of ordered(log)) {
    const key = log.keys.find(({ keyid }) => keyid === order.keyid);
    if (key === undefined)
      throw at(place, `its order names a key ${show(order.keyid)} that is not in keys.`);
    if (!isSigned(order, key)) throw at(place, 'the signature of its order is not good.');
    names.add(`${key.name} (${key.keyid})`);
  }
  if (log.opened.order !== null) return `Every order is signed: ${[...names].join(', ')}.`;
  const rest = names.size === 0 ? '' : ` Every other order is signed: ${[...names].join(', ')}.`;
  return `Nobody ordered the opening: the service opened this raffle by itself, as a demonstration.${rest}`;
}

function isSigned({ base, signature }: Order, { publicKey }: Key): boolean {
  const bytes = decodeBase64(signature);
  if (base64url(bytes) !== signature) return false;
  try {
    return ed25519.verify(bytes, utf8(base), decodeBase64(publicKey), { zip215: false });
  } catch {
    return false;
  }
}

function examineOrders(log: Log): string {
  for (const { place, kind, entry, order } of ordered(log)) {
    const said = readBase(order.base);
    const expected = {
      '@method': 'POST',
      '@path': orderedPath(log, kind, order),
      '@query': '?',
      'content-digest': `sha-256=:${base64(sha256(utf8(order.body)))}:`,
      'idempotency-key': order.idempotencyKey,
    };
    for (const [name, value] of Object.entries(expected)) {
      if (said.get(name) === value) continue;
      throw at(place, `its order says ${name} ${show(said.get(name))}, not ${show(value)}.`);
    }
    requireAdminSignature(said.get('@signature-params') ?? '', { place, order, entry });
    if (kind === 'raffle-opened') requireOrderedOpening(log.opened, order, said.get('@authority'));
  }
  if (ordered(log).length === 0) return 'No order was given yet.';
  return 'Each order’s method, path, body and, to ten minutes, time are those of its entry.';
}

/** A draw closes an open raffle in the same step: then one order stands at both entries. */
function orderedPath({ opened, drawn }: Log, kind: Kind, order: Order): string {
  const raffle = `/api/admin/raffles/${opened.entry.raffle}`;
  const closesByDraw = drawn[0]?.order?.base === order.base;
  if (kind === 'raffle-opened') return '/api/admin/raffles';
  return kind === 'winner-drawn' || closesByDraw ? `${raffle}/draw` : `${raffle}/close`;
}

function requireAdminSignature(
  params: string,
  { place, order, entry }: { place: number; order: Order; entry: Placed['entry'] },
): void {
  const says = (param: string): boolean => `${params};`.includes(`;${param};`);
  if (!says('alg="ed25519"') || !says('tag="raffle-admin-v1"') || !says(`keyid="${order.keyid}"`)) {
    throw at(place, 'its order is not signed as an admin request by the key it names.');
  }
  const created = Number(/;created=(\d+);/.exec(`${params};`)?.[1]);
  if (Math.abs(Date.parse(entry.at) / 1000 - created) <= clockDriftSecondsMax) return;
  throw at(place, `it is of ${entry.at}, but was ordered at ${created} (Unix seconds).`);
}

function requireOrderedOpening(
  { entry }: Placed<'raffle-opened'>,
  { body }: Order,
  authority: string | undefined,
): void {
  const wanted = asObject(parseJson(body), 'entries[0].order.body');
  const expected = {
    id: wanted['id'] === undefined ? undefined : entry.raffle,
    title: entry.title,
    capacity: entry.capacity,
    perPersonLimit: entry.perPersonLimit,
    randomness: entry.randomness,
  };
  for (const [name, value] of Object.entries(expected)) {
    const given = wanted[name] ?? orderDefaults[name];
    const ordered = name === 'title' && isString(given) ? given.trim() : given;
    if (ordered !== value) throw at(0, `${name} is ${show(value)}; ordered was ${show(ordered)}.`);
  }
  if (entry.logKey.startsWith(`${authority}/raffles/${entry.raffle}+`)) return;
  throw at(0, `its log is not named after ${show(authority)}, where it was ordered.`);
}

function ordered({ records }: Log): (Placed & { readonly order: Order })[] {
  const demo = records.find(({ order, place }) => order === null && place > 0);
  if (demo !== undefined) throw at(demo.place, `nobody ordered this ${demo.kind}.`);
  return records.filter((record): record is Placed & { order: Order } => record.order != null);
}

/** @see RFC 9421 section 2.5: one component a line, `"name": value`. */
function readBase(base: string): Map<string, string> {
  const said = new Map<string, string>();
  for (const line of base.split('\n')) {
    const [, name = '', value = ''] = /^"([^"]+)": (.*)$/.exec(line) ?? [];
    if (name === '' || said.has(name))
      throw new Violation(`${show(line)} is no line of a signature base.`);
    said.set(name, value);
  }
  return said;
}

// Small change.

function at(place: number, what: string): Violation {
  return new Violation(`entries[${place}]: ${what}`);
}

function tickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}

function asObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Violation(`${place} is ${show(value)}, not an object.`);
}

function asList(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Violation(`${place} is ${show(value)}, not a list.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads both alphabets; what is in neither gives no bytes. */
function decodeBase64(text: string): Uint8Array {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
