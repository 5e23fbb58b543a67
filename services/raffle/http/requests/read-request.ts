import type { Request } from 'express';
import type * as z from 'zod/mini';
import { languageOf, type Language } from '#contract/language.ts';
import { describeFaults } from '#contract/schema-faults.ts';
import { limits as contractLimits, RaffleId } from '#contract/raffles.ts';
import { HttpProblem } from './http-problem.ts';

/** @throws {HttpProblem} `invalid-request`, naming every invalid member. */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = describeFaults(result.error);
  throw new HttpProblem('invalid-request', `${faults}. Nothing was changed.`);
}

/** @throws {HttpProblem} `raffle-not-found` if the path does not contain a valid id. */
export function readRaffleId(request: Request): string {
  const { id } = request.params;
  if (typeof id === 'string' && RaffleId.safeParse(id).success) return id;
  throw new HttpProblem('raffle-not-found', 'There is no raffle with this id.');
}

/** Returns the language that a browser prefers, by its `Accept-Language`. */
export function acceptedLanguage(request: Request): Language {
  return languageOf(String(request.acceptsLanguages('en', 'de'))) ?? 'en';
}

/** @returns A whole number of at most 15 digits; undefined for any other value. */
export function readCount(value: unknown): number | undefined {
  return typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined;
}

/** @throws {HttpProblem} `invalid-request` unless the number, by default `otherwise`, is from `min` to `max`. */
export function readQueryCount(
  request: Request,
  name: string,
  {
    otherwise,
    min = 0,
    max,
  }: { readonly otherwise: number; readonly min?: number; readonly max: number },
): number {
  const value = request.query[name];
  const count = value === undefined ? otherwise : readCount(value);
  if (count !== undefined && count >= min && count <= max) return count;
  throw new HttpProblem(
    'invalid-request',
    `${name}: must be a whole number from ${min} to ${max}.`,
  );
}

/** A valid Idempotency-Key: 1 to 255 visible ASCII characters. */
export const idempotencyKeyForm = new RegExp(
  `^[!-~]{1,${contractLimits.idempotencyKeyLengthMax}}$`,
);

/** @throws {HttpProblem} `idempotency-key-missing` if the header is missing or invalid. */
export function readIdempotencyKey(request: Request): string {
  const key = request.get('idempotency-key') ?? '';
  if (idempotencyKeyForm.test(key)) return key;
  throw new HttpProblem(
    'idempotency-key-missing',
    'Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for each purchase and the same for its retries. No ticket was taken.',
  );
}
