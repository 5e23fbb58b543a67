import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createClient } from '#contract/client.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import { CardLink } from '#ui/Link.tsx';
import { Note, Stack, Title } from '#ui/primitives.tsx';
import { Surface, type SurfaceProps } from '#ui/Surface.tsx';
import type { Messages } from '../shared/messages/en.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { Failure } from './Failure.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './Page.module.css';

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
  if (only !== undefined && !isLost) return renderRaffle(only.id);
  return (
    <Surface {...surface}>
      {answer.isError && <Failure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data !== undefined && <RaffleList raffles={answer.data} isLost={isLost} />}
    </Surface>
  );
}

/** Rehearsals are left out: only people with their address visit them. */
async function listRealRaffles(): Promise<readonly RaffleView[]> {
  const { raffles } = await createClient({ baseUrl: location.origin }).call('listRaffles');
  return raffles.filter(({ rehearsal }) => rehearsal !== true);
}

interface RaffleListProps {
  readonly raffles: readonly RaffleView[];
  readonly isLost: boolean;
}

/** Newest first. */
function RaffleList({ raffles, isLost }: RaffleListProps) {
  const messages = useMessages();
  usePageTitle({ kind: isLost ? 'not-found' : 'raffles' });
  return (
    <Stack gap={6} className={styles.content}>
      {isLost && <p>{messages.noSuchPage}</p>}
      <Title level={1}>{messages.allRaffles}</Title>
      {raffles.length === 0 && <Note size="text">{messages.noRaffles}</Note>}
      <Stack element="ul" gap={3} width="full">
        {raffles.toReversed().map((raffle) => (
          <li key={raffle.id}>
            <CardLink href={rafflePath(raffle.id)} title={isolateText(raffle.title)}>
              <Note element="span" size="text">
                {describeState(raffle, messages)}
              </Note>
            </CardLink>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

/** The winning number is left out: this page would show it earlier than the other screens. */
function describeState(raffle: RaffleView, messages: Messages): string {
  const { remaining, capacity } = raffle;
  if (raffle.status === 'announced') return messages.listed.announced(raffle.opensAt);
  if (raffle.status !== 'open') return messages.listed[raffle.status];
  return remaining === 0
    ? messages.listed.soldOut
    : messages.poolValue({ remaining, capacity, mine: [] });
}
