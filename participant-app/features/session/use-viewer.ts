import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { ProblemReply } from '#contract/client.ts';
import type { Account } from '#contract/accounts.ts';
import type { MyTickets, Purchase } from '#contract/tickets.ts';
import { isDrawn, type RaffleState } from '#ui/live/raffle-state.ts';
import type { Identity } from './identity.ts';
import { knownRaffle } from '../../shared/live.ts';
import type { Holdings, Viewer } from '../../shared/session.ts';

/** Milliseconds until a failed request is repeated. */
const retryMs = 5000;
/** Milliseconds between requests for the result of the viewer's tickets. */
const resultPollMs = 2000;

export interface ViewerControls {
  readonly viewer: Viewer;
  /** Asks again who is signed in, and for their tickets. */
  readonly refresh: () => Promise<void>;
  /** Adds the tickets of a purchase, before they are asked for again. */
  readonly addPurchase: (purchase: Purchase) => void;
  /** Shows the viewer as signed out. */
  readonly forget: () => void;
}

/** Reads who is signed in, and their tickets in this raffle. */
export function useViewer(identity: Identity, state: RaffleState): ViewerControls {
  const queries = useQueryClient();
  const raffle = knownRaffle(state);
  const raffleId = raffle?.id;
  // Fetched before the result is shown, so that it is there in time.
  const hasResult = isDrawn(state);
  const resultVersion = hasResult ? raffle?.version : undefined;
  const account = useQuery({
    queryKey: ['me'],
    queryFn: () => fetchAccount(identity),
    refetchInterval: ({ state: { status } }) => (status === 'error' ? retryMs : false),
  });
  const accountId = account.data?.id;
  const mine = useQuery({
    // A draw changes the answer, and so does every claim and forfeit after it.
    queryKey: ['mine', raffleId, accountId, resultVersion],
    queryFn:
      raffleId === undefined || accountId === undefined
        ? skipToken
        : () => fetchMyTickets(identity, queries, raffleId),
    placeholderData: (earlier, query) =>
      query?.queryKey[1] === raffleId && query?.queryKey[2] === accountId ? earlier : undefined,
    refetchInterval: ({ state: { status, data } }) => {
      if (status === 'error') return retryMs;
      return hasResult && data?.won === null ? resultPollMs : false;
    },
  });
  useRefetchAfterVoids(raffle?.sold, raffleId);
  const holdings = toHoldings(mine.data, mine.isError);
  useEffect(() => {
    // Another browser may have bought. The query library refetches only after a window was hidden.
    const refetch = () => {
      for (const key of ['me', 'mine']) {
        void queries.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false });
      }
    };
    window.addEventListener('focus', refetch);
    return () => window.removeEventListener('focus', refetch);
  }, [queries]);
  const { data, isError } = account;
  const viewer = useMemo(() => toViewer(data, isError, holdings), [data, isError, holdings]);
  return {
    viewer,
    refresh: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['me'] }),
        queries.invalidateQueries({ queryKey: ['mine', raffleId] }),
      ]);
    },
    addPurchase: (purchase) =>
      queries.setQueriesData<MyTickets>({ queryKey: ['mine', raffleId, accountId] }, (held) =>
        held === undefined ? undefined : withPurchase(held, purchase),
      ),
    forget: () => queries.setQueryData(['me'], null),
  };
}

/** A repeated purchase is answered as of its first time, so tickets of it may be known or voided. */
function withPurchase(held: MyTickets, { tickets, allowance }: Purchase): MyTickets {
  const known = new Set([...held.tickets, ...held.voided].map(({ sale }) => sale));
  return {
    ...held,
    tickets: [...held.tickets, ...tickets.filter(({ sale }) => !known.has(sale))],
    allowance: Math.min(held.allowance, allowance),
  };
}

/** Asks again for the viewer's tickets when fewer tickets are valid: theirs may be voided. */
function useRefetchAfterVoids(sold: number | undefined, raffleId: string | undefined): void {
  const queries = useQueryClient();
  const last = useRef(sold);
  useEffect(() => {
    const before = last.current;
    last.current = sold;
    if (before === undefined || sold === undefined || sold >= before) return;
    void queries.invalidateQueries({ queryKey: ['mine', raffleId] });
  }, [queries, raffleId, sold]);
}

async function fetchAccount(identity: Identity): Promise<Account | null> {
  if (!identity.mayBeSignedIn()) return null;
  try {
    return (await identity.client.call('whoAmI')).account;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

async function fetchMyTickets(
  identity: Identity,
  queries: QueryClient,
  id: string,
): Promise<MyTickets> {
  try {
    return await identity.client.call('listMyTickets', { params: { id } });
  } catch (error) {
    if (isSignedOut(error)) queries.setQueryData(['me'], null);
    throw error;
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemReply && error.code === 'sign-in-required';
}

function toHoldings(tickets: MyTickets | undefined, isError: boolean): Holdings {
  if (tickets !== undefined) return tickets;
  return isError ? 'failed' : 'loading';
}

function toViewer(
  account: Account | null | undefined,
  isError: boolean,
  holdings: Holdings,
): Viewer {
  if (account === undefined) return { status: isError ? 'unanswered' : 'asking' };
  if (account === null) return { status: 'signed-out' };
  return { status: 'signed-in', account, holdings };
}
