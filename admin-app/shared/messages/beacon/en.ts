import { publicChainHash } from '#contract/randomness-kind.ts';

/** A beacon chain in a sentence. Only drand quicknet is the public beacon. */
export function nameBeacon(chainHash: string | undefined): string {
  return chainHash === publicChainHash
    ? 'the public beacon'
    : 'the operator’s own beacon chain (not the public beacon)';
}

export type NameBeacon = typeof nameBeacon;
