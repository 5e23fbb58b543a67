import { useQuery } from '@tanstack/react-query';
import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { useService } from '../service.tsx';

/** Every raffle, newest first. */
export function RafflesPage() {
  const { raffles: say } = useMessages();
  const { client } = useService();
  const answer = useQuery({
    queryKey: ['raffles'],
    queryFn: async () => (await client.call('listRaffles')).raffles,
  });
  return (
    <Page title={say.title}>
      {answer.isError && <Failure error={answer.error} onAgain={() => void answer.refetch()} />}
      <ul>
        {answer.data?.toReversed().map(({ id, title }) => (
          <li key={id}>
            <Link href={hrefs.raffle(id)}>{title}</Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
