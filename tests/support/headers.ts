/** The items of a header that lists some, such as `Vary`. */
export function headerList({ headers }: Response, name: string): string[] {
  const value = headers.get(name) ?? '';
  return value.split(',').map((item) => item.trim());
}

/** Whether a `Set-Cookie` header has all these attributes. */
export function hasCookieAttributes(cookie: string, ...wanted: readonly string[]): boolean {
  const attributes = new Set(cookie.split('; ').slice(1));
  return wanted.every((attribute) => attributes.has(attribute));
}
