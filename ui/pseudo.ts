/** ICU's pseudo-locale for right-to-left scripts: marked English, for finding layout faults. */
export const pseudoLocale = 'ar-XB';

const rightToLeft = '\u202E';
const popDirection = '\u202C';

/**
 * Makes every sentence of a catalogue as long as German, puts it in brackets and writes it from
 * right to left. Text without brackets on screen does not come from the catalogue; a missing bracket
 * means that the text was cut off.
 */
export function pseudolocalize<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  return new Proxy(catalogue, {
    get: (target, key) => pseudo(Reflect.get(target, key)),
    apply: (target, self, args) =>
      typeof target === 'function' ? pseudo(Reflect.apply(target, self, args)) : undefined,
  });
}

function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return mark(value);
  if (typeof value === 'function') {
    return new Proxy(value, {
      apply: (target, self, args) => pseudo(Reflect.apply(target, self, args)),
    });
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
