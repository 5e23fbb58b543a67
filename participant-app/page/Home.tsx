import { useQuery } from '@tanstack/react-query';
import { createClient } from '#contract/client.ts';
import type { RaffleView } from '#contract/schemas.ts';
import { Surface } from '#ui/Surface.tsx';
import { RaffleDashboard } from '../RaffleDashboard.tsx';
import { Failure } from './Failure.tsx';
import { RaffleList } from './RaffleList.tsx';
import styles from './Page.module.css';

/** The front door: every raffle; and where there is one, that one. */
export function Home({ locale }: { readonly locale: string }) {
  const answer = useQuery({ queryKey: ['raffles'], queryFn: listRaffles });
  const only = answer.data?.length === 1 ? answer.data[0] : undefined;
  if (only !== undefined) {
    return <RaffleDashboard raffleId={only.id} locale={locale} headingLevel={1} />;
  }
  return (
    <Surface locale={locale} className={styles['surface']}>
      {answer.isError && <Failure error={answer.error} onAgain={() => void answer.refetch()} />}
      {answer.data !== undefined && <RaffleList raffles={answer.data} />}
    </Surface>
  );
}

async function listRaffles(): Promise<readonly RaffleView[]> {
  const { raffles } = await createClient({ baseUrl: location.origin }).call('listRaffles');
  return raffles;
}
