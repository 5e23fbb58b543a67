/** Excel reads UTF-8 only behind this mark. */
const byteOrderMark = '\u{FEFF}';
const lineEnd = '\r\n';

/** A spreadsheet takes a cell for a formula that begins like this; some read full-width forms too. */
const beginsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const needsQuotes = /[",;\t\r\n]/;

/**
 * Writes a table that a spreadsheet opens as it is: UTF-8 with its mark, quoted as RFC 4180 has it,
 * and no cell a formula. A text that could be one gets an apostrophe in front; who reads the file
 * with a program takes it off.
 *
 * @param columns What to write of each row, in this order. They are the first line as well.
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
