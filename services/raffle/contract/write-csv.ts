/** Without it, Excel does not read a file as UTF-8. */
const byteOrderMark = '\u{FEFF}';
const lineEnd = '\r\n';

/** A spreadsheet evaluates such a cell as a formula; some accept the full-width characters too. */
const beginsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const needsQuotes = /[",;\t\r\n]/;

/**
 * Writes CSV for spreadsheets: UTF-8 with a byte order mark, quoted as in RFC 4180. A text that could
 * be evaluated as a formula gets an apostrophe in front, which programs must remove.
 *
 * @param columns The properties to write of each row, in this order. They are also the first line.
 */
export function writeCsv<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Readonly<Record<Column, string | number>>>,
): string {
  const lines = [columns.map(writeCell).join(',')];
  for (const row of rows) lines.push(columns.map((column) => writeCell(row[column])).join(','));
  return byteOrderMark + lines.map((line) => line + lineEnd).join('');
}

function writeCell(value: string | number): string {
  const text = typeof value === 'string' && beginsFormula.test(value) ? `'${value}` : `${value}`;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
