import { useQuery } from '@tanstack/react-query';
import { createClient } from '#contract/client.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { winningNumbers } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import type { ClaimedTickets } from '#contract/tickets.ts';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { Details, Note, RehearsalBand, Row, Stack, Title } from '#ui/primitives.tsx';
import { checkReceipt, fetchLogKey } from '../features/receipts/check-receipt.ts';
import { useReceiptWords } from '../features/receipts/messages.ts';
import { saveReceipt } from '../features/receipts/receipt-files.ts';
import { writeReceiptLink } from '../features/receipts/receipt-link.ts';
import type { HeldReceipt } from '../features/receipts/receipts-state.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { describeSituation, lostFactsOf } from '../shared/situation.ts';
import { defaultTimings } from '../shared/timings.ts';
import { trustedCheckpoint } from '../shared/trusted-checkpoint.ts';
import { UnpaidNote, unpaidTickets } from '../shared/UnpaidNote.tsx';
import { Failure } from './Failure.tsx';
import { ReceiptSheet } from './ReceiptSheet.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './Page.module.css';

export interface ClaimPageProps {
  readonly raffleId: string;
  /** The secret of the link. */
  readonly token: string;
}

/** The tickets of a sale at the desk, for who has its link: result, receipts and printing. */
export function ClaimPage({ raffleId, token }: ClaimPageProps) {
  const messages = useMessages();
  const serviceUrl = location.origin;
  const { state } = useLiveRaffle({ serviceUrl, raffleId, timings: defaultTimings });
  const raffle = state.status === 'known' ? state.raffle : undefined;
  const answer = useQuery({
    // A void, the draw and what follows it change the answer; other sales do not, and can be many.
    queryKey: ['claimed tickets', raffleId, token, raffle && raffle.version - raffle.sold],
    placeholderData: (earlier) => earlier,
    queryFn: async () => fetchClaimed({ raffleId, token }),
  });
  usePageTitle(answer.data && { kind: 'receipts', raffle: answer.data.claimed.raffle });
  if (answer.isError) {
    return (
      <>
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
        <div className={styles.content}>
          <Link href={rafflePath(raffleId)}>{messages.toRaffle}</Link>
        </div>
      </>
    );
  }
  if (answer.data === undefined || state.status !== 'known') return null;
  return <ClaimedTicketsView {...answer.data} known={state} />;
}

export interface ClaimedTicketsViewProps {
  readonly claimed: ClaimedTickets;
  readonly receipts: readonly HeldReceipt[];
  readonly known: Extract<ReturnType<typeof useLiveRaffle>['state'], { readonly status: 'known' }>;
}

/** What the link shows. It sends no request. */
export function ClaimedTicketsView({ claimed, receipts, known }: ClaimedTicketsViewProps) {
  const messages = useMessages();
  const words = useReceiptWords();
  const { raffle } = known;
  const { tickets, voided } = claimed;
  // The result is told at the same moment as on every screen.
  const winning = new Set(raffle.status === 'drawn' ? winningNumbers(raffle) : []);
  const about = {
    title: raffle.title,
    isRehearsal: raffle.rehearsal === true,
    winners: tickets.filter(({ number }) => winning.has(number)).map(({ sale }) => sale),
    voided: voided.map(({ sale }) => sale),
    unpaid: unpaidTickets(raffle, tickets).map(({ sale }) => sale),
    contradicted: [],
    isLaterKnown: true,
    raffle,
  };
  const { sentence, next } = describeClaim({ claimed, known }, messages, words.claim.collect);
  return (
    <article className={styles.wide}>
      {/* On paper only the tickets, four to a page. */}
      <Stack gap={6} isScreenOnly>
        <Title level={1}>{raffle.title}</Title>
        {raffle.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
        <output className={styles.situation}>
          <strong className={styles.name}>{sentence}</strong>
          <Note element="span" size="text">
            {next}
          </Note>
        </output>
        <UnpaidNote raffle={raffle} tickets={tickets} />
        {voided.map(({ sale, number, reason }) => (
          <Note key={sale} tone="caution">
            {words.voided(number, reason)}
          </Note>
        ))}
      </Stack>
      <ReceiptSheet
        receipts={receipts}
        about={about}
        linkOf={({ text }) => writeReceiptLink(location.origin, text)}
      />
      <Stack gap={3} align="start" isScreenOnly>
        <Note size="text">{words.claim.keep}</Note>
        <Link href={rafflePath(raffle.id)}>{messages.toRaffle}</Link>
        <Details summary={words.check.details}>
          <Row>
            {receipts.map((receipt) => (
              <Button
                key={receipt.sale}
                look="quiet"
                onPress={() => saveReceipt(raffle.id, receipt)}
              >
                {words.onTicket.saveFor(receipt.number)}
              </Button>
            ))}
          </Row>
        </Details>
      </Stack>
    </article>
  );
}

/** What the raffle means for these tickets. */
function describeClaim(
  { claimed, known }: Pick<ClaimedTicketsViewProps, 'claimed' | 'known'>,
  messages: ReturnType<typeof useMessages>,
  collect: string,
): { readonly sentence: string; readonly next: string } {
  const { raffle } = known;
  const numbers = claimed.tickets.map(({ number }) => number);
  if (raffle.status === 'drawn' && claimed.won !== null) {
    const { won, lost } = messages.situations;
    const isReal = raffle.rehearsal === undefined;
    const { prizes } = claimed;
    if (!claimed.won) return lost(lostFactsOf(raffle, numbers));
    const winners = prizes.map(({ ticketNumber }) => ticketNumber);
    const isCollected = prizes.every(({ state }) => state === 'claimed');
    const told = won({ numbers: winners, prizes, isReal, isCollected });
    return isReal && !isCollected ? { ...told, next: collect } : told;
  }
  if (raffle.status === 'open' && raffle.remaining > 0) {
    // The sentence of a buyer, without an offer to buy more: a sale at the desk has no account.
    const { open, atCap } = messages.situations;
    const { sentence } = open({ numbers, allowance: 0 });
    return { sentence, next: atCap(numbers).next };
  }
  const viewer = {
    status: 'signed-in' as const,
    account: { id: '', email: '' },
    holdings: { ...claimed, allowance: 0 },
  };
  return describeSituation({ state: known, isOnline: true }, viewer, messages);
}

/** Fetches the tickets, and verifies their receipts in this browser. */
async function fetchClaimed({ raffleId, token }: ClaimPageProps) {
  const serviceUrl = location.origin;
  const client = createClient({ baseUrl: serviceUrl });
  const claimed = await client.call('showClaimedTickets', { params: { id: raffleId, token } });
  const known = trustedCheckpoint({ serviceUrl, raffleId }).load()?.logKey;
  const logKey = known ?? (await fetchLogKey(serviceUrl, raffleId));
  const sales = [...claimed.tickets, ...claimed.voided].toSorted(
    (one, other) => one.sale - other.sale,
  );
  const receipts = claimed.receipts.flatMap((text, place) => {
    const sold = sales[place];
    return sold === undefined
      ? []
      : [checkReceipt({ number: sold.number, sale: sold.sale, text }, logKey)];
  });
  const raffle = { ...claimed.raffle, title: isolateText(claimed.raffle.title) };
  return { claimed: { ...claimed, raffle }, receipts };
}
