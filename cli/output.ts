import Table from 'cli-table3';
import { styleText } from 'node:util';
import type { Surroundings } from './surroundings.ts';

export type Cell = string | number | undefined;
export type Row = Readonly<Record<string, Cell>>;
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Beyond this a table is not laid out, because nobody reads it as one. */
const tableRowsMax = 5_000;
const gap = '  ';
const lineNames =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';
const noLines = Object.fromEntries(lineNames.split(' ').map((name) => [name, '']));

/** Where results and remarks go: data to stdout, talk to stderr. */
export class Output {
  readonly isJson: boolean;
  readonly #to: Surroundings;

  constructor(surroundings: Surroundings, { isJson }: { readonly isJson: boolean }) {
    this.isJson = isJson;
    this.#to = surroundings;
  }

  /** Writes one JSON value on one line. */
  json(value: unknown): void {
    this.#to.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Writes one line of data as it is, made harmless. */
  line(text: string, style?: Style): void {
    this.#to.stdout.write(`${this.#paint(printable(text), style, this.#to.isOutputTerminal)}\n`);
  }

  /** Writes a sentence that may be long: on a terminal it is broken between words. */
  paragraph(text: string, { indent, style }: { indent: number; style?: Style }): void {
    const { columns, isOutputTerminal } = this.#to;
    const width = isOutputTerminal
      ? (columns ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
    for (const line of breakLines(printable(text), { width, indent })) this.line(line, style);
  }

  /** Writes rows: aligned for a person, tab-separated with a header for a program. */
  rows(rows: readonly Row[], columns: readonly string[]): void {
    const isTable = this.#to.isOutputTerminal && rows.length <= tableRowsMax;
    if (isTable) this.#to.stdout.write(this.#table(rows, columns));
    else this.#to.stdout.write(columns.map(toSnakeCase).join('\t') + '\n' + toLines(rows, columns));
  }

  /** Writes one more row under those that `rows` has written for a program. */
  oneMore(row: Row, columns: readonly string[]): void {
    this.#to.stdout.write(toLines([row], columns));
  }

  /** Writes one thing: a line a member for a person, a header and a row for a program. */
  facts(row: Row): void {
    const names = Object.keys(row).filter((name) => row[name] !== undefined);
    if (!this.#to.isOutputTerminal) return this.rows([row], Object.keys(row));
    const width = Math.max(...names.map((name) => toWords(name).length));
    for (const name of names) {
      const label = this.#paint(toWords(name).padEnd(width), 'dim', true);
      this.#to.stdout.write(`${label}${gap}${printable(row[name])}\n`);
    }
  }

  /** Tells a person something that is not the result. */
  talk(text: string, style?: Style): void {
    const lines = text.split('\n').map(printable).join('\n');
    this.#to.stderr.write(`${this.#paint(lines, style, this.#to.isTalkTerminal)}\n`);
  }

  /** Names the command that comes next. */
  next(purpose: string, command: string): void {
    this.talk(`${purpose}: ${command}`);
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
      colWidths: fitLast(cells, columns, this.#to.columns),
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    table.push(...cells);
    const lines = table.toString().split('\n');
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  }

  #paint(text: string, style: Style | undefined, isTerminal: boolean): string {
    const { NO_COLOR, TERM } = this.#to.env;
    const isPlain = !isTerminal || (NO_COLOR ?? '') !== '' || TERM === 'dumb';
    return style === undefined || isPlain
      ? text
      : styleText(style, text, { validateStream: false });
  }
}

/** Text from elsewhere may hold what a terminal would obey, or a tab that would shift a column. */
export function printable(value: Cell): string {
  return String(value ?? '').replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu,
    '\uFFFD',
  );
}

/** What follows the first line is indented; a word that is wider than the terminal stays whole. */
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

/** The last column gives way where the terminal is too narrow; the others are told in full. */
function fitLast(
  cells: readonly (readonly string[])[],
  columns: readonly string[],
  width: number | undefined,
): (number | null)[] {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]!.length)),
  );
  const others = widths.slice(0, -1).reduce((sum, each) => sum + each + gap.length, 0);
  const left = (width ?? Number.POSITIVE_INFINITY) - others;
  const isTooWide = widths.at(-1)! > left && left >= (columns.at(-1)?.length ?? 0);
  return columns.map((_, index) => (isTooWide && index === columns.length - 1 ? left : null));
}

function toWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
