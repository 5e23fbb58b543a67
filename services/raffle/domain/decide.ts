import { amendRaffle } from './amend-raffle.ts';
import { buyTickets } from './buy-tickets.ts';
import { cancelRaffle } from './cancel-raffle.ts';
import { closeRaffle, drawPrizes } from './close-and-draw.ts';
import type { Command, OpenRaffle } from './commands.ts';
import { requireConsistentRules } from './consistent-rules.ts';
import { isSameIntent, RuleBroken, type Decision } from './decision.ts';
import { isSameKey, logSchema, type RaffleOpened } from './entries.ts';
import { claimPrize, forfeitPrize } from './prizes.ts';
import type { Raffle } from './raffle.ts';
import { rehearsePurchase } from './rehearsal.ts';
import { sellAtDesk } from './sell-at-desk.ts';
import { voidTickets } from './void-tickets.ts';

/**
 * Applies the rules to a command. Pure and synchronous: the store calls it under the raffle's lock.
 * The caller appends a due closing first (`closeIfDue`).
 *
 * @throws {RuleBroken} The rules refuse the command; nothing changes.
 */
export function decide(command: Command, raffle: Raffle): Decision {
  switch (command.type) {
    case 'OpenRaffle':
      return openRaffle(command, raffle);
    case 'AmendRaffle':
      return amendRaffle(command, raffle);
    case 'BuyTickets':
      return buyTickets(command, raffle);
    case 'RehearsePurchase':
      return rehearsePurchase(command, raffle);
    case 'SellAtDesk':
      return sellAtDesk(command, raffle);
    case 'VoidTickets':
      return voidTickets(command, raffle);
    case 'CloseRaffle':
      return closeRaffle(command, raffle);
    case 'CancelRaffle':
      return cancelRaffle(command, raffle);
    case 'DrawPrizes':
      return drawPrizes(command, raffle);
    case 'ClaimPrize':
      return claimPrize(command, raffle);
    case 'ForfeitPrize':
      return forfeitPrize(command, raffle);
    default:
      return command satisfies never;
  }
}

/**
 * Requires that a new id differs from every other id in more than upper and lower case: on a file
 * system that ignores case, both would have the same journal. An id that is equal to another one is
 * left to `decide`, which recognises a repeated request.
 *
 * @param ids Every id that a raffle has or ever had.
 * @throws {RuleBroken} `raffle-exists`.
 */
export function assertIdAvailable(id: string, ids: readonly string[]): void {
  if (ids.includes(id)) return;
  const other = ids.find((each) => each.toLowerCase() === id.toLowerCase());
  if (other === undefined) return;
  throw new RuleBroken(
    'raffle-exists',
    `The id ${id} differs in capitals alone from ${other}, which is taken. Choose another id.`,
  );
}

function openRaffle(command: OpenRaffle, raffle: Raffle): Decision {
  const { raffleId, operatorSignature } = command;
  if (raffle.status === 'unopened') return { entries: [toOpening(command)], replayed: false };
  if (raffle.status === 'deleted') {
    throw new RuleBroken(
      'raffle-exists',
      `The id ${raffleId} was a rehearsal's that is deleted. It is never used again; choose another.`,
    );
  }
  if (isSameIntent(raffle.opened.operatorSignature, operatorSignature)) {
    return { entries: [raffle.opened], replayed: true };
  }
  if (isSameKey(raffle.opened.operatorSignature, operatorSignature)) {
    throw new RuleBroken(
      'idempotency-key-reused',
      `This Idempotency-Key opened the raffle ${raffleId} already. Use a new key for another one.`,
    );
  }
  throw new RuleBroken(
    'raffle-exists',
    `The raffle ${raffleId} exists already. Choose another id.`,
  );
}

/** The entry of a real raffle has no `rehearsal` member. */
function toOpening(command: OpenRaffle): RaffleOpened {
  const { rehearsal = false, ...facts } = command;
  requireConsistentRules(facts, { at: facts.at });
  return {
    ...facts,
    type: 'raffle-opened',
    schema: logSchema,
    ...(rehearsal ? { rehearsal } : {}),
  };
}
