import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ProblemReply } from '#contract/client.ts';
import type { Account, MyTickets, RaffleView } from '#contract/schemas.ts';
import type { Identity } from '../identity.ts';
import type { Holdings, Viewer } from '../state/dashboard-state.ts';

/** How often a question that got no answer is asked again, in milliseconds. */
const askAgainMs = 5000;
const compareAgainMs = 2000;

export interface ViewerControls {
  readonly viewer: Viewer;
  /** Asks again who is signed in, and for their tickets. */
  readonly refresh: () => Promise<void>;
  /** Takes it that nobody is signed in any more. */
  readonly forget: () => void;
}

/** Who looks at this raffle, and what they hold. */
export function useViewer(identity: Identity, raffle: RaffleView | undefined): ViewerControls {
  const queries = useQueryClient();
  const account = useQuery({
    queryKey: ['me'],
    queryFn: () => askWho(identity),
    refetchInterval: ({ state }) => (state.status === 'error' ? askAgainMs : false),
  });
  const accountId = account.data?.id;
  const status = raffle?.status;
  const mine = useQuery({
    // The status is part of the question: after the draw the answer is another one.
    queryKey: ['mine', raffle?.id, accountId, status === 'drawn'],
    queryFn: () => askMine(identity, queries, raffle!.id),
    enabled: raffle !== undefined && accountId !== undefined,
    placeholderData: (earlier, query) =>
      query?.queryKey[1] === raffle?.id && query?.queryKey[2] === accountId ? earlier : undefined,
    refetchInterval: ({ state }) => {
      if (state.status === 'error') return askAgainMs;
      return status === 'drawn' && state.data?.won === null ? compareAgainMs : false;
    },
  });
  const holdings = toHoldings(mine.data, mine.isError);
  const { data, isError } = account;
  const viewer = useMemo(() => toViewer(data, isError, holdings), [data, isError, holdings]);
  return {
    viewer,
    refresh: async () => queries.invalidateQueries(),
    forget: () => queries.setQueryData(['me'], null),
  };
}

async function askWho(identity: Identity): Promise<Account | null> {
  if (!identity.mayBeSignedIn()) return null;
  try {
    return (await identity.client.call('whoAmI')).account;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

async function askMine(identity: Identity, queries: QueryClient, id: string): Promise<MyTickets> {
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
  if (account === undefined) return { kind: isError ? 'unanswered' : 'asking' };
  if (account === null) return { kind: 'signed-out' };
  return { kind: 'signed-in', account, holdings };
}
