import type { RaffleView, Seal } from './raffles.ts';

/** Chain hash of drand quicknet, called "the public beacon": 64 hexadecimal digits. */
export const publicChainHash = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';

/** What decides a draw: this service, the public beacon, or a chain chosen by the operator. */
export type RandomnessKind = 'local' | 'drand' | 'ownChain';

/** Members of a raffle or a draw record that name its source of randomness. */
export interface RandomnessSource {
  readonly randomness: RaffleView['randomness'];
  readonly chainHash?: string | undefined;
  readonly seal?: Pick<Seal, 'chainHash'> | undefined;
}

/** Classifies the source of randomness. Any chain but quicknet counts as the operator's own. */
export function randomnessKind({ randomness, chainHash, seal }: RandomnessSource): RandomnessKind {
  if (randomness === 'local') return 'local';
  return (chainHash ?? seal?.chainHash) === publicChainHash ? 'drand' : 'ownChain';
}
