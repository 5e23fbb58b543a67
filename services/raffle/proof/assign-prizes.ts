/** The most reserves that a raffle can have. */
export const reservesMax = 50;

/** A ticket in the order of the draw. */
export interface RankedTicket {
  readonly ticketNumber: number;
  /** Pseudonym of a person in this raffle. */
  readonly holder: string;
}

/** A prize that a ticket lost. */
export interface Forfeit {
  /** From 1. */
  readonly prize: number;
  /** The ticket that held the prize until then. */
  readonly ticketNumber: number;
  /** `ineligible` takes out all later tickets of the holder as well. */
  readonly reason: 'unclaimed' | 'declined' | 'ineligible';
}

/** The rules that decide who gets a prize. */
export interface PrizeRules {
  /** The prizes, the first one first. */
  readonly prizes: readonly unknown[];
  /** Only the first ticket of a holder in the order counts. */
  readonly onePrizePerPerson?: true | undefined;
}

/**
 * Gives the prizes to tickets down the order of the draw: the first ticket gets prize 1, and so on.
 * A forfeited prize goes to the next ticket further down. The order is only walked forwards, so a
 * ticket that lost a prize gets no other one, and no prize moves without a forfeit.
 *
 * @param order The tickets in the order drawn.
 * @param forfeits In the order of the log.
 * @returns For each prize the ticket that holds it after all forfeits; undefined if none is left.
 * @throws {RangeError} A forfeit names a ticket that does not hold that prize.
 * @see docs/verifying.md, "Who gets which prize".
 */
export function assignPrizes<Ticket extends RankedTicket>(
  { prizes, onePrizePerPerson }: PrizeRules,
  order: readonly Ticket[],
  forfeits: readonly Forfeit[],
): (Ticket | undefined)[] {
  let waiting = onePrizePerPerson === true ? firstOfEachHolder(order) : [...order];
  const winners = prizes.map(() => waiting.shift());
  for (const { prize, ticketNumber, reason } of forfeits) {
    const loser = winners[prize - 1];
    if (loser === undefined || loser.ticketNumber !== ticketNumber) {
      throw new RangeError(`Ticket ${ticketNumber} does not hold prize ${prize}.`);
    }
    if (reason === 'ineligible') {
      waiting = waiting.filter(({ holder }) => holder !== loser.holder);
    }
    winners[prize - 1] = waiting.shift();
  }
  return winners;
}

/** How long a ticket has that gets a prize after `claimBy`: at a late draw, or as a reserve. */
const lateClaimMs = 24 * 60 * 60 * 1000;

/**
 * The time from which a prize can be forfeited as unclaimed. Without the time for late claims an
 * operator could forfeit one ticket after the other at once, until a ticket of their choice has it.
 *
 * @param heldSince Time of the draw, or of the forfeit that passed the prize on.
 * @returns `claimBy`, or 24 hours after the ticket got the prize if it got it then or later.
 */
export function claimDeadline(claimBy: string, heldSince: string): string {
  if (heldSince < claimBy) return claimBy;
  return new Date(Date.parse(heldSince) + lateClaimMs).toISOString();
}

function firstOfEachHolder<Ticket extends RankedTicket>(order: readonly Ticket[]): Ticket[] {
  const seen = new Set<string>();
  return order.filter(({ holder }) => {
    const isFirst = !seen.has(holder);
    seen.add(holder);
    return isFirst;
  });
}

/**
 * The smallest number of reserves with which distinct winners can be found, if one person may win
 * only one prize: before each further winner, all other tickets of the winners may come first.
 *
 * @returns 0 to 50, the largest number of reserves.
 */
export function requiredReserves({
  prizes,
  perPersonLimit,
  onePrizePerPerson,
}: PrizeRules & { readonly perPersonLimit: number }): number {
  if (onePrizePerPerson !== true) return 0;
  return Math.min(reservesMax, (prizes.length - 1) * (perPersonLimit - 1));
}
