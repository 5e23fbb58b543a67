import { assignPrizes, claimDeadline } from '#proof/assign-prizes.ts';
import type { ClaimPrize, ForfeitPrize } from './commands.ts';
import {
  decisionTime,
  findRepeated,
  requireOpened,
  RuleBroken,
  type Decision,
} from './decision.ts';
import type { DrawnTicket, PrizeClaimed, PrizeForfeited } from './entries.ts';
import type { DrawnRaffle, OpenedRaffle, Raffle } from './raffle.ts';

/** For each prize the ticket that holds it now; undefined if no ticket is left for it. */
export function findWinners({
  rules,
  drawn,
  forfeits,
}: Pick<DrawnRaffle, 'rules' | 'drawn' | 'forfeits'>): (DrawnTicket | undefined)[] {
  return assignPrizes(rules, drawn.order, forfeits);
}

/**
 * Records that the holder of a prize has it. Repeating a claim is no error.
 *
 * @throws {RuleBroken} `raffle-not-found`, `not-drawn`, `not-found`, `prize-not-held`,
 *   `idempotency-key-reused`.
 */
export function claimPrize(command: ClaimPrize, raffle: Raffle): Decision<PrizeClaimed> {
  const opened = requireOpened(raffle);
  const { prize, ticketNumber, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'prize-claimed');
  if (before.length > 0) return { entries: before, replayed: true };
  const drawn = requireDrawn(opened);
  requireHeld(drawn, command);
  const earlier = drawn.claims.filter((claim) => claim.prize === prize);
  if (earlier.length > 0) return { entries: earlier, replayed: true };
  const at = decisionTime(drawn, command.at);
  const entry = { type: 'prize-claimed', prize, ticketNumber, at, operatorSignature } as const;
  return { entries: [entry], replayed: false };
}

/**
 * Takes a prize from its holder. It goes to the next ticket of the draw order, if there is one.
 *
 * @throws {RuleBroken} `raffle-not-found`, `not-drawn`, `not-found`, `prize-not-held`,
 *   `idempotency-key-reused`; `prize-claimed`: the holder has it; `rule-final`: it can still be
 *   claimed.
 */
export function forfeitPrize(command: ForfeitPrize, raffle: Raffle): Decision<PrizeForfeited> {
  const opened = requireOpened(raffle);
  const { prize, ticketNumber, reason, operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'prize-forfeited');
  if (before.length > 0) return { entries: before, replayed: true };
  const drawn = requireDrawn(opened);
  requireHeld(drawn, command);
  if (drawn.claims.some((claim) => claim.prize === prize)) {
    throw new RuleBroken(
      'prize-claimed',
      `Ticket ${ticketNumber} has claimed prize ${prize}, so the prize cannot be forfeited. Nothing was changed.`,
    );
  }
  const at = decisionTime(drawn, command.at);
  if (reason === 'unclaimed') requireClaimsEnded(drawn, prize, at);
  const facts = { prize, ticketNumber, reason, at, operatorSignature };
  return { entries: [{ type: 'prize-forfeited', ...facts }], replayed: false };
}

/** @throws {RuleBroken} `not-drawn`. */
function requireDrawn(raffle: OpenedRaffle): DrawnRaffle {
  if (raffle.status === 'drawn') return raffle;
  throw new RuleBroken('not-drawn', 'The prizes are not drawn. Nothing was changed.');
}

/** @throws {RuleBroken} `not-found`: there is no such prize; `prize-not-held`. */
function requireHeld(
  raffle: DrawnRaffle,
  { prize, ticketNumber }: Pick<ClaimPrize, 'prize' | 'ticketNumber'>,
): void {
  const { length } = raffle.rules.prizes;
  if (raffle.rules.prizes[prize - 1] === undefined) {
    throw new RuleBroken(
      'not-found',
      `There is no prize ${prize}; the last one is ${length}. Nothing was changed.`,
    );
  }
  const holder = findWinners(raffle)[prize - 1];
  if (holder?.ticketNumber === ticketNumber) return;
  const held = holder === undefined ? 'No ticket' : `Ticket ${holder.ticketNumber}`;
  throw new RuleBroken(
    'prize-not-held',
    `${held} holds prize ${prize}, not ticket ${ticketNumber}. Nothing was changed.`,
  );
}

/** @throws {RuleBroken} `rule-final`: the prize can still be claimed, or `claimBy` was not announced. */
function requireClaimsEnded(
  { rules: { claimBy }, drawn, forfeits }: DrawnRaffle,
  prize: number,
  at: string,
): void {
  if (claimBy === undefined) {
    throw new RuleBroken(
      'rule-final',
      'claimBy: no time was announced until which prizes must be claimed, so none can be forfeited as unclaimed. Nothing was changed.',
    );
  }
  const heldSince = forfeits.findLast((forfeit) => forfeit.prize === prize)?.at ?? drawn.at;
  const deadline = claimDeadline(claimBy, heldSince);
  if (at >= deadline) return;
  throw new RuleBroken(
    'rule-final',
    deadline === claimBy
      ? `claimBy: prizes can be claimed until ${claimBy}. Nothing was changed.`
      : `claimBy: this ticket got the prize after ${claimBy}, so it can be claimed until ${deadline}. Nothing was changed.`,
  );
}
