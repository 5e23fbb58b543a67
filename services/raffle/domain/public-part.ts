import type { Entry } from './entries.ts';

/** A value of a public member of an entry. */
export type PublicValue =
  | string
  | number
  | boolean
  | null
  | readonly PublicValue[]
  | { readonly [name: string]: PublicValue };

/** The public part of an entry, with the member names of the log: what its leaf holds. */
export type PublicPart = { readonly [name: string]: PublicValue };

/** Removes what is private. */
export function publicPart(entry: Entry): PublicPart {
  switch (entry.type) {
    case 'raffle-opened': {
      const { type, raffleId, operatorSignature: _, ...facts } = entry;
      return { type, raffle: raffleId, ...facts };
    }
    case 'raffle-amended': {
      const { type, changes, at } = entry;
      return { type, ...changes, at };
    }
    case 'ticket-sold': {
      const { type, number, holder, desk, at } = entry;
      return { type, number, holder, ...(desk === undefined ? {} : { desk }), at };
    }
    case 'raffle-closed': {
      const { secret: _, operatorSignature: __, ...facts } = entry;
      return facts;
    }
    case 'ticket-voided':
    case 'raffle-drawn':
    case 'prize-claimed':
    case 'prize-forfeited':
    case 'raffle-cancelled': {
      const { operatorSignature: _, ...facts } = entry;
      return facts;
    }
    default:
      return entry satisfies never;
  }
}
