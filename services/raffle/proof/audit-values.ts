/** The log is not what it must be. */
export class Violation extends Error {}

/** Recognisers of the values that a log is made of. */
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isText = (value: unknown): value is string => isString(value) && value !== '';
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0;
export const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || isText(value);
export const isRole = (value: unknown): value is string => value === 'admin' || value === 'auditor';
export const isLocal = (value: unknown): value is 'local' => value === 'local';
export const isTime = (value: unknown): value is string =>
  isString(value) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString().slice(0, 19) === value.slice(0, 19);

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

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** RFC 4648 section 4. */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
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
