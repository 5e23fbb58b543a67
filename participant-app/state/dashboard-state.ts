import type { Account, MyTickets, RaffleView } from '#contract/schemas.ts';
import type { RaffleNews } from '#ui/live/live-raffle.ts';
import type { Growth } from '../check/comparison.ts';
import type { PurchaseState } from '../purchase/purchase-desk.ts';
import type { ReceiptsState } from '../receipts/receipts-state.ts';

/** Who looks at the page. */
export type Viewer =
  | { readonly kind: 'asking' }
  /** Asked, and no answer came. It is asked again. */
  | { readonly kind: 'unanswered' }
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
  /** What this browser holds of the viewer's receipts; undefined where nobody is known. */
  readonly receipts?: ReceiptsState | undefined;
  /** How the log fits what was seen of it before; undefined while there is nothing to tell. */
  readonly growth?: Growth | undefined;
}

export function myTicketsOf(viewer: Viewer): MyTickets | undefined {
  if (viewer.kind !== 'signed-in' || typeof viewer.holdings === 'string') return undefined;
  return viewer.holdings;
}

/** The raffle, as far as the service was heard of it. */
export function knownRaffle({ news }: DashboardState): RaffleView | undefined {
  return news.kind === 'known' ? news.raffle : undefined;
}

/** The numbers that the service lists as the viewer's; undefined while it has not. */
export function listedNumbers(viewer: Viewer): readonly number[] | undefined {
  return myTicketsOf(viewer)?.tickets.map(({ number }) => number);
}

export function myNumbersOf(viewer: Viewer): readonly number[] {
  return listedNumbers(viewer) ?? [];
}

/** How many tickets the viewer may still buy here and now. */
export function buyableCount(raffle: RaffleView, viewer: Viewer): number {
  const allowance = myTicketsOf(viewer)?.allowance ?? raffle.perPersonLimit;
  return raffle.status === 'open' ? Math.min(allowance, raffle.remaining) : 0;
}

/** The receipts in this browser, as they came. */
export function receiptTexts({ receipts }: DashboardState): readonly string[] {
  return [...(receipts?.receipts.values() ?? [])].map(({ text }) => text);
}
