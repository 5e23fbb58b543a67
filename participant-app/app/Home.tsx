import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createClient } from '#contract/client.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { Surface, type SurfaceProps } from '#ui/Surface.tsx';
import { Failure } from './Failure.tsx';
import { RaffleList } from './RaffleList.tsx';
import { usePageTitle } from './use-page-title.ts';

export interface HomeProps {
  /** Whether the address led to no page. */
  readonly isLost: boolean;
  readonly surface: Omit<SurfaceProps, 'children'>;
  readonly renderRaffle: (raffleId: string) => ReactNode;
}

/** The start page: the list of raffles, or the raffle itself if there is only one. */
export function Home({ isLost, surface, renderRaffle }: HomeProps) {
  const answer = useQuery({ queryKey: ['raffles'], queryFn: listRealRaffles });
  const only = answer.data?.length === 1 ? answer.data[0] : undefined;
  const isList = isLost || (answer.data !== undefined && only === undefined);
  usePageTitle(isList ? { kind: isLost ? 'not-found' : 'raffles' } : undefined);
  if (only !== undefined && !isLost) return renderRaffle(only.id);
  return (
    <Surface {...surface}>
      {answer.isError && <Failure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <div data-waiting />}
      {answer.data !== undefined && <RaffleList raffles={answer.data} isLost={isLost} />}
    </Surface>
  );
}

/** Newest first. Rehearsals are left out: only people with their address visit them. */
async function listRealRaffles(): Promise<readonly RaffleView[]> {
  const { raffles } = await createClient({ baseUrl: location.origin }).call('listRaffles');
  return raffles.filter(({ rehearsal }) => rehearsal !== true).toReversed();
}
