import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { Note, Stack, Title, Row } from '#ui/primitives.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import { knownRaffle, useLive } from '../../shared/live.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { receiptsUrl, receiptUrl } from '../../shared/raffle-place.ts';
import { myTicketsOf, useSession } from '../../shared/session.ts';
import { UnpaidNote } from '../../shared/UnpaidNote.tsx';
import { useReceiptWords } from './messages.ts';
import { useReceipts } from './ReceiptsProvider.tsx';
import {
  groupTickets,
  ticketFactsOf,
  ticketsToShow,
  marksOn,
  voidedTicketsOf,
  type ShownTicket,
  type TicketFacts,
} from './shown-tickets.ts';
import { saveReceipt } from './receipt-files.ts';
import { isUnreadable, receiptVerdict, type HeldReceipt } from './receipts-state.ts';
import styles from './MyTickets.module.css';

export interface MyTicketsProps {
  /** Tickets that were just bought. They are marked, and the first gets the focus. */
  readonly newNumbers: readonly number[];
  readonly headingLevel: 2 | 3;
}

/**
 * The viewer's tickets with their receipts, newest first. While the service does not answer, those
 * stored in this browser.
 */
export function MyTickets({ newNumbers, headingLevel }: MyTicketsProps) {
  const messages = useMessages();
  const words = useReceiptWords();
  const { state: live } = useLive();
  const { viewer, refresh } = useSession();
  const { state: receipts, listRef: list } = useReceipts();
  const tickets = ticketsToShow(viewer, receipts);
  const voided = voidedTicketsOf(viewer);
  const raffle = knownRaffle(live);
  const facts = ticketFactsOf(live, viewer, receipts);
  const groups = groupTickets(tickets, facts);
  const arrived = tickets.find(({ number }) => newNumbers.includes(number))?.number;
  useEffect(() => {
    if (arrived === undefined || isTyping(list.current)) return;
    list.current?.querySelector<HTMLElement>(`[data-numbers*=",${arrived},"]`)?.focus();
  }, [arrived, list]);
  const isKnown = viewer.status === 'signed-in' && viewer.holdings !== 'loading';
  if (!isKnown && tickets.length === 0) return null;
  const hasFailed = viewer.status === 'signed-in' && viewer.holdings === 'failed';
  const isEmpty = !hasFailed && tickets.length + voided.length === 0;
  // Of an unknown raffle and after the sales no ticket can appear here.
  const maySell = raffle?.status === 'announced' || raffle?.status === 'open';
  if (isEmpty && !maySell) return null;
  return (
    <Stack element="section" gap={3} aria-label={words.myTickets}>
      <Title level={headingLevel}>{words.myTickets}</Title>
      <ReceiptsNote groupCount={groups.length} />
      {hasFailed && (
        <Note size="text">
          <span>{words.ticketsFailed}</span>{' '}
          <Button look="plain" onPress={() => void refresh()}>
            {messages.tryAgain}
          </Button>
        </Note>
      )}
      {voided.map(({ sale, number, reason }) => (
        <Note key={sale} size="text">
          {words.voided(number, reason)}
        </Note>
      ))}
      {raffle !== undefined && raffle.status !== 'drawn' && (
        <UnpaidNote raffle={raffle} tickets={myTicketsOf(viewer)?.tickets ?? []} />
      )}
      {isEmpty && <Note size="text">{words.noneYet}</Note>}
      <Stack element="ul" gap={3} ref={list} tabIndex={-1}>
        {groups.map((group) => (
          <MyTicket
            key={group[0]?.sale}
            tickets={group}
            facts={facts}
            isNew={group.some(({ number }) => newNumbers.includes(number))}
          />
        ))}
      </Stack>
    </Stack>
  );
}

interface ReceiptsNoteProps {
  /** The link of a single group shows all receipts already. */
  readonly groupCount: number;
}

/** What applies to all receipts together. */
function ReceiptsNote({ groupCount }: ReceiptsNoteProps) {
  const { onTicket: messages } = useReceiptWords();
  const { place } = useLive();
  const { viewer } = useSession();
  const { state } = useReceipts();
  const count = state?.receipts.size ?? 0;
  return (
    <>
      {viewer.status === 'unanswered' && count > 0 && (
        <Note size="text" isScreenOnly>
          {messages.keptHere}
        </Note>
      )}
      {place.isOwnPage && groupCount > 1 && (
        <Note size="text" isScreenOnly>
          <Link href={receiptsUrl(place)}>{messages.all}</Link>
        </Note>
      )}
    </>
  );
}

