import type { RaffleView } from '#contract/schemas.ts';
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
          {isNewHere(answer.data) && <p className={styles['advice']}>{say.rehearseFirst}</p>}
          <p className={styles['ways']}>
            <Link look="button" href={hrefs.rehearse}>
              {say.rehearse}
            </Link>
            <Link look={isNewHere(answer.data) ? 'plain' : 'button'} href={hrefs.create}>
              {say.create}
            </Link>
          </p>
          <RaffleList raffles={answer.data} />
        </>
      )}
    </Page>
  );
}

/** Nobody has opened a raffle here yet; the service itself may have opened a demo. */
function isNewHere(raffles: readonly RaffleView[]): boolean {
  return raffles.every(({ id }) => id === 'demo');
}
