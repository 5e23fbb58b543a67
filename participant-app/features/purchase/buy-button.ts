import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import type { Messages } from '../../shared/messages/en.ts';
import { myNumbersOf, myTicketsOf, type Viewer } from '../../shared/session.ts';
import type { PurchaseState } from './purchase-controller.ts';

/** The one button: what it says, what it does, and when it does nothing, why. */
export interface BuyButton {
  readonly label: string;
  readonly action: 'buy' | 'finish' | 'sign-in' | 'show-tickets' | 'none';
  readonly pendingLabel?: string;
  /** A sentence beside it. */
  readonly reason?: string;
}

export interface BuyButtonFacts {
  readonly raffle: RaffleView;
  readonly viewer: Viewer;
  readonly purchase: PurchaseState;
  readonly quantity: number;
}

/** Decides what the button says and does. There is none if nothing is on sale and none is unsettled. */
export function decideBuyButton(facts: BuyButtonFacts, messages: Messages): BuyButton | undefined {
  const { raffle, viewer, purchase, quantity } = facts;
  if (purchase.phase === 'buying') {
    return { label: messages.buy(purchase.quantity), action: 'buy', pendingLabel: messages.buying };
  }
  // An unknown outcome comes first: the tickets may have been bought.
  if (purchase.phase === 'checking' || purchase.phase === 'unknown') {
    const label = messages.finishBuying(purchase.quantity);
    return { label, action: 'finish', pendingLabel: messages.checkingShort };
  }
  if (raffle.status !== 'open') return undefined;
  const showTickets = { label: messages.showMyTickets, action: 'show-tickets' } as const;
  if (raffle.remaining === 0) {
    const hasTickets = myNumbersOf(viewer).length > 0;
    return hasTickets ? showTickets : { label: messages.soldOut, action: 'none' };
  }
  if (viewer.status === 'asking' || viewer.status === 'unanswered')
    return { label: messages.moment, action: 'none' };
  if (viewer.status === 'signed-out') return { label: messages.signInToBuy, action: 'sign-in' };
  if (viewer.holdings === 'loading') return { label: messages.lookingUpTickets, action: 'none' };
  const allowance = myTicketsOf(viewer)?.allowance ?? raffle.perPersonLimit;
  if (allowance === 0) {
    return { ...showTickets, reason: messages.capReason(raffle.perPersonLimit) };
  }
  return { label: messages.buy(quantity), action: 'buy', pendingLabel: messages.buying };
}

/** How many tickets the viewer may still buy now. */
export function buyableCount(raffle: RaffleView, viewer: Viewer): number {
  const allowance = myTicketsOf(viewer)?.allowance ?? raffle.perPersonLimit;
  return raffle.status === 'open' ? Math.min(allowance, raffle.remaining) : 0;
}

/**
 * Tickets that were added after the press of a purchase with an unknown outcome. Most likely it
 * succeeded, but another window may have bought them.
 */
export function numbersSincePress(viewer: Viewer, purchase: PurchaseState): readonly number[] {
  const { phase, heldBefore } = purchase;
  if (phase !== 'unknown' || heldBefore === undefined) return [];
  return myNumbersOf(viewer).filter((number) => !heldBefore.includes(number));
}

/** What the chosen tickets cost; undefined if the raffle names no price. */
export function totalOf(
  { notice }: RaffleView,
  quantity: number,
  { locale, free }: { readonly locale: string; readonly free: string },
): string | undefined {
  const price = notice?.price;
  if (price === undefined) return undefined;
  const amount = price.amount * quantity;
  return amount === 0 ? free : formatsOf(locale).money(amount, price.currency);
}