/** Whether the focus is in a text field, in the document or in the list's shadow root. */
function isTyping(list: HTMLElement | null): boolean {
  const root = list?.getRootNode();
  const focused = [document, root].map((each) =>
    each instanceof Document || each instanceof ShadowRoot ? each.activeElement : null,
  );
  return focused.some((element) => element instanceof HTMLInputElement);
}

interface MyTicketProps {
  /** One ticket, or several of one purchase. */
  readonly tickets: readonly ShownTicket[];
  readonly facts: TicketFacts;
  readonly isNew: boolean;
}

/** A stub for one ticket or for several of one purchase, with its receipt. */
function MyTicket({ tickets, facts, isNew }: MyTicketProps) {
  const messages = useMessages();
  const { range, shortFingerprint } = useReceiptWords();
  const formats = formatsOf(useLocale().locale);
  const [ticket] = tickets;
  const last = tickets.at(-1);
  if (ticket === undefined || last === undefined) return null;
  const { number, sale, soldAt, receipt, isDenied } = ticket;
  const isWinner = facts.winners.includes(sale);
  const isOne = tickets.length === 1;
  return (
    <li
      tabIndex={-1}
      data-numbers={tickets.map((each) => `,${each.number},`).join('')}
      aria-label={isOne ? messages.ticketName(number) : range.name(number, last.number)}
      className={styles.item}
    >
      <Ticket
        number={isOne ? formats.number(number) : range.numbers(number, last.number)}
        label={isOne ? messages.ticket : range.label}
        raffle={facts.title}
        {...(soldAt === undefined ? {} : { soldAt: messages.boughtAt(soldAt) })}
        marks={marksOn(sale, facts, messages)}
        look={isWinner ? 'won' : isNew ? 'new' : 'plain'}
        stubLabel={shortFingerprint}
        stub={isOne ? receipt?.shortFingerprint : undefined}
      />
      {isOne && receipt !== undefined && <TicketReceipt receipt={receipt} isDenied={isDenied} />}
      {!isOne && <TicketsActions tickets={tickets} />}
    </li>
  );
}

/** Shows and prints several tickets of one purchase. */
function TicketsActions({ tickets }: Pick<MyTicketProps, 'tickets'>) {
  const { onTicket: messages } = useReceiptWords();
  const { place } = useLive();
  const { show } = useReceipts();
  const [first] = tickets;
  return (
    <Row gap={5} align="baseline" isScreenOnly className={styles.actions}>
      {place.isOwnPage ? (
        <>
          <Link href={receiptsUrl(place)}>{messages.show}</Link>
          <Link href={`${receiptsUrl(place)}#print`}>{messages.print}</Link>
        </>
      ) : (
        <Button look="plain" onPress={() => first !== undefined && show(first.sale)}>
          {messages.show}
        </Button>
      )}
    </Row>
  );
}

interface TicketReceiptProps {
  readonly receipt: HeldReceipt;
  readonly isDenied: boolean;
}

/** Problems of a ticket's receipt, and the ways to show, print and save it. */
function TicketReceipt({ receipt, isDenied }: TicketReceiptProps) {
  const { onTicket: messages } = useReceiptWords();
  const { place } = useLive();
  const { show } = useReceipts();
  const { number } = receipt;
  const problems = [
    ...(receiptVerdict(receipt) === 'failed' ? [messages.notValid] : []),
    ...(isUnreadable(receipt) ? [messages.unreadable] : []),
    ...(isDenied ? [messages.denied] : []),
  ];
  return (
    <>
      {problems.map((problem) => (
        <Note key={problem} tone="danger" size="small">
          {problem}
        </Note>
      ))}
      <Row gap={5} align="baseline" isScreenOnly className={styles.actions}>
        {place.isOwnPage ? (
          <>
            <Link href={receiptUrl(place, number)} label={messages.showFor(number)}>
              {messages.show}
            </Link>
            <Link href={`${receiptUrl(place, number)}#print`} label={messages.printFor(number)}>
              {messages.print}
            </Link>
          </>
        ) : (
          <Button
            look="plain"
            aria-label={messages.showFor(number)}
            onPress={() => show(receipt.sale)}
          >
            {messages.show}
          </Button>
        )}
        <Button
          look="plain"
          aria-label={messages.saveFor(number)}
          onPress={() => saveReceipt(place.raffleId, receipt)}
        >
          {messages.save}
        </Button>
      </Row>
    </>
  );
}
