import type { Account, MyTickets, RaffleView } from '#contract/schemas.ts';
import type { RaffleNews } from '#ui/live/live-raffle.ts';
import type { PurchaseState } from '../purchase/purchase-desk.ts';

/** Who looks at the page. */
export type Viewer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-out' }
  | {
      readonly kind: 'signed-in';
      readonly account: Account;
      readonly holdings: Holdings;
    };

/** What the viewer has in this raffle, as far as it could be found out. */
export type Holdings = 'loading' | 'failed' | MyTickets;

/** Everything the dashboard shows is a function of this. */
export interface DashboardState {
  readonly news: RaffleNews;
  readonly viewer: Viewer;
  readonly purchase: PurchaseState;
  readonly isOnline: boolean;
}

export function myTicketsOf(viewer: Viewer): MyTickets | undefined {
  if (viewer.kind !== 'signed-in' || typeof viewer.holdings === 'string') return undefined;
  return viewer.holdings;
}

export function myNumbersOf(viewer: Viewer): readonly number[] {
  return (myTicketsOf(viewer)?.tickets ?? []).map(({ number }) => number);
}

/** How many tickets the viewer may still buy here and now. */
export function buyableCount(raffle: RaffleView, viewer: Viewer): number {
  const allowance = myTicketsOf(viewer)?.allowance ?? raffle.perPersonLimit;
  return raffle.status === 'open' ? Math.min(allowance, raffle.remaining) : 0;
}
