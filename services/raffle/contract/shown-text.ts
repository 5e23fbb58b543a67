/** Letters, digits, punctuation and symbols, except those rendered as nothing. */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text has at least one visible character. */
export function hasVisibleCharacter(text: string): boolean {
  return visible.test(text);
}

/** Controls that change the direction of the following text. No script needs them. */
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;
/** Letters written from right to left, and marks with the same effect. */
const rightToLeft =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * Prepares untrusted text, such as a title, for use within a sentence: removes direction controls and
 * isolates right-to-left text, so that it does not reorder the text around it.
 *
 * @see UAX #9, "Explicit Directional Isolates".
 */
export function isolateText(text: string): string {
  const plain = text.replaceAll(directionControls, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": '#39',
  };
  return text.replaceAll(/[&<>"']/g, (character) => `&${names[character]};`);
}
