import { useEffect } from 'react';
import { isolateText } from '#contract/shown-text.ts';
import { CardLink } from '#ui/Link.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { describeStatus } from '../../shared/describe-status.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page } from '../../shared/Page.tsx';
import { useRaffles } from '../../shared/queries/raffle-queries.ts';
import { hrefs } from '../../shared/route.ts';

/**
 * What a seller sees first: the desk of the one raffle on sale, or a choice among several.
 *
 * @param address The fragment of the URL that the page is shown for.
 */
export function SellerHome({ address }: { readonly address: string }) {
  const { desk: messages, raffle: words } = useMessages();
  const query = useRaffles();
  const raffles = query.data?.filter(({ status }) => status === 'open' || status === 'announced');
  const [only] = raffles ?? [];
  const onlyDesk = raffles?.length === 1 && only !== undefined ? hrefs.desk(only.id) : undefined;
  useEffect(() => {
    // A link may have been pressed since.
    if (onlyDesk !== undefined && location.hash === address) location.replace(onlyDesk);
  }, [onlyDesk, address]);
  return (
    <Page title={messages.home.title}>
      {query.isError && <QueryFailure error={query.error} onRetry={() => void query.refetch()} />}
      {raffles?.length === 0 && <Note tone="plain">{messages.home.none}</Note>}
      <Stack element="ul" width="full">
        {raffles?.toReversed().map((raffle) => (
          <li key={raffle.id}>
            <CardLink href={hrefs.desk(raffle.id)} title={isolateText(raffle.title)}>
              {raffle.rehearsal && <strong>{words.rehearsal.band}</strong>}{' '}
              <span>{describeStatus(raffle, words)}</span> <span>{messages.left(raffle)}</span>
            </CardLink>
          </li>
        ))}
      </Stack>
    </Page>
  );
}
