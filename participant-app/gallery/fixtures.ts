import type { MyTickets, RaffleView } from '#contract/schemas.ts';
import type { Trouble } from '#ui/problems/trouble.ts';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import type { DashboardActions } from '../dashboard/actions.ts';
import type { PurchaseState } from '../purchase/purchase-desk.ts';
import type { ReceiptPlace } from '../receipts/receipt-place.ts';
import type { DashboardState, Holdings, Viewer } from '../state/dashboard-state.ts';

/** A raffle as the service would describe it, with what matters changed. */
export function raffleView(changes: Partial<RaffleView> = {}): RaffleView {
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
    openedAt: '2026-03-01T09:00:00.000Z',
    version: sold + 1,
    ...changes,
  };
}

export function drawnRaffle(ticketNumber: number): RaffleView {
  return raffleView({
    status: 'drawn',
    closedAt: '2026-03-20T17:00:00.000Z',
    drawnAt: '2026-03-20T18:00:00.000Z',
    winner: { ticketNumber },
  });
}

export function known(
  raffle: RaffleView,
  freshness: KnownRaffle['freshness'] = 'live',
  ageMs = 0,
): KnownRaffle {
  return { kind: 'known', raffle, freshness, confirmedAt: Date.now() - ageMs, clockAheadMs: 0 };
}

/** What somebody with these ticket numbers holds. */
export function holding(numbers: readonly number[], won: boolean | null = null): MyTickets {
  return {
    tickets: numbers.map((number) => ({ number, purchasedAt: '2026-03-02T10:15:00.000Z' })),
    allowance: Math.max(0, 2 - numbers.length),
    won,
  };
}

export function signedIn(holdings: Holdings): Viewer {
  return { kind: 'signed-in', account: { id: 'ann', email: 'ann@example.org' }, holdings };
}

export const signedOut: Viewer = { kind: 'signed-out' };
export const idle: PurchaseState = { phase: 'idle', quantity: 0, isSlow: false };

export function dashboardState(changes: Partial<DashboardState> = {}): DashboardState {
  return {
    news: known(raffleView()),
    viewer: signedIn(holding([])),
    purchase: idle,
    isOnline: true,
    ...changes,
  };
}

export function failed(
  code: Trouble['code'],
  options: { isUnknown?: boolean; retryAfterSeconds?: number } = {},
): PurchaseState {
  const { isUnknown = false, retryAfterSeconds } = options;
  return {
    phase: isUnknown ? 'unknown' : 'idle',
    quantity: isUnknown ? 1 : 0,
    trouble: { code, retryAfterSeconds },
    isSlow: false,
  };
}

/** The service's own page. */
export const ownPage: ReceiptPlace = {
  serviceUrl: 'https://raffle.example.org',
  raffleId: 'spring',
  isOwnPage: true,
};

/** Nothing happens in a gallery. */
export const noActions: DashboardActions = {
  buy: () => {},
  reload: () => {},
  signOut: () => {},
  showReceipt: () => {},
  forgetLog: () => {},
  signIn: {
    mode: 'cookie',
    askForCode: async () => {},
    enterCode: async () => {},
    byWindow: async () => {},
  },
};
