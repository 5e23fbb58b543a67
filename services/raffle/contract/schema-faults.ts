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
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message ?? 'is not valid';
  }
}

function unitOf(origin: string): string {
  return { string: ' characters', array: ' items' }[origin] ?? '';
}
