import { useMemo, useState, useSyncExternalStore } from 'react';
import type { Identity } from '../identity.ts';
import { PurchaseDesk, type PurchaseState } from '../purchase/purchase-desk.ts';
import { tabIntentStore } from '../purchase/purchase-intent.ts';
import type { Viewer } from '../state/dashboard-state.ts';
import type { Timings } from '../timings.ts';
import { isOnline } from '#ui/use-online.ts';

export interface PurchaseOptions {
  readonly identity: Identity;
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly viewer: Viewer;
  readonly timings: Timings;
}

/** The desk where the viewer buys, and what happens there. */
export function usePurchase(options: PurchaseOptions): {
  readonly desk: PurchaseDesk;
  readonly purchase: PurchaseState;
} {
  const { identity, serviceUrl, raffleId, viewer, timings } = options;
  const { slowMs } = timings;
  const accountId = useLatestAccount(viewer);
  const desk = useMemo(
    () =>
      new PurchaseDesk({
        send: ({ quantity, key }) =>
          identity.client.call('buyTickets', {
            params: { id: raffleId },
            body: { quantity },
            idempotencyKey: key,
          }),
        isOnline,
        intents: tabIntentStore({ serviceUrl, raffleId, accountId }),
        slowMs,
      }),
    [identity, serviceUrl, raffleId, accountId, slowMs],
  );
  const purchase = useSyncExternalStore(desk.subscribe, desk.getState);
  return { desk, purchase };
}

/** Whose intents these are. Whoever was signed in last keeps theirs until somebody else comes. */
function useLatestAccount(viewer: Viewer): string {
  const [latest, setLatest] = useState('');
  if (viewer.kind === 'signed-in' && viewer.account.id !== latest) setLatest(viewer.account.id);
  return latest;
}
