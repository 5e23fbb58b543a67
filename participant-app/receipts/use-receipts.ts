import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Purchase, RaffleView } from '#contract/schemas.ts';
import type { Identity } from '../identity.ts';
import { myTicketsOf, type Viewer } from '../state/dashboard-state.ts';
import { lastAccount } from './last-account.ts';
import { clearReceipts } from './receipt-scope.ts';
import type { ReceiptsState } from './receipts-state.ts';
import { loadKit, type ReceiptKit } from './load-kit.ts';
import { useLate } from '#ui/use-late.ts';

export interface ReceiptsOptions {
  readonly identity: Identity;
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly raffle: RaffleView | undefined;
  readonly viewer: Viewer;
}

export interface ReceiptControls {
  readonly kit: ReceiptKit | undefined;
  readonly receipts: ReceiptsState | undefined;
  /** Takes the receipts that came with a purchase. */
  readonly take: (purchase: Purchase) => void;
  /** Takes every receipt of whoever signs out off this browser. */
  readonly clear: () => void;
}

/** When what could not be fetched is asked for again, in milliseconds. */
const collectAgainMs = 5000;

/** The receipts of whoever looks, for as long as the component is there. */
export function useReceipts(options: ReceiptsOptions): ReceiptControls {
  const { identity, serviceUrl, raffleId, raffle, viewer } = options;
  const accountId = useHolder(serviceUrl, viewer, identity.mode);
  const kit = useLate(loadKit, accountId !== undefined);
  const desk = useMemo(
    () =>
      kit === undefined || accountId === undefined
        ? undefined
        : new kit.ReceiptDesk({ client: identity.client, serviceUrl, raffleId, accountId }),
    [kit, identity, serviceUrl, raffleId, accountId],
  );
  const receipts = useSyncExternalStore(desk?.subscribe ?? never, desk?.getState ?? nothing);
  const tickets = myTicketsOf(viewer)?.tickets;
  const title = raffle?.title;
  const isRehearsal = raffle?.rehearsal === true;
  const trouble = receipts?.trouble;
  useEffect(() => {
    if (title === undefined || tickets === undefined) return undefined;
    const collect = () => void desk?.collect({ title, isRehearsal }, tickets);
    const timer = setTimeout(collect, trouble === undefined ? 0 : collectAgainMs);
    return () => clearTimeout(timer);
  }, [desk, title, isRehearsal, tickets, trouble]);
  return {
    kit,
    receipts,
    take: (purchase) => desk?.take(purchase),
    clear() {
      if (accountId !== undefined) clearReceipts({ serviceUrl, accountId });
      lastAccount(serviceUrl).clear();
    },
  };
}

/** Whose receipts these are: those of whoever is signed in or, unanswered, of who was last. */
function useHolder(serviceUrl: string, viewer: Viewer, mode: Identity['mode']): string | undefined {
  const last = useMemo(() => lastAccount(serviceUrl), [serviceUrl]);
  const accountId = viewer.kind === 'signed-in' ? viewer.account.id : undefined;
  useEffect(() => {
    // A bearer ends with its page, so there is nobody to remember.
    if (accountId !== undefined && mode === 'cookie') last.save(accountId);
    if (viewer.kind === 'signed-out') last.clear();
  }, [last, accountId, viewer.kind, mode]);
  return viewer.kind === 'unanswered' ? last.load() : accountId;
}

function never(): () => void {
  return () => {};
}

function nothing(): undefined {
  return undefined;
}
