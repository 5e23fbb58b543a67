import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { RaffleList } from './RaffleList.tsx';
import styles from './RafflesPage.module.css';
import { useRaffles } from './use-raffles.ts';

/** Every raffle, and the way to another. */
export function RafflesPage() {
  const { raffles: say } = useMessages();
  const answer = useRaffles();
  return (
    <Page title={say.title}>
      {answer.isError && <Failure error={answer.error} onAgain={() => void answer.refetch()} />}
      {answer.data !== undefined && (
        <>
          <Ways isNewHere={answer.data.every(({ id }) => id === 'demo')} />
          <RaffleList raffles={answer.data} />
        </>
      )}
    </Page>
  );
}

/** Who has opened no raffle yet (the service itself may have opened a demo) rehearses first. */
function Ways({ isNewHere }: { readonly isNewHere: boolean }) {
  const { raffles: say } = useMessages();
  return (
    <>
      {isNewHere && <p className={styles['advice']}>{say.rehearseFirst}</p>}
      <p className={styles['ways']}>
        <Link look={isNewHere ? 'button' : 'plain'} href={hrefs.rehearse}>
          {say.rehearse}
        </Link>
        <Link look={isNewHere ? 'plain' : 'button'} href={hrefs.create}>
          {say.create}
        </Link>
      </p>
    </>
  );
}
