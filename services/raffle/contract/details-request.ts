import * as z from 'zod/mini';
import { PlainLine } from './raffle-requests.ts';

const oneLine = z.regex(/^[^\p{Zl}\p{Zp}]*$/u, 'must be one line of text');

/** Name of a person: plain text, one line. */
export const PersonName = PlainLine(100).check(oneLine);

/** Telephone number as people write it. The pattern takes linear time: a body can be long. */
export const Phone = z
  .string()
  .check(
    z.trim(),
    z.maxLength(40),
    z.regex(/^(?=.*\d)\+?[\d ()/.-]*$/, 'must be a telephone number'),
  );

/** Body of a change of the account's details: the members that change; `null` removes one. */
export const DetailsRequest = z.strictObject({
  name: z.optional(z.nullable(PersonName)),
  phone: z.optional(z.nullable(Phone)),
  /** Consent that the name may be shown if the account wins. It may be withdrawn at any time. */
  mayShowName: z.optional(z.nullable(z.boolean())),
});
export type DetailsRequest = z.infer<typeof DetailsRequest>;
