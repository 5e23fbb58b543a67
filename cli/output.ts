import Table from 'cli-table3';
import { styleText } from 'node:util';
import type { CliEnvironment } from './cli-environment.ts';

export type Cell = string | number | undefined;
export type Row = Readonly<Record<string, Cell>>;
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Above this, rows are printed tab-separated, because a layout takes long and is not readable. */
const tableRowsMax = 5_000;
const gap = '  ';
const lineNames =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';
const noLines = Object.fromEntries(lineNames.split(' ').map((name) => [name, '']));

/** Prints data to stdout and messages to stderr. */
export class Output {
  readonly isJson: boolean;
  readonly #environment: CliEnvironment;

  constructor(environment: CliEnvironment, { isJson }: { readonly isJson: boolean }) {
    this.isJson = isJson;
    this.#environment = environment;
  }

  /** Prints one JSON value on one line. */
  printJson(value: unknown): void {
    this.#environment.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Prints one line of data, without control characters. */
  printLine(text: string, style?: Style): void {
    this.#environment.stdout.write(
      `${this.#paint(printable(text), style, this.#environment.isOutputTerminal)}\n`,
    );
  }

  /** Prints a sentence. On a terminal it is wrapped between words. */
  printParagraph(text: string, { indent, style }: { indent: number; style?: Style }): void {
    const { columns, isOutputTerminal } = this.#environment;
    const width = isOutputTerminal
      ? (columns ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
    for (const line of breakLines(printable(text), { width, indent })) {
      this.printLine(line, style);
    }
  }

  /** Prints rows: aligned on a terminal, otherwise tab-separated with a header. */
  printRows(rows: readonly Row[], columns: readonly string[]): void {
    const isTable = this.#environment.isOutputTerminal && rows.length <= tableRowsMax;
    if (isTable) this.#environment.stdout.write(this.#table(rows, columns));
    else
      this.#environment.stdout.write(
        columns.map(toSnakeCase).join('\t') + '\n' + toLines(rows, columns),
      );
  }

  /** Prints another tab-separated row below those of `printRows`. */
  appendRow(row: Row, columns: readonly string[]): void {
    this.#environment.stdout.write(toLines([row], columns));
  }

  /** Prints one record: one line per member on a terminal, otherwise a header and a row. */
  printRecord(row: Row): void {
    const names = Object.keys(row).filter((name) => row[name] !== undefined);
    if (!this.#environment.isOutputTerminal) return this.printRows([row], Object.keys(row));
    const width = Math.max(...names.map((name) => toWords(name).length));
    for (const name of names) {
      const label = this.#paint(toWords(name).padEnd(width), 'dim', true);
      this.#environment.stdout.write(`${label}${gap}${printable(row[name])}\n`);
    }
  }

  /** Prints a message to stderr. */
  printStatus(text: string, style?: Style): void {
    const lines = text.split('\n').map(printable).join('\n');
    this.#environment.stderr.write(
      `${this.#paint(lines, style, this.#environment.isErrorTerminal)}\n`,
    );
  }

  /** Prints the command to run next. */
  printNextStep(purpose: string, command: string): void {
    this.printStatus(`${purpose}: ${command}`);
  }

  #table(rows: readonly Row[], columns: readonly string[]): string {
    const cells = rows.map((row) => columns.map((column) => printable(row[column])));
    const head = columns.map((column) => this.#paint(toWords(column), 'bold', true));
    const table = new Table({
      head,
      chars: { ...noLines, middle: gap },
      colAligns: columns.map((column) =>
        rows.every((row) => typeof (row[column] ?? 0) === 'number') ? 'right' : 'left',
      ),
      colWidths: fitLast(cells, columns, this.#environment.columns),
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    table.push(...cells);
    const lines = table.toString().split('\n');
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  }

  #paint(text: string, style: Style | undefined, isTerminal: boolean): string {
    const { NO_COLOR, TERM } = this.#environment.env;
    const isPlain = !isTerminal || (NO_COLOR ?? '') !== '' || TERM === 'dumb';
    return style === undefined || isPlain
      ? text
      : styleText(style, text, { validateStream: false });
  }
}

/** Replaces characters that a terminal would obey, and tabs that would shift a column. */
export function printable(value: Cell): string {
  return String(value ?? '').replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu,
    '\uFFFD',
  );
}

/** Lines after the first are indented. A word wider than the terminal is not broken. */
function breakLines(text: string, { width, indent }: { width: number; indent: number }): string[] {
  const lines: string[] = [];
  let line = text.slice(0, indent);
  for (const word of text.slice(indent).split(' ')) {
    const isFull = line.length > indent && line.length + 1 + word.length > width;
    if (isFull) lines.push(line);
    if (isFull) line = ' '.repeat(indent);
    line += line.length > indent ? ` ${word}` : word;
  }
  return [...lines, line];
}

function toLines(rows: readonly Row[], columns: readonly string[]): string {
  const cells = rows.map((row) => columns.map((column) => printable(row[column])));
  return cells.map((line) => `${line.join('\t')}\n`).join('');
}

/** On a narrow terminal the last column is truncated; the others are printed in full. */
function fitLast(
  cells: readonly (readonly string[])[],
  columns: readonly string[],
  width: number | undefined,
): (number | null)[] {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const last = widths.length - 1;
  const others = widths.slice(0, last).reduce((sum, each) => sum + each + gap.length, 0);
  const left = (width ?? Number.POSITIVE_INFINITY) - others;
  const isTooWide = (widths[last] ?? 0) > left && left >= (columns[last]?.length ?? 0);
  return columns.map((_, index) => (isTooWide && index === last ? left : null));
}

/** For example `1 entry` or `7 entries`. */
export function countOf(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

function toWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
