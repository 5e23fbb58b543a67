import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createClient } from '#contract/client.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { Note, Row } from '#ui/primitives.tsx';
import { Poster, type PosterSize } from '../features/poster/Poster.tsx';
import { usePosterWords } from '../features/poster/words.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { pictureUrl } from '../shared/raffle-place.ts';
import { Failure } from './Failure.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './PosterPage.module.css';

export interface PosterPageProps {
  readonly raffleId: string;
  readonly logoUrl: string | undefined;
  readonly firstSize: PosterSize;
}

const sizes = ['A4', 'A6'] as const satisfies readonly PosterSize[];

/** A poster of a raffle, with a button for each size of paper. */
export function PosterPage({ raffleId, logoUrl, firstSize }: PosterPageProps) {
  const messages = useMessages();
  const words = usePosterWords();
  const [size, setSize] = useState<PosterSize>(firstSize);
  const answer = useQuery({
    queryKey: ['poster', raffleId],
    queryFn: () =>
      createClient({ baseUrl: location.origin }).call('showRaffle', { params: { id: raffleId } }),
  });
  usePageTitle(answer.data === undefined ? undefined : { kind: 'poster', raffle: answer.data });
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  const raffle = answer.data;
  const isOnSale = raffle.status === 'open' || raffle.status === 'announced';
  const print = (next: PosterSize) => {
    // The sheet must have its size before the browser lays out the paper.
    flushSync(() => setSize(next));
    window.print();
  };
  return (
    <div className={styles.page}>
      <Row gap={4} isSpread isScreenOnly>
        <Row gap={3}>
          {sizes.map((each) => (
            <Button key={each} look="quiet" onPress={() => print(each)}>
              {words.print(each)}
            </Button>
          ))}
        </Row>
        <Link href={rafflePath(raffle.id)}>{messages.toRaffle}</Link>
      </Row>
      {!isOnSale && (
        <Note tone="caution" isScreenOnly>
          {words.over}
        </Note>
      )}
      <Poster
        raffle={raffle}
        size={size}
        serviceUrl={location.origin}
        logoUrl={logoUrl}
        pictureUrl={pictureUrl({ serviceUrl: location.origin }, raffle.notice?.picture)}
      />
    </div>
  );
}
