/** Seconds of Unix time, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Result of claiming a nonce. `used`: it was claimed before. `forgotten`: claims with that expiry
 * were dropped from memory, so it is not known whether it was used.
 */
export type NonceStatus = 'claimed' | 'used' | 'forgotten';

/** Forgotten claims whose expiries differ by at most this many seconds share a span. */
const gapMax = 3_600;

/**
 * The used nonces, in bounded memory. Old claims are dropped once they have expired; their expiries
 * are kept as spans, so that their signatures are refused even after the clock was set back. Spans
 * and not one latest time: claims made while the clock was ahead must not refuse signatures made
 * after it was corrected.
 */
export class SpentNonces {
  /** From nonce to expiry, in the order of the claims. */
  readonly #expiries = new Map<string, number>();
  readonly #rememberedMin: number;
  #forgotten: Span[] = [];
  #sweepAbove: number;

  /** @param rememberedMin Number of the newest claims that are kept even if they have expired. */
  constructor(rememberedMin = 10_000) {
    this.#rememberedMin = rememberedMin;
    this.#sweepAbove = 2 * rememberedMin;
  }

  get size(): number {
    return this.#expiries.size;
  }

  get forgotten(): readonly Span[] {
    return this.#forgotten;
  }

  /** The claims in memory, in order. */
  get remembered(): Iterable<readonly [nonce: string, expiresAt: number]> {
    return this.#expiries;
  }

  /** The result of claiming this nonce now. Changes nothing. */
  check(nonce: string, expiresAt: number): NonceStatus {
    if (this.#expiries.has(nonce)) return 'used';
    const isForgotten = this.#forgotten.some(
      ({ from, to }) => expiresAt >= from && expiresAt <= to,
    );
    return isForgotten ? 'forgotten' : 'claimed';
  }

  /** @param now Unix seconds. Undefined: no claim is dropped. */
  add(nonce: string, expiresAt: number, now?: number): void {
    this.#expiries.set(nonce, expiresAt);
    if (now !== undefined && this.size > this.#sweepAbove) this.#sweep(now);
  }

  addForgotten(spans: readonly Span[]): void {
    this.#forgotten = mergeSpans([...this.#forgotten, ...spans]);
  }

  /** Drops older claims that have expired. The others must stay: replaying them would succeed. */
  #sweep(now: number): void {
    const older = [...this.#expiries].slice(0, this.size - this.#rememberedMin);
    const expired = older.filter(([, expiresAt]) => expiresAt < now);
    for (const [nonce] of expired) this.#expiries.delete(nonce);
    this.addForgotten(expired.map(([, expiresAt]) => ({ from: expiresAt, to: expiresAt })));
    this.#sweepAbove = this.size + this.#rememberedMin;
  }
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to + gapMax) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
