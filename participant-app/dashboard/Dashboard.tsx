import { useMemo, useState } from 'react';
import { sayTrouble } from '#ui/problems/sentences.ts';
import type { Purchase } from '#contract/schemas.ts';
import { NoticeRegion, Notices } from '#ui/Notices.tsx';
import { toTrouble, type Trouble } from '#ui/problems/trouble.ts';
import type { RaffleDashboardProps } from '../host-contract.ts';
import { createIdentity } from '../identity.ts';
import { useMessages } from '../messages/messages.ts';
import type { Timings } from '../timings.ts';
import type { DashboardActions } from './actions.ts';
import { DashboardView } from './DashboardView.tsx';
import { useHostEvents } from './use-host-events.ts';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { useMilestones } from './use-milestones.ts';
import { useOnline } from '#ui/use-online.ts';
import { usePurchase } from './use-purchase.ts';
import { useViewer } from './use-viewer.ts';

export interface DashboardProps {
  readonly host: RaffleDashboardProps;
  readonly serviceUrl: string;
  readonly locale: string;
  readonly timings: Timings;
  readonly headingLevel: 1 | 2;
}

/** What a notice about a purchase is about: there is one at a time. */
const thePurchase = 'purchase';
const theSignOut = 'sign-out';

/** The dashboard, connected to a service. */
export function Dashboard({ host, serviceUrl, locale, timings, headingLevel }: DashboardProps) {
  const { raffleId } = host;
  const say = useMessages();
  const isOnline = useOnline();
  const [notices] = useState(() => new Notices());
  const [newNumbers, setNewNumbers] = useState<readonly number[]>([]);
  const identity = useMemo(
    () => createIdentity({ serviceUrl, timeoutMs: timings.timeoutMs }),
    [serviceUrl, timings.timeoutMs],
  );
  const { live, news } = useLiveRaffle({ serviceUrl, raffleId, timings });
  const raffle = news.kind === 'known' ? news.raffle : undefined;
  const { viewer, refresh, forget } = useViewer(identity, raffle);
  const { desk, purchase } = usePurchase({
    identity,
    serviceUrl,
    raffleId,
    viewer,
    slowMs: timings.slowMs,
  });
  useMilestones(raffle);
  useHostEvents(news, host);

  const buy = async (quantity: number) => {
    notices.dismiss(thePurchase);
    const outcome = await desk.buy(quantity);
    if (outcome?.kind === 'purchased') tellPurchased(outcome.purchase);
    if (outcome?.kind === 'failed') tellFailed(outcome.trouble, outcome.isUnknown);
  };
  const tellPurchased = ({ tickets, raffle }: Purchase) => {
    const numbers = tickets.map(({ number }) => number);
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
  const actions: DashboardActions = {
    buy: (quantity) => void buy(quantity),
    reload: () => void refresh(),
    signOut: () => void identity.signOut().then(forget, tellStillSignedIn),
    signIn: {
      mode: identity.mode,
      askForCode: async (email) => identity.client.call('askForCode', { body: { email } }),
      async enterCode(email, code) {
        await identity.client.call('signIn', { body: { email, code } });
        notices.dismiss(thePurchase);
        await refresh();
      },
      async byWindow() {
        if (!(await identity.signInByPopup())) return;
        notices.dismiss(thePurchase);
        await refresh();
      },
    },
  };
  return (
    <>
      <DashboardView
        state={{ news, viewer, purchase, isOnline }}
        actions={actions}
        newNumbers={newNumbers}
        headingLevel={headingLevel}
        resultUrl={new URL(`/raffles/${encodeURIComponent(raffleId)}/result`, serviceUrl).href}
      />
      <NoticeRegion notices={notices} label={say.notices} dismissLabel={say.dismiss} />
    </>
  );
}
