import { parse } from 'csv-parse/sync';
import { limits } from '#contract/raffles.ts';
import { countUpTo } from './command-line.ts';
import type { Context } from './context.ts';
import { CommandError, messageOf } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { readTextFile } from './known-options.ts';

export const parseNumber = countUpTo(limits.capacityMax);
const parseSale = countUpTo(Number.MAX_SAFE_INTEGER);

/** Tickets that a request names. */
export interface NamedTickets {
  readonly numbers: readonly number[];
  /** Log index before which each of them was sold: a number that was sold again since is refused. */
  readonly soldBefore?: number;
}

/**
 * Reads ticket numbers from a file: the column `number` if its first line names one, else every cell.
 * With a column `sale`, as `raffle tickets --csv` writes it, the list names these sales.
 *
 * @throws {CommandError} 2: a cell is not a ticket number; 6: the file cannot be read.
 */
export async function readNumbers(context: Context, name: string): Promise<NamedTickets> {
  const rows = parseCsv(name, await readTextFile(context, name));
  const columnOf = (title: string) => rows[0]?.indexOf(title) ?? -1;
  const [column, saleColumn] = [columnOf('number'), columnOf('sale')];
  const cellsOf = (place: number) => rows.slice(1).map((row) => row[place] ?? '');
  const cells = column === -1 ? rows.flat().filter((cell) => cell !== '') : cellsOf(column);
  const parseAll = (texts: readonly string[], parseCell: typeof parseNumber, what: string) =>
    texts.map((cell) => {
      try {
        return parseCell(cell);
      } catch (cause) {
        throw refuse(name, `"${cell}" is not ${what}`, cause);
      }
    });
  const numbers = parseAll(cells, parseNumber, 'a ticket number');
  if (numbers.length === 0) throw refuse(name, 'it has no ticket numbers');
  if (column === -1 || saleColumn === -1) return { numbers };
  const sales = parseAll(cellsOf(saleColumn), parseSale, 'the log index of a sale');
  return { numbers, soldBefore: Math.max(...sales) + 1 };
}

/** Rows of cells, separated by commas, semicolons or tabs. */
function parseCsv(name: string, text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw refuse(name, messageOf(cause), cause);
  }
}

function refuse(name: string, why: string, cause?: unknown): CommandError {
  return new CommandError(exitCodes.usage, `--list ${name}: ${why}. Nothing was changed.`, {
    cause,
  });
}

/** Each number once, in lists that one request may name. */
export function toRequests(numbers: readonly number[]): readonly (readonly number[])[] {
  const distinct = [...new Set(numbers)];
  const count = Math.ceil(distinct.length / limits.numbersMax);
  return Array.from({ length: count }, (_, index) =>
    distinct.slice(index * limits.numbersMax, (index + 1) * limits.numbersMax),
  );
}

/** For example `tickets 3, 5 and 9`; of many only the first ones. */
export function nameTickets(numbers: readonly number[]): string {
  const [first] = numbers;
  if (numbers.length === 1) return `ticket ${first}`;
  const shown = numbers.slice(0, namesMax);
  if (shown.length < numbers.length) {
    return `tickets ${shown.join(', ')} and ${numbers.length - shown.length} more`;
  }
  return `tickets ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const namesMax = 20;
