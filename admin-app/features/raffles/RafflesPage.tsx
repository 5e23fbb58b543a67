import type { RaffleView } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import { CardLink, Link } from '#ui/Link.tsx';
import { Code, Note, Row, Stack } from '#ui/primitives.tsx';
import { describeStatus } from '../../shared/describe-status.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page } from '../../shared/Page.tsx';
import { hrefs } from '../../shared/route.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useRaffles } from '../../shared/queries/raffle-queries.ts';
import { useAlarms } from '../../shared/queries/use-summary.ts';
import styles from './raffles.module.css';

/** Every raffle of the service, and links to open another. */
export function RafflesPage() {
  const { raffles: messages } = useMessages();
  const query = useRaffles();
  return (
    <Page title={messages.title}>
      {query.isError && <QueryFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <>
          <CreateLinks isFirstRun={query.data.every(({ id }) => id === 'demo')} />
          <RaffleList raffles={query.data} />
        </>
      )}
    </Page>
  );
}

/** Before the first raffle (the service itself may have opened a demo), a rehearsal is advised. */
function CreateLinks({ isFirstRun }: { readonly isFirstRun: boolean }) {
  const { raffles: messages } = useMessages();
  const reason = useDisabledReason('change');
  return (
    <>
      {isFirstRun && (
        <Note tone="plain" className={styles['advice']}>
          {messages.rehearseFirst}
        </Note>
      )}
      {reason !== undefined && <Note>{reason}</Note>}
      <Row gap={5}>
        <Link look={isFirstRun && reason === undefined ? 'button' : 'plain'} href={hrefs.rehearse}>
          {messages.rehearse}
        </Link>
        <Link look={isFirstRun || reason !== undefined ? 'plain' : 'button'} href={hrefs.create}>
          {messages.create}
        </Link>
      </Row>
    </>
  );
}

/** Newest first. */
function RaffleList({ raffles }: { readonly raffles: readonly RaffleView[] }) {
  const { raffles: messages, raffle: words } = useMessages();
  const alarms = useAlarms();
  /** Without the winning number, because this list does not wait for the reveal. */
  const describe = (raffle: RaffleView) =>
    raffle.status === 'drawn' ? words.state.drawnOn(raffle.drawnAt) : describeStatus(raffle, words);
  return (
    <Stack element="ul" width="full">
      {raffles.toReversed().map((raffle) => (
        <li key={raffle.id}>
          <CardLink href={hrefs.raffle(raffle.id)} title={isolateText(raffle.title)}>
            <span className={styles['facts']}>
              <Code>{raffle.id}</Code>
              {raffle.rehearsal && (
                <span className={styles['rehearsal']}>{messages.rehearsal}</span>
              )}
              <span>{messages.sales(raffle)}</span>
              <AlarmMark witnesses={alarms.get(raffle.id)} />
            </span>{' '}
            <span>{describe(raffle)}</span>
          </CardLink>
        </li>
      ))}
    </Stack>
  );
}

function AlarmMark({ witnesses }: { readonly witnesses: readonly string[] | undefined }) {
  const { raffles: messages } = useMessages();
  if (witnesses === undefined) return null;
  return <span className={styles['alarm']}>{messages.alarm(witnesses)}</span>;
}
