import { assignPrizes, claimDeadline, type Forfeit } from './assign-prizes.ts';
import { isOfKind, type EntryOf, type Rules } from './audit-entries.ts';
import type { Log, LogRecord } from './audit-log.ts';
import { poolOf } from './audit-replay.ts';
import { at } from './audit-values.ts';
import type { Explanation } from './make-check.ts';

type DrawnTicket = EntryOf<'raffle-drawn'>['order'][number];

/** Who has the prizes after all claims and forfeits. */
export interface Prizes {
  /** For each prize the ticket that holds it; undefined if it is unawarded. */
  readonly winners: readonly (DrawnTicket | undefined)[];
  /** The prizes that were handed over, from 1. */
  readonly claimed: ReadonlySet<number>;
  readonly forfeits: readonly LogRecord<'prize-forfeited'>[];
}

/**
 * Checks that every claim and forfeit is by the ticket that held the prize then, that no claimed
 * prize was forfeited, and that none was forfeited as unclaimed while it could be claimed. Every
 * forfeit is listed with its reason.
 */
export function examinePrizes(log: Log): Explanation {
  const prizes = replayPrizes(log);
  if (prizes === undefined) return { notApplicable: 'No prize is drawn yet.' };
  const winners = prizes.winners.map((ticket, index) => {
    if (ticket === undefined) return `prize ${index + 1}: unawarded`;
    const state = prizes.claimed.has(index + 1) ? 'claimed' : 'not claimed yet';
    return `prize ${index + 1}: ticket ${ticket.ticketNumber}, ${state}`;
  });
  const lost = prizes.forfeits.map(({ place, entry: { prize, ticketNumber, reason } }) => {
    return `entries[${place}] ticket ${ticketNumber} lost prize ${prize} (${reason})`;
  });
  const forfeits =
    lost.length === 0 ? '' : ` Forfeited, on the operator’s word: ${lost.join('; ')}.`;
  return `The prizes went down the order. Now ${winners.join('; ')}.${forfeits}`;
}

/**
 * Replays claims and forfeits.
 *
 * @returns Undefined if nothing is drawn.
 * @throws {Violation} Names the first claim or forfeit that was not allowed.
 */
export function replayPrizes({ drawn: [drawing], ...log }: Log): Prizes | undefined {
  const { rules } = poolOf({ drawn: [], ...log });
  const claimed = new Set<number>();
  const forfeits: LogRecord<'prize-forfeited'>[] = [];
  const winnersNow = () => assign(rules, drawing?.entry.order ?? [], forfeits);
  for (const record of log.records) {
    if (!isOfKind(record, 'prize-claimed') && !isOfKind(record, 'prize-forfeited')) continue;
    const { place, entry } = record;
    if (drawing === undefined || drawing.place > place)
      throw at(place, 'it comes before the draw.');
    const { prize, ticketNumber } = entry;
    if (winnersNow()[prize - 1]?.ticketNumber !== ticketNumber) {
      throw at(place, `ticket ${ticketNumber} does not hold prize ${prize}.`);
    }
    if (claimed.has(prize)) throw at(place, `prize ${prize} was claimed before.`);
    if (isOfKind(record, 'prize-claimed')) claimed.add(prize);
    else {
      const passedOn = forfeits.findLast(({ entry: { prize: lost } }) => lost === prize);
      requireForfeitable(record, rules, (passedOn ?? drawing).entry.at);
      forfeits.push(record);
    }
  }
  return drawing === undefined ? undefined : { winners: winnersNow(), claimed, forfeits };
}

function assign(
  rules: Rules,
  order: readonly DrawnTicket[],
  forfeits: readonly { readonly entry: Forfeit }[],
): (DrawnTicket | undefined)[] {
  return assignPrizes(
    rules,
    order,
    forfeits.map(({ entry }) => entry),
  );
}

function requireForfeitable(
  { place, entry }: LogRecord<'prize-forfeited'>,
  { claimBy }: Rules,
  heldSince: string,
): void {
  if (entry.reason !== 'unclaimed') return;
  if (claimBy === undefined) {
    throw at(place, 'it is forfeited as unclaimed, but no time to claim was announced.');
  }
  const deadline = claimDeadline(claimBy, heldSince);
  if (entry.at < deadline) {
    throw at(place, `it is forfeited as unclaimed at ${entry.at}, before ${deadline}.`);
  }
}
