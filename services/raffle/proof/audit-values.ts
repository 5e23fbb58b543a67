import { toBase64 } from './bytes.ts';

/** The log is not what it must be. */
export class Violation extends Error {}
/** Something is missing that a check needs: by it the log is neither right nor wrong. */
export class NotChecked extends Error {}

/** Recognisers of the values that a log is made of. */
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isText = (value: unknown): value is string => isString(value) && value !== '';
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0;
export const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || isText(value);
export const isRole = (value: unknown): value is string => value === 'admin' || value === 'auditor';
export const isRandomness = (value: unknown): value is 'local' | 'drand' =>
  value === 'local' || value === 'drand';
export const isTrueOrAbsent = (value: unknown): value is true | undefined =>
  value === undefined || value === true;
export const isHash = (value: unknown): value is string =>
  isString(value) && /^[0-9a-f]{64}$/.test(value);
export const isOptionalObject = (value: unknown): value is object | undefined =>
  value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
export const isObject = (value: unknown): value is object =>
  value !== undefined && isOptionalObject(value);
/** ISO 8601 in UTC with milliseconds, of a day that there is. */
export const isTime = (value: unknown): value is string =>
  isString(value) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString() === value;

/** Recognisers of an object's members, by their names. */
export type Members = Readonly<Record<string, (value: unknown) => value is unknown>>;
/** An object with these members. */
export type Read<M extends Members> = {
  readonly [Name in keyof M]: M[Name] extends (value: unknown) => value is infer Value
    ? Value
    : never;
};

/**
 * Nothing may be missing, and nothing more be said: what is not known is not checked.
 *
 * @throws {Violation} names the member.
 */
export function readMembers<M extends Members>(value: unknown, place: string, members: M): Read<M> {
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

/** What is wrong with the entry at this place. */
export function at(place: number, what: string): Violation {
  return new Violation(`entries[${place}]: ${what}`);
}

/** A number of tickets, in words. */
export function tickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}

/** @throws {Violation} if it is not an object. */
export function asObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Violation(`${place} is ${show(value)}, not an object.`);
}

/** @throws {Violation} if it is not a list. */
export function asList(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Violation(`${place} is ${show(value)}, not a list.`);
}

/** What the text says, or undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value in a sentence, cut short. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads both alphabets; what is in neither gives no bytes. */
export function decodeBase64(text: string): Uint8Array {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
