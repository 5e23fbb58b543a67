import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { createStore, useStore } from 'zustand';
import type { Purchase } from '#contract/tickets.ts';
import { useLate } from '#ui/use-late.ts';
import { knownRaffle, useLive } from '../../shared/live.ts';
import { createRequiredContext } from '#ui/required-context.ts';
import { myTicketsOf, useSession } from '../../shared/session.ts';
import { useStoreFor } from '../../shared/use-store-for.ts';
import type * as chunk from './chunk.ts';
import { lastAccount } from './receipt-storage.ts';
import type { ReceiptsState } from './receipts-state.ts';

/** The code of this feature that is loaded once the viewer is known. */
export type ReceiptsChunk = typeof chunk;

export interface Receipts {
  readonly chunk: ReceiptsChunk | undefined;
  /** undefined while the viewer is not known. */
  readonly state: ReceiptsState | undefined;
  /** Takes the receipts that came with a purchase. */
  readonly take: (purchase: Purchase) => void;
  /** Fetches the receipts that are missing, without waiting for the next attempt. */
  readonly fetchMissing: () => void;
  /** Shows the receipt of a sale (log index) in a dialog. */
  readonly show: (sale: number) => void;
  /** The list of the viewer's tickets. */
  readonly listRef: RefObject<HTMLElement | null>;
}

export const [ReceiptsContext, useReceipts] = createRequiredContext<Receipts>('ReceiptsContext');

/** Milliseconds until a failed download of receipts is repeated. */
const retryMs = 5000;

/** Provides the viewer's receipts, and shows one of them in a dialog on request. */
export function ReceiptsProvider({ children }: { readonly children: ReactNode }) {
  const { place, state: live } = useLive();
  const { viewer, client } = useSession();
  const { serviceUrl, raffleId } = place;
  const accountId = useReceiptAccount();
  const chunk = useLate(loadChunk, accountId !== undefined);
  const store = useStoreFor(chunk === undefined ? '' : (accountId ?? ''), () =>
    chunk === undefined || accountId === undefined
      ? undefined
      : new chunk.ReceiptStore({ client, serviceUrl, raffleId, accountId }),
  );
  const state = useStore(store?.store ?? emptyStore);
  const tickets = myTicketsOf(viewer)?.tickets;
  const raffle = knownRaffle(live);
  const title = raffle?.title;
  const isRehearsal = raffle?.rehearsal === true;
  const error = state?.error;
  const fetchMissing = useCallback(() => {
    if (title === undefined || tickets === undefined) return;
    void store?.collect({ title, isRehearsal }, tickets);
  }, [store, title, isRehearsal, tickets]);
  useEffect(() => {
    const timer = setTimeout(fetchMissing, error === undefined ? 0 : retryMs);
    return () => clearTimeout(timer);
  }, [fetchMissing, error]);
  const [shown, setShown] = useState<number>();
  const listRef = useRef<HTMLElement>(null);
  const value = {
    chunk,
    state,
    take: (purchase: Purchase) => store?.take(purchase),
    fetchMissing,
    show: setShown,
    listRef,
  };
  return (
    <ReceiptsContext value={value}>
      {children}
      {chunk !== undefined && shown !== undefined && (
        <chunk.ReceiptDialog sale={shown} onClose={() => setShown(undefined)} />
      )}
    </ReceiptsContext>
  );
}

/** Shares its file with the pages of receipts, so that a visitor with receipts has both offline. */
async function loadChunk(): Promise<ReceiptsChunk> {
  return import(/* webpackChunkName: "receipts" */ './chunk.ts');
}

/** The account that is signed in; if the service does not answer, the last one that was. */
function useReceiptAccount(): string | undefined {
  const { viewer } = useSession();
  const { serviceUrl, isOwnPage } = useLive().place;
  const [last] = useState(() => lastAccount(serviceUrl));
  const accountId = viewer.status === 'signed-in' ? viewer.account.id : undefined;
  useEffect(() => {
    // On another site's page the sign-in ends with the tab, so the account is not stored.
    if (accountId !== undefined && isOwnPage) last.save(accountId);
    if (viewer.status === 'signed-out') last.clear();
  }, [last, accountId, viewer.status, isOwnPage]);
  return viewer.status === 'unanswered' ? last.load() : accountId;
}

const emptyStore = createStore<ReceiptsState | undefined>(() => undefined);
