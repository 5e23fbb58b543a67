import { ruleNames, type EntryOf, type Rules, isOfKind } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { replay } from './audit-replay.ts';
import type { SignedRecord } from './audit-signatures.ts';
import {
  asObject,
  at,
  isObject,
  isString,
  isTime,
  ownMember,
  parseJson,
  show,
} from './audit-values.ts';
import { tryCanonicalJson } from './canonical-json.ts';

/** The defaults of a request to create a raffle. */
const openingDefaults: Readonly<Record<string, unknown>> = {
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
  prizes: ['Prize'],
  reserves: 0,
};

type Body = Readonly<Record<string, unknown>>;

/**
 * Requires that the entries of one request are what its body asked for.
 *
 * @param known.authority The host that the request was sent to.
 * @param known.before What the entries were decided on.
 * @throws {Violation} Names the entry and the member that differs.
 */
export function requireRequestedContent(
  log: Log,
  records: readonly [SignedRecord, ...SignedRecord[]],
  {
    authority,
    before,
  }: {
    readonly authority: string | undefined;
    readonly before: Before;
  },
): void {
  const [first, second, ...more] = records;
  const { place } = first;
  const body = () =>
    asObject(parseJson(first.operatorSignature.body), `entries[${place}].order.body`);
  const isDrawing = isOfKind(first, 'raffle-closed') && second?.kind === 'raffle-drawn';
  if (isOfKind(first, 'ticket-sold')) return requireRequestedSale(records, body());
  if (isOfKind(first, 'ticket-voided')) return requireRequestedVoid(records, body(), before);
  const extra = isDrawing ? more[0] : second;
  if (extra !== undefined)
    throw at(extra.place, `${extra.kind} is not what its request asked for.`);
  if (isOfKind(first, 'raffle-opened')) requireRequestedOpening(log, body(), authority);
  else if (isOfKind(first, 'raffle-amended'))
    requireRequestedChanges(first, before.rules.get(place) ?? log.opened.entry, body());
  else if (isOfKind(first, 'raffle-cancelled'))
    requireMembers(place, body(), first.entry, ['reason']);
  else if (isOfKind(first, 'prize-claimed')) {
    requireMembers(place, body(), first.entry, ['ticketNumber']);
  } else if (isOfKind(first, 'prize-forfeited')) {
    requireMembers(place, body(), first.entry, ['ticketNumber', 'reason']);
  }
}

function requireRequestedSale(records: readonly SignedRecord[], { quantity }: Body): void {
  const [first] = records;
  if (first === undefined) return;
  if (quantity !== records.length) {
    throw at(first.place, `${records.length} tickets are sold; requested were ${show(quantity)}.`);
  }
  for (const record of records) {
    if (!isOfKind(record, 'ticket-sold')) throw at(record.place, 'its request was for a sale.');
    if (isOfKind(first, 'ticket-sold') && record.entry.holder === first.entry.holder) continue;
    throw at(record.place, 'its request was for the tickets of one holder.');
  }
}

function requireRequestedVoid(
  records: readonly SignedRecord[],
  { numbers, reason, soldBefore }: Body,
  { sales }: Before,
): void {
  const requested = new Set(Array.isArray(numbers) ? numbers : []);
  for (const { place, kind, entry } of records) {
    if (kind !== 'ticket-voided' || !('reason' in entry) || !('number' in entry)) {
      throw at(place, 'its request was to void tickets.');
    }
    if (entry.reason !== reason) {
      throw at(place, `its reason is ${show(entry.reason)}; requested was ${show(reason)}.`);
    }
    if (!requested.delete(entry.number)) {
      throw at(place, `ticket ${entry.number} is voided; its request does not name it.`);
    }
    const sale = sales.get(place);
    if (sale === undefined || typeof soldBefore !== 'number' || sale < soldBefore) continue;
    throw at(
      place,
      `it voids the sale in entry ${sale}; requested was one before entry ${soldBefore}.`,
    );
  }
  const [left] = requested;
  const last = records.at(-1);
  if (left === undefined || last === undefined) return;
  throw at(last.place + 1, `ticket ${show(left)} should be voided by the same request.`);
}

function requireRequestedOpening({ opened: { entry } }: Log, body: Body, authority = ''): void {
  const requested = { ...openingDefaults, ...body };
  if (ownMember(body, 'id') !== undefined && body['id'] !== entry.raffle) {
    throw at(0, `raffle is ${show(entry.raffle)}; requested was ${show(body['id'])}.`);
  }
  for (const name of [...requestedRules, 'rehearsal']) {
    requireSame(0, name, [ownMember(entry, name), ownMember(requested, name)]);
  }
  if (entry.logKey.startsWith(`${authority}/raffles/${entry.raffle}+`)) return;
  throw at(0, `its log is not named after ${show(authority)}, where it was requested.`);
}

/** The chain is the service's: a request says `drand` and not which chain. */
const requestedRules = ruleNames.filter((name) => name !== 'chainHash');

/** Members that have the requested value already are not in the entry. */
function requireRequestedChanges({ place, entry }: SignedRecord, before: Rules, body: Body): void {
  for (const name of requestedRules) {
    const isRequested = ownMember(body, name) !== undefined;
    const changed = ownMember(entry, name);
    if (changed !== undefined && !isRequested)
      throw at(place, `its request does not change ${name}.`);
    if (!isRequested) continue;
    const now = changed === undefined ? ownMember(before, name) : changed;
    requireSame(place, name, [now, ownMember(body, name)]);
  }
}

/** What entries were decided on. */
interface Before {
  /** The rules before each amendment, by its log index. */
  readonly rules: ReadonlyMap<number, Rules>;
  /** The log index of the sale that each void takes back, by the log index of the void. */
  readonly sales: ReadonlyMap<number, number>;
}

/** Replays a log for `requireRequestedContent`. */
export function replayRequested(log: Log): Before {
  const rules = new Map<number, Rules>();
  const sales = new Map<number, number>();
  for (const [record, before] of replay(log)) {
    if (record.kind === 'raffle-amended') rules.set(record.place, before.rules);
    if (!isOfKind(record, 'ticket-voided')) continue;
    const sale = before.valid.get(record.entry.number);
    if (sale !== undefined) sales.set(record.place, sale.place);
  }
  return { rules, sales };
}

function requireMembers(
  place: number,
  body: Body,
  entry: EntryOf<'raffle-cancelled' | 'prize-claimed' | 'prize-forfeited'>,
  names: readonly string[],
): void {
  for (const name of names) requireSame(place, name, [ownMember(entry, name), body[name]]);
}

function requireSame(place: number, name: string, [actual, requested]: [unknown, unknown]): void {
  if (tryCanonicalJson(normalize(actual)) === tryCanonicalJson(normalize(requested))) return;
  throw at(place, `${name} is ${show(actual)}; requested was ${show(requested)}.`);
}

/**
 * A requested value as the service writes it: without blanks around texts, times with milliseconds,
 * and without what is absent.
 */
function normalize(value: unknown): unknown {
  if (value === undefined || value === false) return null;
  if (Array.isArray(value)) return value.map(normalize);
  if (isString(value)) return toTime(value) ?? value.trim();
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, normalize(member)] as const);
  const present = members.filter(([, member]) => member !== null);
  return present.length === 0 ? null : Object.fromEntries(present);
}

/** A time in the form of the log; undefined if the text is not a time. */
function toTime(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  const time = new Date(text).toISOString();
  return isTime(time) ? time : undefined;
}
