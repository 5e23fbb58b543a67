/**
 * Turns picks into positions in the pool: pick j takes one of the tickets not picked so far, counted
 * in number order.
 *
 * @param ticketCount Tickets in the pool.
 * @param picks Pick j is a whole number in `[0, ticketCount - j)`. At most `ticketCount` picks.
 * @returns Distinct positions in the whole pool, `[0, ticketCount)`, in the order drawn.
 * @throws {RangeError} A pick is outside its range.
 * @see docs/verifying.md, "The order of the draw".
 */
export function orderPicks(ticketCount: number, picks: readonly number[]): number[] {
  const order: number[] = [];
  const taken: number[] = [];
  for (const [drawn, pick] of picks.entries()) {
    if (!Number.isSafeInteger(pick) || pick < 0 || pick >= ticketCount - drawn) {
      throw new RangeError(`Pick ${drawn} is ${pick}, with ${ticketCount - drawn} tickets left.`);
    }
    let position = pick;
    let rank = 0;
    // `taken` is ascending: each taken position at or below this one shifts it by one.
    for (; rank < taken.length; rank += 1) {
      const other = taken[rank];
      if (other === undefined || other > position) break;
      position += 1;
    }
    taken.splice(rank, 0, position);
    order.push(position);
  }
  return order;
}

/**
 * How many tickets the draw puts in order: one for each prize and each reserve, or the whole pool.
 *
 * @param ticketCount Tickets in the pool.
 */
export function drawLength(
  ticketCount: number,
  rules: { readonly prizes: readonly unknown[]; readonly reserves: number },
): number {
  return Math.min(ticketCount, rules.prizes.length + rules.reserves);
}
