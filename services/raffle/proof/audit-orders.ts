import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Key, Kind, Log, Order, Placed } from './audit-log.ts';
import {
  asObject,
  at,
  base64url,
  decodeBase64,
  isString,
  parseJson,
  show,
  Violation,
} from './audit-values.ts';
import { toBase64, utf8 } from './bytes.ts';

const clockDriftSecondsMax = 600;
const orderDefaults: Readonly<Record<string, unknown>> = {
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
  rehearsal: false,
};

/** Every key is named by its own thumbprint (RFC 7638), and none is there twice. */
export function examineKeys({ keys }: Log): string {
  for (const [index, { keyid, publicKey }] of keys.entries()) {
    const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey });
    if (base64url(sha256(utf8(jwk))) === keyid) continue;
    throw new Violation(`keys[${index}]: its keyid is not the thumbprint of its public key.`);
  }
  return `${keys.length === 1 ? '1 operator key is' : `${keys.length} operator keys are`} named by thumbprint.`;
}

/** Every order is signed (Ed25519) by a key of the bundle, over the bytes it keeps. */
export function examineSignatures(log: Log): string {
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

/** Every order asked for just what its entry says, at this raffle, at about that time (RFC 9421 base, RFC 9530 digest). */
export function examineOrders(log: Log): string {
  for (const { place, kind, entry, order } of ordered(log)) {
    const said = readBase(order.base);
    const expected = {
      '@method': 'POST',
      '@path': orderedPath(log, kind, order),
      '@query': '?',
      'content-digest': `sha-256=:${toBase64(sha256(utf8(order.body)))}:`,
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

/**
 * A draw closes an open raffle in the same step: then one order stands at both entries. A sealed
 * raffle is only closed by it: its beacon is not there yet, and another order draws.
 */
function orderedPath({ opened, drawn }: Log, kind: Kind, order: Order): string {
  const raffle = `/api/admin/raffles/${opened.entry.raffle}`;
  const isDraw = readBase(order.base).get('@path') === `${raffle}/draw`;
  const closesByDraw =
    drawn[0]?.order?.base === order.base || (opened.entry.randomness === 'drand' && isDraw);
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
    rehearsal: entry.rehearsal ?? false,
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
  return records.filter((record): record is Placed & { order: Order } => Boolean(record.order));
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
