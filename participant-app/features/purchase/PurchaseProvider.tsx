import { useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { useStore } from 'zustand';
import type { Purchase } from '#contract/tickets.ts';
import { NoticesContext } from '#ui/Notices.tsx';
import { describeApiError, type ApiError } from '#ui/problems/api-error.ts';
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
  /** Buys. While the outcome of an earlier purchase is unknown, repeats that one. */
  readonly buy: (quantity: number) => void;
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
  const { place, isOnline, applySnapshot } = useLive();
  const { viewer, refresh, forget, notifyOtherWindows } = useSession();
  const messages = useMessages();
  const { locale } = useLocale();
  const notices = useContext(NoticesContext);
  const [newNumbers, setNewNumbers] = useState<readonly number[]>([]);
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

  const buy = async (quantity: number) => {
    notices?.dismiss(noticeKey);
    const outcome = await controller.buy(quantity, listedNumbers(viewer));
    if (outcome?.status === 'purchased') showPurchased(outcome.purchase);
    if (outcome?.status === 'failed') showFailed(outcome.error, outcome.isUnknown);
  };
  const showPurchased = (purchase: Purchase) => {
    const numbers = purchase.tickets.map(({ number }) => number);
    onPurchased(purchase);
    applySnapshot(purchase.raffle);
    setNewNumbers(numbers);
    const { title, text } = messages.bought;
    notices?.show(noticeKey, { tone: 'success', title: title(numbers), text });
    void refresh();
    notifyOtherWindows();
    reportToHost(host.onPurchased, { raffleId, ticketNumbers: numbers });
  };
  const finish = { label: messages.finishAction, onPress: () => void buy(0) };
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
  const value = { state, newNumbers, buy: (quantity: number) => void buy(quantity) };
  return <PurchaseContext value={value}>{children}</PurchaseContext>;
}

function usePurchaseController({ timeoutMs, slowMs, restMs }: Timings): PurchaseController {
  const { place, state } = useLive();
  const { viewer, client } = useSession();
  const accountId = useLatestAccount(viewer);
  const rules = useRef<number>(undefined);
  useEffect(() => {
    rules.current = knownRaffle(state)?.rules;
  });
  return useStoreFor(
    `${accountId} ${timeoutMs}`,
    () =>
      new PurchaseController({
        send: ({ quantity, key }) =>
          client.call('buyTickets', {
            params: { id: place.raffleId },
            // Terms that were amended after the buyer saw them are refused.
            body: rules.current === undefined ? { quantity } : { quantity, rules: rules.current },
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
