/**
 * Decodes a receipt, checkpoint, key or bundle before it is parsed. Editors, shells and clipboards
 * change the encoding and the line ends of texts, which must not make a check fail.
 *
 * @param bytes UTF-8, or UTF-16 of either byte order, with or without a byte order mark.
 * @returns The normalized text.
 */
export function readText(bytes: Uint8Array): string {
  return normalizeText(new TextDecoder(encodingOf(bytes)).decode(bytes));
}

/** Makes every line end a line feed, and ends the text with exactly one. */
export function normalizeText(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  return `${lines.trimEnd()}\n`;
}

/** Our texts begin with an ASCII character, so a zero byte beside it means UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== undefined && second === 0)) {
    return 'utf-16le';
  }
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : 'utf-8';
}
