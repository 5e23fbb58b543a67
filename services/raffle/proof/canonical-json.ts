/** A value that JSON can say exactly. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes JSON in its one canonical form: no white space, members in the order of their names'
 * UTF-16 code units, strings and numbers as ECMAScript writes them.
 *
 * @throws {TypeError} for a number that JSON cannot say (NaN, Infinity).
 * @see RFC 8785 section 3.2.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = value as { readonly [name: string]: Json };
    const names = Object.keys(members).sort(byCodeUnits);
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name]!)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${value} has no JSON form.`);
  }
  return JSON.stringify(value);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : 1;
}
