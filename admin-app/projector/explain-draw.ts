import type { DrawRecord } from '#contract/schemas.ts';
import { fromHex } from '#proof/bytes.ts';
import { drawSeed, openSeal, uniform } from '#proof/sealed-draw.ts';

/** What a winning number came from. Ticket numbers begin at 1, the index at 0. */
export type HowDecided =
  | { readonly kind: 'local'; readonly index: number; readonly ticketCount: number }
  | SealedDecision
  /** Seal and beacon give another number than the one that is shown. */
  | { readonly kind: 'contradiction' };

export interface SealedDecision {
  readonly kind: 'sealed';
  /** The share that was sealed at the closing. */
  readonly r: number;
  /** The share that the beacon gives. */
  readonly d: number;
  readonly ticketCount: number;
  /** (r + d) mod ticketCount. */
  readonly index: number;
  readonly round: number;
  /** 64 hexadecimal digits each. */
  readonly commitment: string;
  readonly randomness: string;
}

/**
 * Recomputes how a draw came to its number, to show it. Whether the log is right and the beacon
 * signed is for the audit to say.
 */
export function explainDraw(draw: DrawRecord): HowDecided {
  const { raffle, ticketCount, index, seal, reveal } = draw;
  if (draw.randomness === 'local') return { kind: 'local', index, ticketCount };
  const randomness = fromHex(reveal?.beacon.randomness ?? '', 32);
  if (seal === undefined || reveal === undefined || randomness === undefined) {
    return { kind: 'contradiction' };
  }
  const pool = { raffle, ticketCount };
  const { r, nonce, beacon } = reveal;
  try {
    if (openSeal(pool, seal, { r, nonce, randomness }) !== index) return { kind: 'contradiction' };
  } catch {
    return { kind: 'contradiction' };
  }
  const d = uniform(drawSeed(pool, seal, randomness), ticketCount);
  return {
    kind: 'sealed',
    r,
    d,
    ticketCount,
    index,
    round: seal.round,
    commitment: seal.commitment,
    randomness: beacon.randomness,
  };
}
