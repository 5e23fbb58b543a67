import { toBase64 } from './bytes.ts';
import { Violation } from './proof-error.ts';
import {
  isObject,
  unknownMember,
  hasMembers,
  ownMember,
  type Members,
  type Read,
} from './value-guards.ts';

export * from './value-guards.ts';

/**
 * Requires an object with exactly these members. Unknown members are refused, because they would not
 * be checked.
 *
 * @param place Where the object is, for the message.
 * @throws {Violation} Names the first member that is wrong, missing or unknown.
 */
export function readMembers<M extends Members>(value: unknown, place: string, members: M): Read<M> {
  const object = asObject(value, place);
  const unknown = unknownMember(object, members);
  if (hasMembers(object, members) && unknown === undefined) return object;
  for (const [name, isRight] of Object.entries(members)) {
    const member = ownMember(object, name);
    if (!isRight(member)) {
      throw new Violation(`${place}.${name} is ${show(member)}, which is wrong.`);
    }
  }
  throw new Violation(`${place} has an unknown member ${show(unknown)}.`);
}

/** A violation by the entry at this log index. */
export function at(place: number, what: string): Violation {
  return new Violation(`entries[${place}]: ${what}`);
}

/** For example `1 ticket`, `7 tickets`. */
export function countTickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}

/** For example `1 entry`, `7 entries`. */
export function countEntries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

/** @throws {Violation} It is not an object. */
export function asObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new Violation(`${place} is ${show(value)}, not an object.`);
}

/** @throws {Violation} It is not a list. */
export function asList(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Violation(`${place} is ${show(value)}, not a list.`);
}

/** The members of an object; none if the value is not an object. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

/** The value that a text is as JSON; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value for a message, at most 80 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Decodes base64 and base64url. Other text gives no bytes. */
export function decodeBase64(text: string): Uint8Array {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
