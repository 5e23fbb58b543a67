import { publicChainHash } from '#contract/randomness-kind.ts';

/** A beacon chain in a sentence, in the genitive and the dative. Only drand quicknet is the public one. */
export function nameBeacon(chainHash: string | undefined): string {
  return chainHash === publicChainHash
    ? 'der öffentlichen Zufallsquelle'
    : 'der eigenen Zufallsquelle des Veranstalters (nicht der öffentlichen)';
}
