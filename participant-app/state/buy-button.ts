import type { RaffleView } from '#contract/schemas.ts';
import type { Messages } from '../messages/en.ts';
import { myTicketsOf, type DashboardState } from './dashboard-state.ts';

/** The one button: what it says, what it does, and when it does nothing, why. */
export interface BuyButton {
  readonly label: string;
  readonly action: 'buy' | 'finish' | 'sign-in' | 'none';
  readonly pendingLabel?: string;
  /** A sentence beside it. */
  readonly reason?: string;
}

/** Decides the button. Pure. */
export function decideBuyButton(
  { viewer, purchase }: DashboardState,
  { raffle, quantity, say }: { raffle: RaffleView; quantity: number; say: Messages },
): BuyButton {
  if (purchase.phase === 'buying') {
    return { label: say.buy(purchase.quantity), action: 'buy', pendingLabel: say.buying };
  }
  // What may be paid for comes before every reason not to buy more.
  if (purchase.phase === 'checking' || purchase.phase === 'unknown') {
    const label = say.finishBuying(purchase.quantity);
    return { label, action: 'finish', pendingLabel: say.checkingShort };
  }
  if (raffle.status !== 'open') return { label: say.salesEnded, action: 'none' };
  if (raffle.remaining === 0) return { label: say.soldOut, action: 'none' };
  if (viewer.kind === 'asking' || viewer.kind === 'unanswered')
    return { label: say.moment, action: 'none' };
  if (viewer.kind === 'signed-out') return { label: say.signInToBuy, action: 'sign-in' };
  if (viewer.holdings === 'loading') return { label: say.lookingUpTickets, action: 'none' };
  const allowance = myTicketsOf(viewer)?.allowance ?? raffle.perPersonLimit;
  if (allowance === 0) {
    const { perPersonLimit } = raffle;
    return {
      label: say.youHold(perPersonLimit, perPersonLimit),
      action: 'none',
      reason: say.capReason(perPersonLimit),
    };
  }
  return { label: say.buy(quantity), action: 'buy', pendingLabel: say.buying };
}
