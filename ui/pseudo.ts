/** The pseudo-locale of ICU for right-to-left scripts: English, written so that nobody overlooks it. */
export const pseudoLocale = 'ar-XB';

const rightToLeft = '\u202E';
const popDirection = '\u202C';

/**
 * Makes every sentence of a catalogue as long as German, bracketed, and written from right to left.
 * What stays unbracketed on screen did not come from the catalogue; what is cut is too narrow.
 */
export function pseudolocalize<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  const entries = Object.entries(catalogue).map(([key, value]) => [key, pseudo(value)]);
  return Object.fromEntries(entries) as Catalogue;
}

function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return mark(value);
  if (typeof value === 'function') {
    return (...args: unknown[]) => pseudo((value as (...args: unknown[]) => unknown)(...args));
  }
  if (Array.isArray(value)) return value.map(pseudo);
  return typeof value === 'object' && value !== null ? pseudolocalize(value) : value;
}

function mark(text: string): string {
  const padding = '~~~~ '.repeat(Math.ceil(text.length / 15)).trimEnd();
  // A placeholder such as {wait} is a name, not a word.
  const words = text.replaceAll(/\{\w+\}|\p{L}[\p{L}’'-]*/gu, (word) =>
    word.startsWith('{') ? word : rightToLeft + word + popDirection,
  );
  return `[${words} ${padding}]`;
}
