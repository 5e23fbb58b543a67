import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { Note, Row, Stack, Title } from '#ui/primitives.tsx';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useReceiptWords } from '../features/receipts/messages.ts';
import { ReceiptView, type ReceiptViewProps } from '../features/receipts/ReceiptView.tsx';
import { useReceipts } from '../features/receipts/ReceiptsProvider.tsx';
import type { HeldReceipt, ReceiptsState } from '../features/receipts/receipts-state.ts';
import { ticketFactsOf } from '../features/receipts/shown-tickets.ts';
import { SignInToSeeTickets } from '../features/session/AccountLine.tsx';
import { knownRaffle, useLive } from '../shared/live.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { receiptUrl } from '../shared/raffle-place.ts';
import { listedNumbers, myTicketsOf, useSession } from '../shared/session.ts';
import { ReceiptSheet, usePrintOnRequest } from './ReceiptSheet.tsx';
import { usePageTitle } from './use-page-title.ts';
import pageStyles from './Page.module.css';

export interface ReceiptPageProps {
  /** The ticket of the receipt; undefined for all receipts on one sheet. */
  readonly number: number | undefined;
}

/** One receipt, or all of them, on a page for printing. */
export function ReceiptPage({ number }: ReceiptPageProps) {
  const messages = useMessages();
  const words = useReceiptWords();
  const { place, state: live } = useLive();
  const { viewer } = useSession();
  const { state } = useReceipts();
  useReceiptTitle(number);
  const receipt = newestReceipt(state, number);
  const isSheet = number === undefined && state !== undefined && state.receipts.size > 0;
  return (
    <article className={pageStyles.wide}>
      <Row element="header" gap={5} align="baseline" isSpread isScreenOnly>
        <Title level={1}>{number === undefined ? words.allTitle : words.title(number)}</Title>
        <Row gap={5}>
          <Link href={rafflePath(place.raffleId)}>{messages.toRaffle}</Link>
          <Link href="/receipt">{words.check.title}</Link>
        </Row>
      </Row>
      {isSheet && (
        <ReceiptSheet
          receipts={[...state.receipts.values()]}
          about={ticketFactsOf(live, viewer, state)}
          linkOf={(receipt) => receiptUrl(place, receipt.number)}
        />
      )}
      {state !== undefined && receipt !== undefined && (
        <PrintableReceipt receipt={receipt} state={state} headingLevel={2} />
      )}
      {!isSheet && receipt === undefined && <NoReceipt number={number} />}
    </article>
  );
}

function PrintableReceipt(props: ReceiptViewProps) {
  usePrintOnRequest();
  return <ReceiptView {...props} />;
}

/** A number that was voided and bought again has two receipts. The newer one is for the valid ticket. */
function newestReceipt(
  state: ReceiptsState | undefined,
  number: number | undefined,
): HeldReceipt | undefined {
  const receipts = [...(state?.receipts.values() ?? [])];
  return receipts
    .filter((receipt) => receipt.number === number)
    .toSorted((one, other) => other.sale - one.sale)[0];
}

function useReceiptTitle(number: number | undefined): void {
  const raffle = knownRaffle(useLive().state);
  const subject =
    number === undefined ? ({ kind: 'receipts' } as const) : ({ kind: 'receipt', number } as const);
  usePageTitle(raffle === undefined ? undefined : { ...subject, raffle });
}

/** Why there is no receipt to show, and a way on. */
function NoReceipt({ number }: ReceiptPageProps) {
  const { text, wayOn } = useExplanation(number);
  return (
    <Stack gap={4} align="start">
      <Note size="text">{text}</Note>
      <WayOn to={wayOn} />
    </Stack>
  );
}

type WayOnTarget = 'sign-in' | 'try-again' | 'raffle' | 'all-raffles' | 'none';

function WayOn({ to }: { readonly to: WayOnTarget }) {
  const messages = useMessages();
  const { place } = useLive();
  const { refresh } = useSession();
  const { fetchMissing } = useReceipts();
  switch (to) {
    case 'sign-in':
      return <SignInToSeeTickets />;
    case 'try-again':
      return (
        <Button
          look="quiet"
          onPress={() => {
            void refresh();
            fetchMissing();
          }}
        >
          {messages.tryAgain}
        </Button>
      );
    case 'raffle':
      return (
        <Link look="button" href={rafflePath(place.raffleId)}>
          {messages.toRaffle}
        </Link>
      );
    case 'all-raffles':
      return (
        <Link look="button" href="/">
          {messages.toAllRaffles}
        </Link>
      );
    case 'none':
      return null;
    default:
      return to satisfies never;
  }
}

interface Explanation {
  readonly text: string;
  readonly wayOn: WayOnTarget;
}

function useExplanation(number: number | undefined): Explanation {
  const messages = useMessages();
  const words = useReceiptWords();
  const { locale } = useLocale();
  const { state: live } = useLive();
  const { viewer } = useSession();
  const error = useReceipts().state?.error;
  if (live.status === 'unknown-raffle' || live.status === 'deleted') {
    const { unknownRaffle, deleted } = messages.situations;
    const { sentence, next } = live.status === 'deleted' ? deleted : unknownRaffle;
    return { text: `${sentence} ${next}`, wayOn: 'all-raffles' };
  }
  if (viewer.status === 'signed-out') return { text: words.signIn, wayOn: 'sign-in' };
  if (viewer.status === 'unanswered') return { text: words.unanswered, wayOn: 'try-again' };
  const listed = listedNumbers(viewer);
  const voided = myTicketsOf(viewer)?.voided.findLast((ticket) => ticket.number === number);
  if (voided !== undefined && listed?.includes(voided.number) === false) {
    return { text: words.voided(voided.number, voided.reason), wayOn: 'raffle' };
  }
  if (listed?.length === 0) return { text: words.noTickets, wayOn: 'raffle' };
  if (number !== undefined && listed?.includes(number) === false) {
    return { text: words.noTicket(number), wayOn: 'raffle' };
  }
  if (error === undefined) return { text: words.moment, wayOn: 'none' };
  const { title, text } = describeApiError(error, { locale, asked: 'look' });
  return { text: `${title}. ${text}`, wayOn: 'try-again' };
}
