/** A value that JSON can represent exactly. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes canonical JSON: no white space, members sorted by the UTF-16 code units of their names,
 * strings and numbers as ECMAScript writes them.
 *
 * @throws {TypeError} A number has no JSON form (NaN, Infinity).
 * @see RFC 8785 section 3.2.
 */
export function canonicalJson(value: Json): string {
  return write(value);
}

/** Canonical JSON, or undefined if the value has no JSON form. */
export function tryCanonicalJson(value: unknown): string | undefined {
  try {
    return write(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * Writes a value as JSON in ASCII, like `JSON.stringify`. Such texts take half of the memory of others
 * with the dash of a signed note, and are sent without being encoded.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(byName);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`;
  }
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (isNumber || typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  throw new TypeError(`${typeof value === 'number' ? value : typeof value} has no JSON form.`);
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}
