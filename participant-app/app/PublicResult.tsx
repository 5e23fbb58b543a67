import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient } from '#contract/client.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { PrizeResults } from '#ui/event/PrizeResults.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import { isDrawn, type RaffleState } from '#ui/live/raffle-state.ts';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { Note, Stack, Title, RehearsalBand } from '#ui/primitives.tsx';
import { useOnline } from '#ui/use-online.ts';
import { useLogConsistency } from '../features/check/LogConsistencyProvider.tsx';
import { useAboutWords } from '../features/live/about-words.ts';
import { storedReceiptTexts } from '../features/receipts/receipt-storage.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { describeSituation } from '../shared/situation.ts';
import { defaultTimings } from '../shared/timings.ts';
import { Failure } from './Failure.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './Page.module.css';

/** The public result: the winning number, how it was drawn, and how to check it. No names. */
export function PublicResult({ raffleId }: { readonly raffleId: string }) {
  const { state } = useLiveRaffle({
    serviceUrl: location.origin,
    raffleId,
    timings: defaultTimings,
  });
  usePageTitle(state.status === 'known' ? { kind: 'result', raffle: state.raffle } : undefined);
  const answer = useQuery({
    // A forfeit or a claim after the draw changes the record.
    queryKey: ['result', raffleId, state.status === 'known' ? state.raffle.version : undefined],
    placeholderData: (earlier) => earlier,
    queryFn: async () => fetchDraw(raffleId),
    enabled: isDrawn(state),
  });
  if (state.status !== 'known' || state.raffle.status !== 'drawn')
    return <NoResult state={state} />;
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  return <DrawResult raffle={state.raffle} draw={answer.data} />;
}

/** Why there is no result to show, and a link to the raffle. */
function NoResult({ state }: { readonly state: RaffleState }) {
  const messages = useMessages();
  const isOnline = useOnline();
  // The page is the same for all visitors, so it does not ask who is signed in.
  const { sentence, next } = describeSituation(
    { state, isOnline },
    { status: 'signed-out' },
    messages,
  );
  const isKnown = state.status === 'known';
  return (
    <Stack element="article" gap={6} align="start" className={styles.content}>
      <Title level={1}>{isKnown ? state.raffle.title : messages.result}</Title>
      <output className={styles.situation}>
        <strong>
          {isKnown && state.drawing === undefined
            ? messages.notDrawn(state.raffle.prizes.length)
            : sentence}
        </strong>
        <Note element="span" size="text">
          {isKnown && state.raffle.status === 'open' ? messages.resultComes : next}
        </Note>
      </output>
      <Link href={isKnown ? rafflePath(state.raffle.id) : '/'}>
        {isKnown ? messages.toRaffle : messages.toAllRaffles}
      </Link>
    </Stack>
  );
}

interface DrawResultProps {
  readonly raffle: DrawnRaffleView;
  readonly draw: DrawRecord;
}

function DrawResult({ raffle, draw }: DrawResultProps) {
  const messages = useMessages();
  const formats = formatsOf(useLocale().locale);
  const place = { serviceUrl: location.origin, raffleId: raffle.id };
  const { chunk, consistency, acceptLog } = useLogConsistency({
    ...place,
    raffle,
    timings: defaultTimings,
  });
  const about = useAboutWords();
  const [first] = draw.winners;
  const isOne = draw.winners.length === 1;
  return (
    <Stack element="article" gap={6} className={styles.content}>
      <Title level={1}>{raffle.title}</Title>
      {draw.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      {chunk && (
        <chunk.ForkNotice consistency={consistency} headingLevel={2} onAccept={acceptLog} />
      )}
      <p className={styles.winning}>
        {isOne && first !== undefined && first.state !== 'unawarded' && (
          <>
            <span>{messages.winningTicket}</span>
            <strong className={styles.number}>{formats.number(first.ticketNumber)}</strong>
          </>
        )}
        <span>{`${messages.drawnAt(draw.drawnAt)}, ${messages.drawnFrom(draw.ticketCount)}.`}</span>
      </p>
      <PrizeResults prizes={raffle.prizes} />
      <Note size="text">{about.randomness(randomnessKind(draw), draw.winners.length)}</Note>
      {chunk && (
        <>
          <chunk.LogConsistencyNote consistency={consistency} />
          <chunk.CheckYourself {...place} receipts={storedReceiptTexts(place)} headingLevel={2} />
        </>
      )}
      <Link href={rafflePath(raffle.id)}>{messages.toRaffle}</Link>
    </Stack>
  );
}

async function fetchDraw(id: string): Promise<DrawRecord> {
  return createClient({ baseUrl: location.origin }).call('showDraw', { params: { id } });
}
