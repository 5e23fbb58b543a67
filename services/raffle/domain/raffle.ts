import type {
  Entry,
  PrizeClaimed,
  PrizeForfeited,
  RaffleAmended,
  RaffleCancelled,
  RaffleClosed,
  RaffleDrawn,
  RaffleOpened,
} from './entries.ts';
import { OperatorRequests } from './operator-requests.ts';
import { Pool } from './pool.ts';
import { applyChanges, pickRules, type RaffleRules } from './rules.ts';
import type { SaleRow } from './sale-row.ts';

/** State of a raffle: the fold over its log. `version` is the number of entries. */
export type Raffle =
  UnopenedRaffle | OpenRaffle | ClosedRaffle | DrawnRaffle | CancelledRaffle | DeletedRaffle;

/** A raffle that exists. */
export type OpenedRaffle = Exclude<Raffle, UnopenedRaffle | DeletedRaffle>;

export interface UnopenedRaffle {
  readonly status: 'unopened';
  readonly version: 0;
}

/** A raffle that exists, as lists show it: without its tickets. */
export type ListedRaffle = Listed<OpenedRaffle>;
type Listed<State> = State extends OpenedRaffle
  ? Omit<State, 'pool' | 'requests'> & { readonly pool: Pick<Pool, 'size' | 'firstIndex'> }
  : never;

interface Opened {
  readonly opened: RaffleOpened;
  /** The current rules: those of the opening with all amendments. */
  readonly rules: RaffleRules;
  /** Log index of the opening or the last amendment. */
  readonly rulesIndex: number;
  /** In log order. `index`: in the log. */
  readonly amendments: readonly { readonly entry: RaffleAmended; readonly index: number }[];
  readonly pool: Pool;
  readonly requests: OperatorRequests;
  /** Time of the last entry, ISO 8601. */
  readonly lastAt: string;
  readonly version: number;
}

/** Sales are open, or begin at the rules' `opensAt`. */
export interface OpenRaffle extends Opened {
  readonly status: 'open';
}

export interface ClosedRaffle extends Opened {
  readonly status: 'closed';
  readonly closed: RaffleClosed;
  /** Log index of the closing. */
  readonly closedIndex: number;
}

export interface DrawnRaffle extends Opened {
  readonly status: 'drawn';
  readonly closed: RaffleClosed;
  readonly closedIndex: number;
  readonly drawn: RaffleDrawn;
  /** Log index of the draw. Claims and forfeits follow it. */
  readonly drawnIndex: number;
  /** In log order. */
  readonly claims: readonly PrizeClaimed[];
  /** In log order. */
  readonly forfeits: readonly PrizeForfeited[];
}

export interface CancelledRaffle extends Opened {
  readonly status: 'cancelled';
  readonly cancelled: RaffleCancelled;
}

/** A deleted rehearsal. Its log is gone; its id is never used again, so no two logs share a name. */
export interface DeletedRaffle {
  readonly status: 'deleted';
  readonly version: 0;
}

export const deleted: DeletedRaffle = { status: 'deleted', version: 0 };
export const unopened: UnopenedRaffle = { status: 'unopened', version: 0 };

/** Whether the raffle exists. */
export function isOpened(raffle: Raffle): raffle is OpenedRaffle {
  return raffle.status !== 'unopened' && raffle.status !== 'deleted';
}

/**
 * Applies one entry. The given state is not changed.
 *
 * @throws {TypeError} The entry cannot follow this state.
 */
export function evolve(raffle: Raffle, entry: Entry | SaleRow): Raffle {
  const version = raffle.version + 1;
  const lastAt = entry.at;
  if (isOpened(raffle) && lastAt < raffle.lastAt) throw outOfOrder(raffle, entry);
  const before = isOpened(raffle) ? raffle.requests : OperatorRequests.none;
  const requests = 'operatorSignature' in entry ? before.with(entry) : before;
  switch (entry.type) {
    case 'raffle-opened':
      if (raffle.status !== 'unopened') throw outOfOrder(raffle, entry);
      return {
        status: 'open',
        opened: entry,
        rules: pickRules(entry),
        rulesIndex: 0,
        amendments: [],
        pool: Pool.from(),
        requests,
        lastAt,
        version,
      };
    case 'raffle-amended': {
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      const { version: index } = raffle;
      const rules = applyChanges(raffle.rules, entry.changes);
      const amendments = [...raffle.amendments, { entry, index }];
      return { ...raffle, rules, rulesIndex: index, amendments, requests, lastAt, version };
    }
    case 'ticket-sold': {
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      const { opened, rules, rulesIndex, amendments } = raffle;
      const pool = raffle.pool.with(entry, raffle.version);
      // Written out because a spread takes more time than all the rest.
      return {
        status: 'open',
        opened,
        rules,
        rulesIndex,
        amendments,
        pool,
        requests,
        lastAt,
        version,
      };
    }
    case 'ticket-voided': {
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      const pool = raffle.pool.without(entry, raffle.version);
      return { ...raffle, pool, requests, lastAt, version };
    }
    case 'raffle-closed': {
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      const closedIndex = raffle.version;
      const facts = { closed: entry, closedIndex, requests, lastAt, version };
      return { ...raffle, status: 'closed', ...facts };
    }
    case 'raffle-drawn': {
      if (raffle.status !== 'closed') throw outOfOrder(raffle, entry);
      const drawn = { drawn: entry, drawnIndex: raffle.version, claims: [], forfeits: [] };
      return { ...raffle, status: 'drawn', ...drawn, requests, lastAt, version };
    }
    case 'prize-claimed':
      if (raffle.status !== 'drawn') throw outOfOrder(raffle, entry);
      return { ...raffle, claims: [...raffle.claims, entry], requests, lastAt, version };
    case 'prize-forfeited':
      if (raffle.status !== 'drawn') throw outOfOrder(raffle, entry);
      return { ...raffle, forfeits: [...raffle.forfeits, entry], requests, lastAt, version };
    case 'raffle-cancelled':
      if (raffle.status !== 'open') throw outOfOrder(raffle, entry);
      return { ...raffle, status: 'cancelled', cancelled: entry, requests, lastAt, version };
    default:
      return entry satisfies never;
  }
}

function outOfOrder(raffle: Raffle, entry: Entry | SaleRow): Error {
  return new TypeError(
    `The log is out of order: entry ${raffle.version} is ${entry.type} of ${entry.at}, the raffle is ${raffle.status}.`,
  );
}
