import type {
  AnnouncedRaffleView,
  CancelledRaffleView,
  ClosedRaffleView,
  DrawnRaffleView,
  OpenRaffleView,
  RaffleView,
} from '#contract/raffles.ts';
import type { MyTickets } from '#contract/tickets.ts';
import type { ApiError } from '#ui/problems/api-error.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import type { PurchaseState } from '../features/purchase/purchase-controller.ts';
import type { Holdings, Viewer } from '../shared/session.ts';
import type { DashboardState } from './StaticDashboard.tsx';

export type Changes = Partial<Omit<OpenRaffleView, 'status'>>;

/** An open raffle as the service describes it, with some members changed. */
export function raffleView(changes: Changes = {}): OpenRaffleView {
  const capacity = changes.capacity ?? 100;
  const sold = changes.sold ?? 58;
  return {
    id: 'spring',
    title: 'Spring raffle of the Riverside rowing club',
    status: 'open',
    capacity,
    sold,
    remaining: capacity - sold,
    perPersonLimit: 2,
    randomness: 'local',
    prizes: [{ title: 'Prize' }],
    reserves: 0,
    rules: 0,
    openedAt: '2026-03-01T09:00:00.000Z',
    version: sold + 1,
    ...changes,
  };
}

export function closedRaffle({
  seal,
  ...changes
}: Changes & Pick<ClosedRaffleView, 'seal'> = {}): ClosedRaffleView {
  const closedAt = '2026-03-20T17:00:00.000Z';
  const closing = { closedAt, ...(seal === undefined ? {} : { seal }) };
  return { ...raffleView(changes), status: 'closed', ...closing };
}

export function drawnRaffle(ticketNumber: number): DrawnRaffleView {
  const drawnAt = '2026-03-20T18:00:00.000Z';
  const prizes = [{ title: 'Prize', state: 'drawn' as const, ticketNumber }];
  return { ...closedRaffle(), status: 'drawn', drawnAt, prizes, winner: { ticketNumber } };
}

export function announcedRaffle(): AnnouncedRaffleView {
  return { ...raffleView({ sold: 0 }), status: 'announced', opensAt: '2026-03-10T09:00:00.000Z' };
}

export function cancelledRaffle(): CancelledRaffleView {
  const cancelledAt = '2026-03-15T12:00:00.000Z';
  const cancelReason = 'The hall was flooded. You get your money back at the stall.';
  return { ...raffleView(), status: 'cancelled', cancelledAt, cancelReason };
}

export function known(
  raffle: RaffleView,
  freshness: KnownRaffle['freshness'] = 'live',
  ageMs = 0,
): KnownRaffle {
  return { status: 'known', raffle, freshness, confirmedAt: Date.now() - ageMs, clockAheadMs: 0 };
}

/** The holdings of a participant with these ticket numbers. */
export function holding(numbers: readonly number[], won: boolean | null = null): MyTickets {
  const purchasedAt = '2026-03-02T10:15:00.000Z';
  const [ticketNumber] = numbers;
  const isWinner = won === true && ticketNumber !== undefined;
  return {
    tickets: numbers.map((number) => ({ number, purchasedAt, sale: number, paid: true })),
    voided: [],
    allowance: Math.max(0, 2 - numbers.length),
    won,
    prizes: isWinner ? [{ prize: 1, title: 'Prize', ticketNumber, state: 'drawn' }] : [],
  };
}

export function signedIn(holdings: Holdings): Viewer {
  return { status: 'signed-in', account: { id: 'ann', email: 'ann@example.org' }, holdings };
}

export const signedOut: Viewer = { status: 'signed-out' };
export const idle: PurchaseState = { phase: 'idle', quantity: 0, isSlow: false };

export function dashboardState(changes: Partial<DashboardState> = {}): DashboardState {
  return {
    live: known(raffleView()),
    viewer: signedIn(holding([])),
    purchase: idle,
    isOnline: true,
    ...changes,
  };
}

export function failed(
  code: ApiError['code'],
  options: {
    isUnknown?: boolean;
    retryAfterSeconds?: number;
    heldBefore?: readonly number[];
  } = {},
): PurchaseState {
  const { isUnknown = false, retryAfterSeconds, heldBefore } = options;
  return {
    phase: isUnknown ? 'unknown' : 'idle',
    quantity: isUnknown ? 1 : 0,
    error: { code, retryAfterSeconds },
    isSlow: false,
    heldBefore,
  };
}
