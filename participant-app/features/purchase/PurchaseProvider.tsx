import { useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { useStore } from 'zustand';
import type { RaffleView } from '#contract/raffles.ts';
import type { Purchase } from '#contract/tickets.ts';
import { NoticesContext } from '#ui/Notices.tsx';
import type { ApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { isOnline as isOnlineNow } from '#ui/use-online.ts';
import { createRequiredContext } from '#ui/required-context.ts';
import { reportToHost, type RaffleDashboardProps } from '../../shared/host-contract.ts';
import { knownRaffle, useLive } from '../../shared/live.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { listedNumbers, useSession, type Viewer } from '../../shared/session.ts';
import type { Timings } from '../../shared/timings.ts';
import { useStoreFor } from '../../shared/use-store-for.ts';
import { numbersSincePress } from './buy-button.ts';
import { PurchaseController, type PurchaseState, tabIntentStore } from './purchase-controller.ts';

export interface Purchasing {
  readonly state: PurchaseState;
  /** The tickets of the latest purchase on this page. */
  readonly newNumbers: readonly number[];
  /** The purchase that waits for its confirmation. */
  readonly asked: AskedPurchase | undefined;
  /** Asks for the confirmation of a purchase. */
  readonly ask: (quantity: number) => void;
  /** Buys what was asked, under the rules that are shown now. */
  readonly confirm: () => void;
  readonly cancel: () => void;
  /** Repeats a purchase whose outcome is unknown. */
  readonly finish: () => void;
}

export interface AskedPurchase {
  readonly quantity: number;
  /** The raffle as the participant saw it. What changed since is shown with the question. */
  readonly seen: RaffleView;
}

export const [PurchaseContext, usePurchase] = createRequiredContext<Purchasing>('PurchaseContext');

export interface PurchaseProviderProps {
  readonly timings: Timings;
  readonly host: RaffleDashboardProps;
  /** Takes the receipts. */
  readonly onPurchased: (purchase: Purchase) => void;
  readonly children: ReactNode;
}

/** The key of notices about a purchase: there is one at a time. */
const noticeKey = 'purchase';

/** Provides buying, and says in notices what came of it. */
export function PurchaseProvider({ timings, host, onPurchased, children }: PurchaseProviderProps) {
  const { place, state: live, isOnline, applySnapshot } = useLive();
  const { viewer, client, refresh, addPurchase, forget, notifyOtherWindows } = useSession();
  const messages = useMessages();
  const { locale } = useLocale();
  const notices = useContext(NoticesContext);
  const [newNumbers, setNewNumbers] = useState<readonly number[]>([]);
  const [asked, setAsked] = useState<AskedPurchase>();
  const raffle = knownRaffle(live);
  const controller = usePurchaseController(timings);
  const state = useStore(controller.store);
  const { raffleId } = place;

  useEffect(() => {
    if (isOnline && controller.forgetOffline()) notices?.dismiss(noticeKey);
  }, [isOnline, controller, notices]);
  const isSignedIn = viewer.status === 'signed-in';
  useEffect(() => {
    if (isSignedIn) notices?.dismiss(noticeKey);
  }, [isSignedIn, notices]);

  const buy = async (quantity: number, seen: RaffleView | undefined) => {
    notices?.dismiss(noticeKey);
    const heldBefore = listedNumbers(viewer);
    const outcome = await controller.buy({ quantity, heldBefore, rules: seen?.rules });
    if (outcome?.status === 'purchased') showPurchased(outcome.purchase);
    if (outcome?.status !== 'failed') return;
    const isStale = outcome.error.code === 'rules-changed' && seen !== undefined;
    if (isStale && (await hasNewRules())) setAsked({ quantity, seen });
    else showFailed(outcome.error, outcome.isUnknown);
  };
  /** Fetches the rules that the service has now. */
  const hasNewRules = async () => {
    try {
      applySnapshot(await client.call('showRaffle', { params: { id: raffleId } }));
      return true;
    } catch {
      return false;
    }
  };
  const showPurchased = (purchase: Purchase) => {
    const numbers = purchase.tickets.map(({ number }) => number);
    onPurchased(purchase);
    addPurchase(purchase);
    applySnapshot(purchase.raffle);
    setNewNumbers(numbers);
    const { title, text } = messages.bought;
    notices?.show(noticeKey, {
      tone: 'success',
      title: title(numbers),
      text: text(numbers.length),
    });
    void refresh();
    notifyOtherWindows();
    reportToHost(host.onPurchased, { raffleId, ticketNumbers: numbers });
  };
  const finish = { label: messages.finishAction, onPress: () => void buy(0, undefined) };
  const showFailed = (error: ApiError, isUnknown: boolean) => {
    const described = describeApiError(error, { locale, asked: 'purchase', isUnknown });
    const action = isUnknown ? { action: finish } : {};
    if (!hasArrived()) notices?.show(noticeKey, { tone: 'error', ...described, ...action });
    if (error.code === 'sign-in-required') forget();
    else void refresh();
    reportToHost(host.onError, { raffleId, code: error.code });
  };
  const hasArrived = useArrivals(numbersSincePress(viewer, state), (numbers) =>
    notices?.show(noticeKey, { tone: 'info', ...messages.arrived(numbers), action: finish }),
  );
  const value: Purchasing = {
    state,
    newNumbers,
    asked,
    ask(quantity) {
      if (raffle !== undefined) setAsked({ quantity, seen: raffle });
    },
    confirm() {
      setAsked(undefined);
      if (asked !== undefined) void buy(asked.quantity, raffle);
    },
    cancel: () => setAsked(undefined),
    finish: finish.onPress,
  };
  return <PurchaseContext value={value}>{children}</PurchaseContext>;
}

function usePurchaseController({ timeoutMs, slowMs, restMs }: Timings): PurchaseController {
  const { place } = useLive();
  const { viewer, client } = useSession();
  const accountId = useLatestAccount(viewer);
  return useStoreFor(
    `${accountId} ${timeoutMs}`,
    () =>
      new PurchaseController({
        send: ({ quantity, rules, key }) =>
          client.call('buyTickets', {
            params: { id: place.raffleId },
            // Terms that were amended after the buyer saw them are refused.
            body: rules === undefined ? { quantity } : { quantity, rules },
            idempotencyKey: key,
          }),
        isOnline: isOnlineNow,
        intents: tabIntentStore({ ...place, accountId }),
        slowMs,
        restMs,
      }),
  );
}

/** The account that signed in last on this page. It stays after its session has ended. */
function useLatestAccount(viewer: Viewer): string {
  const [latest, setLatest] = useState('');
  if (viewer.status === 'signed-in' && viewer.account.id !== latest) setLatest(viewer.account.id);
  return latest;
}

/**
 * Reports once that tickets were added after a press whose answer was lost.
 *
 * @returns Tells whether they were.
 */
function useArrivals(
  arrived: readonly number[],
  report: (numbers: readonly number[]) => void,
): () => boolean {
  const reported = useRef('');
  useEffect(() => {
    if (reported.current === arrived.join()) return;
    reported.current = arrived.join();
    if (arrived.length > 0) report(arrived);
  }, [arrived, report]);
  return () => reported.current !== '';
}
