import type { Entry, RaffleClosed, RaffleOpened, TicketSold, WinnerDrawn } from './entries.ts';
import { Pool } from './pool.ts';

/** What a raffle's log adds up to. `version` is the length of the log. */
export type Raffle = UnopenedRaffle | OpenRaffle | ClosedRaffle | DrawnRaffle | DeletedRaffle;

/** A raffle that somebody has asked for. */
export type OpenedRaffle = Exclude<Raffle, UnopenedRaffle | DeletedRaffle>;

export interface UnopenedRaffle {
  readonly status: 'unopened';
  readonly version: 0;
}

interface Opened {
  readonly opened: RaffleOpened;
  readonly pool: Pool;
  readonly version: number;
}

export interface OpenRaffle extends Opened {
  readonly status: 'open';
}

export interface ClosedRaffle extends Opened {
  readonly status: 'closed';
  readonly closed: RaffleClosed;
}

export interface DrawnRaffle extends Opened {
  readonly status: 'drawn';
  readonly closed: RaffleClosed;
  readonly drawn: WinnerDrawn;
}

/** A rehearsal whose log is gone. Its id is spent: there are never two logs of one name. */
export interface DeletedRaffle {
  readonly status: 'deleted';
  readonly version: 0;
}

export const deleted: DeletedRaffle = { status: 'deleted', version: 0 };
export const unopened: UnopenedRaffle = { status: 'unopened', version: 0 };

/** Whether there is a raffle to see. */
export function isOpened(raffle: Raffle): raffle is OpenedRaffle {
  return raffle.status !== 'unopened' && raffle.status !== 'deleted';
}

/** Adds one entry to what the log adds up to. The raffle given stays as it was. */
export function evolve(raffle: Raffle, entry: Entry): Raffle {
  const version = raffle.version + 1;
  switch (entry.type) {
    case 'raffle-opened':
      if (raffle.status !== 'unopened') throw outOfOrder(raffle, entry);
      return { status: 'open', opened: entry, pool: Pool.empty(), version };
    case 'ticket-sold':
      if (raffle.status !== 'open' || entry.number !== raffle.pool.size + 1) {
        throw outOfOrder(raffle, entry);
      }
      return { status: 'open', opened: raffle.opened, pool: raffle.pool.with(entry), version };
    case 'raffle-closed':
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      return { ...raffle, status: 'closed', closed: entry, version };
    case 'winner-drawn':
      if (raffle.status !== 'closed') throw outOfOrder(raffle, entry);
      return { ...raffle, status: 'drawn', drawn: entry, version };
    default:
      return entry satisfies never;
  }
}

/** Where a ticket stands in the log, from 0: behind the opening and every ticket before it. */
export function indexInLog({ number }: TicketSold): number {
  return number;
}

function outOfOrder(raffle: Raffle, entry: Entry): Error {
  return new TypeError(
    `The log is out of order: entry ${raffle.version} is ${entry.type}, the raffle is ${raffle.status}.`,
  );
}
