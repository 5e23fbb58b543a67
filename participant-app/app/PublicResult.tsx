import { useQuery } from '@tanstack/react-query';
import { createClient } from '#contract/client.ts';
import { randomnessKind, type RandomnessSource } from '#contract/randomness-kind.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { PrizeResults } from '#ui/event/PrizeResults.tsx';
import { Link } from '#ui/Link.tsx';
import { isDrawn, type RaffleState } from '#ui/live/raffle-state.ts';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { Note, Stack, Title, RehearsalBand } from '#ui/primitives.tsx';
import { useOnline } from '#ui/use-online.ts';
import { useLogConsistency, type LogCheck } from '../features/check/LogConsistencyProvider.tsx';
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
  readonly draw: RandomnessSource & Pick<DrawRecord, 'ticketCount' | 'drawnAt' | 'rehearsal'>;
}

function DrawResult(props: DrawResultProps) {
  const { raffle } = props;
  const serviceUrl = location.origin;
  const check = useLogConsistency({
    serviceUrl,
    raffleId: raffle.id,
    raffle,
    timings: defaultTimings,
  });
  return <DrawResultView {...props} serviceUrl={serviceUrl} check={check} />;
}

export interface DrawResultViewProps extends DrawResultProps {
  readonly serviceUrl: string;
  readonly check: LogCheck;
}

/** What the page shows of a draw. It sends no request itself. */
export function DrawResultView({ raffle, draw, serviceUrl, check }: DrawResultViewProps) {
  const messages = useMessages();
  const about = useAboutWords();
  const { chunk, consistency, witnessing, acceptLog } = check;
  const place = { serviceUrl, raffleId: raffle.id };
  return (
    <Stack element="article" gap={6} className={styles.content}>
      <Title level={1}>{raffle.title}</Title>
      {draw.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      {chunk && (
        <chunk.ForkNotice consistency={consistency} headingLevel={2} onAccept={acceptLog} />
      )}
      <PrizeResults prizes={raffle.prizes} winningLabel={messages.winningTicket} />
      <p className={styles.winning}>
        {`${messages.drawnAt(draw.drawnAt)}, ${messages.drawnFrom(draw.ticketCount)}.`}
      </p>
      <Note size="text">{about.randomness(randomnessKind(draw), raffle.prizes.length)}</Note>
      {chunk && (
        <>
          <chunk.LogNotes consistency={consistency} witnessing={witnessing} />
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
