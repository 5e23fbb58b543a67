import { parse } from 'csv-parse/sync';
import { limits } from '#contract/raffles.ts';
import { countUpTo } from './command-line.ts';
import type { Context } from './context.ts';
import { CommandError, messageOf } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { readTextFile } from './known-options.ts';

export const parseNumber = countUpTo(limits.capacityMax);

/**
 * Reads ticket numbers from a file: the column `number` if its first line names one, else every cell.
 *
 * @throws {CommandError} 2: a cell is not a ticket number; 6: the file cannot be read.
 */
export async function readNumbers(context: Context, name: string): Promise<readonly number[]> {
  const rows = parseCsv(name, await readTextFile(context, name));
  const column = rows[0]?.indexOf('number') ?? -1;
  const cells = column === -1 ? rows.flat() : rows.slice(1).map((row) => row[column] ?? '');
  const numbers = cells
    .filter((cell) => column !== -1 || cell !== '')
    .map((cell) => {
      try {
        return parseNumber(cell);
      } catch (cause) {
        throw refuse(name, `"${cell}" is not a ticket number`, cause);
      }
    });
  if (numbers.length > 0) return numbers;
  throw refuse(name, 'it has no ticket numbers');
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
