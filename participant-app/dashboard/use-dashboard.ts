import { useEffect, useMemo, useState } from 'react';
import type { Purchase } from '#contract/schemas.ts';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { Notices } from '#ui/Notices.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { toTrouble, type Trouble } from '#ui/problems/trouble.ts';
import { useOnline } from '#ui/use-online.ts';
import type { CheckKit } from '../check/load-kit.ts';
import { useGrowth } from '../check/use-growth.ts';
import type { RaffleDashboardProps } from '../host-contract.ts';
import { createIdentity, type Identity } from '../identity.ts';
import { useMessages } from '../messages/messages.ts';
import type { ReceiptPlace } from '../receipts/receipt-place.ts';
import type { ReceiptKit } from '../receipts/load-kit.ts';
import { useReceipts } from '../receipts/use-receipts.ts';
import type { DashboardState } from '../state/dashboard-state.ts';
import type { Timings } from '../timings.ts';
import type { DashboardActions, SignInActions } from './actions.ts';
import { useHostEvents } from './use-host-events.ts';
import { useMilestones } from './use-milestones.ts';
import { usePurchase } from './use-purchase.ts';
import { useViewer } from './use-viewer.ts';

export interface DashboardOptions {
  readonly host: RaffleDashboardProps;
  readonly serviceUrl: string;
  readonly locale: string;
  readonly timings: Timings;
}

/** A dashboard that is connected to a service. */
export interface ConnectedDashboard {
  readonly state: DashboardState;
  readonly actions: DashboardActions;
  /** Just bought. */
  readonly newNumbers: readonly number[];
  readonly notices: Notices;
  readonly place: ReceiptPlace;
  /** Loaded once somebody is signed in. */
  readonly kit: ReceiptKit | undefined;
  /** Loaded once there is a raffle. */
  readonly checks: CheckKit | undefined;
  /** The ticket whose receipt lies on top of the page. */
  readonly shownReceipt: number | undefined;
  readonly hideReceipt: () => void;
}

/** What a notice about a purchase is about: there is one at a time. */
const thePurchase = 'purchase';
const theSignOut = 'sign-out';

/** Connects a dashboard: what is known, and what can be done. */
export function useDashboard(options: DashboardOptions): ConnectedDashboard {
  const { host, serviceUrl, locale, timings } = options;
  const { raffleId } = host;
  const say = useMessages();
  const isOnline = useOnline();
  const [notices] = useState(() => new Notices());
  const [newNumbers, setNewNumbers] = useState<readonly number[]>([]);
  const [shownReceipt, setShownReceipt] = useState<number>();
  const identity = useMemo(
    () => createIdentity({ serviceUrl, timeoutMs: timings.timeoutMs }),
    [serviceUrl, timings.timeoutMs],
  );
  const { live, news } = useLiveRaffle({ serviceUrl, raffleId, timings });
  const raffle = news.kind === 'known' ? news.raffle : undefined;
  const { viewer, refresh, forget } = useViewer(identity, raffle);
  const { desk, purchase } = usePurchase({ identity, serviceUrl, raffleId, viewer, timings });
  const { kit, receipts, take, clear } = useReceipts({
    identity,
    serviceUrl,
    raffleId,
    raffle,
    viewer,
  });
  const { checks, growth, forgetLog } = useGrowth({ serviceUrl, raffleId, raffle, timings });
  useMilestones(raffle);
  useHostEvents(news, host);

  useEffect(() => {
    if (isOnline && desk.forgetOffline()) notices.dismiss(thePurchase);
  }, [isOnline, desk, notices]);

  const buy = async (quantity: number) => {
    notices.dismiss(thePurchase);
    const outcome = await desk.buy(quantity);
    if (outcome?.kind === 'purchased') tellPurchased(outcome.purchase);
    if (outcome?.kind === 'failed') tellFailed(outcome.trouble, outcome.isUnknown);
  };
  const tellPurchased = (purchase: Purchase) => {
    const { tickets, raffle } = purchase;
    const numbers = tickets.map(({ number }) => number);
    take(purchase);
    live.offer(raffle);
    setNewNumbers(numbers);
    const { title, text } = say.bought;
    notices.show(thePurchase, { tone: 'success', title: title(numbers), text });
    void refresh();
    host.onPurchased?.({ raffleId, ticketNumbers: numbers });
  };
  const tellFailed = (trouble: Trouble, isUnknown: boolean) => {
    const spoken = sayTrouble(trouble, { locale, asked: 'purchase', isUnknown });
    const action = { label: say.finishAction, onPress: () => void buy(0) };
    notices.show(thePurchase, { tone: 'error', ...spoken, ...(isUnknown ? { action } : {}) });
    if (trouble.code === 'sign-in-required') forget();
    else void refresh();
    host.onError?.({ raffleId, code: trouble.code });
  };
  const tellStillSignedIn = (error: unknown) => {
    const spoken = sayTrouble(toTrouble(error), { locale, asked: 'change' });
    notices.show(theSignOut, { tone: 'error', ...spoken });
    void refresh();
  };
  const forgetEverything = () => {
    clear();
    forget();
  };
  const actions: DashboardActions = {
    buy: (quantity) => void buy(quantity),
    reload: () => void refresh(),
    signOut: () => void identity.signOut().then(forgetEverything, tellStillSignedIn),
    showReceipt: setShownReceipt,
    forgetLog,
    signIn: signInActions(identity, async () => {
      notices.dismiss(thePurchase);
      await refresh();
    }),
  };
  return {
    state: { news, viewer, purchase, isOnline, receipts, growth },
    actions,
    newNumbers,
    notices,
    place: { serviceUrl, raffleId, isOwnPage: identity.mode === 'cookie' },
    kit,
    checks,
    shownReceipt,
    hideReceipt: () => setShownReceipt(undefined),
  };
}

function signInActions(identity: Identity, whenSignedIn: () => Promise<void>): SignInActions {
  const { client, mode } = identity;
  return {
    mode,
    askForCode: async (email) => client.call('askForCode', { body: { email } }),
    async enterCode(email, code) {
      await client.call('signIn', { body: { email, code } });
      await whenSignedIn();
    },
    async byWindow() {
      if (await identity.signInByPopup()) await whenSignedIn();
    },
  };
}
