import type * as z from 'zod/mini';

/** Describes every fault of a value that a schema refused, with the path of its member. */
export function describeFaults({ issues }: z.core.$ZodError): string {
  const faults = issues.map((issue) => {
    const path = issue.path.join('.');
    return path === '' ? describe(issue) : `${path}: ${describe(issue)}`;
  });
  return faults.join('; ');
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `not known: ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`;
    case 'too_small':
      return `must ${sizeOf(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${sizeOf(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message ?? 'is not valid';
  }
}

/** For example `have at most 20 items` or `be at least 1`. */
function sizeOf(origin: string, bound: 'at least' | 'at most', size: number | bigint): string {
  const unit = { string: 'character', array: 'item' }[origin];
  if (unit === undefined) return `be ${bound} ${size}`;
  return `have ${bound} ${size} ${unit}${Number(size) === 1 ? '' : 's'}`;
}
