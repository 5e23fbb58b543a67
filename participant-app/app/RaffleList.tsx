import { rafflePath } from '#contract/raffle-addresses.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import { CardLink } from '#ui/Link.tsx';
import { Note, Stack, Title } from '#ui/primitives.tsx';
import type { Messages } from '../shared/messages/en.ts';
import { useMessages } from '../shared/messages/messages.ts';
import styles from './Page.module.css';

export interface RaffleListProps {
  /** Newest first. */
  readonly raffles: readonly RaffleView[];
  /** Whether the address led to no page. */
  readonly isLost?: boolean;
}

/** Title and state of every raffle, each with the link to its page. It only shows its props. */
export function RaffleList({ raffles, isLost = false }: RaffleListProps) {
  const messages = useMessages();
  return (
    <Stack gap={6} className={styles.content}>
      {isLost && <p>{messages.noSuchPage}</p>}
      <Title level={1}>{messages.allRaffles}</Title>
      {raffles.length === 0 && <Note size="text">{messages.noRaffles}</Note>}
      <Stack element="ul" gap={3} width="full">
        {raffles.map((raffle) => (
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
  if (raffle.status === 'drawn') return messages.listed.drawn(raffle.prizes.length);
  if (raffle.status !== 'open') return messages.listed[raffle.status];
  return remaining === 0
    ? messages.listed.soldOut
    : messages.poolValue({ remaining, capacity, mine: [] });
}
