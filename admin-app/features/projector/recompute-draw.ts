import type { DrawRecord } from '#contract/draws.ts';
import { fromHex } from '#proof/bytes.ts';
import { openSeal } from '#proof/sealed-draw.ts';

/** How a winning ticket was decided. */
export type RecomputedDraw =
  | { readonly kind: 'local'; readonly ticketCount: number }
  | { readonly kind: 'sealed'; readonly ticketCount: number; readonly round: number }
  /** Seal and beacon give another ticket than the one that is shown. */
  | { readonly kind: 'contradiction' };

/**
 * Recomputes how a draw came to its number, to show it. Whether the log is right and the beacon
 * signed is for the audit to say.
 */
export function recomputeDraw(draw: DrawRecord): RecomputedDraw {
  if (draw.randomness === 'local') return { kind: 'local', ticketCount: draw.ticketCount };
  const { raffle, ticketCount, order, seal, reveal } = draw;
  const randomness = fromHex(reveal.beacon.randomness, 32);
  if (randomness === undefined) return { kind: 'contradiction' };
  const pool = { raffle, ticketCount, drawLength: order.length };
  const { r, nonce } = reveal;
  try {
    const positions = openSeal(pool, seal, { r, nonce, randomness });
    if (positions.some((position, pick) => position !== order[pick]?.index)) {
      return { kind: 'contradiction' };
    }
  } catch {
    return { kind: 'contradiction' };
  }
  return { kind: 'sealed', ticketCount, round: seal.round };
}
