import type { Request } from 'express';
import type * as z from 'zod/mini';
import { limits as contractLimits, RaffleId } from '#contract/schemas.ts';
import { Refused } from './refused.ts';

/** @throws {Refused} `invalid-request`, naming every member that is not as it must be. */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const path = issue.path.join('.');
    return path === '' ? describe(issue) : `${path}: ${describe(issue)}`;
  });
  throw new Refused('invalid-request', `${faults.join('; ')}. Nothing was changed.`);
}

/** @throws {Refused} `raffle-not-found`: what is not an id is no raffle's. */
export function readRaffleId(request: Request): string {
  const { id } = request.params;
  if (typeof id === 'string' && RaffleId.safeParse(id).success) return id;
  throw new Refused('raffle-not-found', 'There is no raffle with this id.');
}

/** @returns undefined for anything but the digits of a whole number, 0 to 2^49. */
export function readCount(value: unknown): number | undefined {
  return typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined;
}

/** @throws {Refused} `invalid-request` where the parameter is there, but is no number up to `max`. */
export function readQueryCount(
  request: Request,
  name: string,
  { otherwise, max }: { readonly otherwise: number; readonly max: number },
): number {
  const value = request.query[name];
  const count = value === undefined ? otherwise : readCount(value);
  if (count !== undefined && count <= max) return count;
  throw new Refused('invalid-request', `${name}: must be a whole number from 0 to ${max}.`);
}

const idempotencyKeyForm = new RegExp(`^[!-~]{1,${contractLimits.idempotencyKeyLengthMax}}$`);

/** Whether a text can be an Idempotency-Key: 1 to 255 visible ASCII characters. */
export function isIdempotencyKey(text: string): boolean {
  return idempotencyKeyForm.test(text);
}

/** @throws {Refused} `idempotency-key-missing` where there is none, or none that can be one. */
export function readIdempotencyKey(request: Request): string {
  const key = request.get('idempotency-key') ?? '';
  if (isIdempotencyKey(key)) return key;
  throw new Refused(
    'idempotency-key-missing',
    'Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for each purchase and the same for its retries. No ticket was taken.',
  );
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `not known: ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message ?? 'is not as it must be';
  }
}
