import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { catalogueFor } from '#contract/language.ts';
import { reasonWords } from '#contract/reason-words.ts';
import { VoidReason, type SoldTicket } from '#contract/tickets.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Note, Row } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import { TextField } from '#ui/Field.tsx';
import { VirtualTable } from '../../shared/VirtualTable.tsx';
import type { Messages } from '../../shared/messages/en.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { Section } from '../../shared/Page.tsx';
import { useMediaQuery } from '../../shared/use-media-query.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { findTickets, type TicketColumn, type TicketOrder } from './find-tickets.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { writeTicketsCsv } from '#contract/ticket-files.ts';
import { TicketDialog } from './TicketDialog.tsx';
import { useMarkPaid, usePaymentsOfOthers } from './use-payment-marks.ts';
import styles from './tickets.module.css';

/** Every sold ticket with its buyer's address: sortable, searchable, and saved as CSV. */
export function Tickets({ raffle }: { readonly raffle: RaffleView }) {
  const { tickets: messages } = useMessages();
  const reason = useDisabledReason('read');
  const { tickets, error, readAgain } = useSoldTickets(raffle, reason === undefined);
  return (
    <Section title={messages.title}>
      {reason !== undefined && <Note>{reason}</Note>}
      {error !== null && <QueryFailure error={error} onRetry={readAgain} />}
      {tickets !== undefined && raffle.sold === 0 && (
        <Note>
          {raffle.status === 'open' || raffle.status === 'announced'
            ? messages.noneYet
            : messages.none}
        </Note>
      )}
      {tickets !== undefined && tickets.length > 0 && (
        <SoldTickets raffle={raffle} tickets={tickets} />
      )}
    </Section>
  );
}

/** Where the buyer is below the number, and the time of the sale only in the dialog of a ticket. */
const narrowQuery = '(width < 42rem), (56rem <= width < 72rem)';

interface SoldTicketsProps {
  readonly raffle: RaffleView;
  readonly tickets: readonly SoldTicket[];
}

function SoldTickets({ raffle, tickets }: SoldTicketsProps) {
  const { tickets: messages } = useMessages();
  const { locale } = useLocale();
  const [wanted, setWanted] = useState('');
  const [sort, setSort] = useState<TicketOrder>({ column: 'number', direction: 'ascending' });
  const found = useMemo(() => findTickets(tickets, wanted, sort), [tickets, wanted, sort]);
  const [openedSale, setOpenedSale] = useState<number>();
  const mayChange = useDisabledReason('change') === undefined;
  const markPaid = useMarkPaid(raffle);
  usePaymentsOfOthers(raffle, tickets);
  const isNarrow = useMediaQuery(narrowQuery);
  const columns = useMemo(() => {
    const column = (id: TicketColumn, minWidth: number) => ({
      id,
      minWidth,
      name: messages.columns[id],
      isSortable: true,
      isNumber: id === 'number' && !isNarrow,
    });
    return isNarrow
      ? [column('number', 148), column('paid', 136)]
      : [
          column('number', 104),
          column('buyer', 164),
          column('paid', 140),
          column('purchasedAt', 192),
        ];
  }, [messages, isNarrow]);
  const cell = useMemo(
    () => createCell({ locale, messages, mayChange, isNarrow }),
    [locale, messages, mayChange, isNarrow],
  );
  const { isWaiting, save } = useSaving({ raffle, tickets });
  return (
    <>
      <Row gap={6} isSpread>
        <TextField
          type="search"
          label={messages.search}
          hint={messages.searchHint}
          value={wanted}
          onChange={setWanted}
        />
        <Button look="quiet" isPending={isWaiting} pendingLabel={messages.waiting} onPress={save}>
          {messages.save(raffle.sold)}
        </Button>
      </Row>
      <output>
        <span>
          {wanted.trim() === ''
            ? messages.all(tickets.length)
            : messages.found(found.length, tickets.length)}
        </span>{' '}
        {tickets.length < raffle.sold && (
          <span>{messages.behind(raffle.sold - tickets.length)}</span>
        )}
      </output>
      <VirtualTable
        label={messages.title}
        columns={columns}
        rows={found}
        cell={cell}
        sort={sort}
        onSort={setSort}
        onOpen={(ticket, column) => {
          if (column === 'paid' && mayChange) markPaid(ticket);
          else setOpenedSale(ticket.sale);
        }}
        empty={messages.nothingFound(wanted.trim())}
      />
      <Note>{messages.openHint}</Note>
      <VoidedCount raffleId={raffle.id} />
      <TicketDialog
        raffle={raffle}
        ticket={tickets.find(({ sale }) => sale === openedSale)}
        onPay={markPaid}
        onClose={() => setOpenedSale(undefined)}
      />
    </>
  );
}

/** Saves the tickets that were sold when the button was pressed, once all of them are loaded. */
function useSaving({ raffle, tickets }: SoldTicketsProps) {
  const [press, setPress] = useState<{ readonly sold: number }>();
  const saved = useRef<typeof press>(undefined);
  const isWaiting = press !== undefined && tickets.length < Math.min(press.sold, raffle.sold);
  const { id, sold } = raffle;
  useEffect(() => {
    if (press === saved.current || isWaiting) return;
    saved.current = press;
    saveFile({
      name: `${id}-tickets.csv`,
      type: 'text/csv',
      text: writeTicketsCsv(tickets),
    });
  }, [press, isWaiting, tickets, id]);
  return { isWaiting, save: () => setPress({ sold }) };
}

/** How many tickets are voided, for each reason. */
function VoidedCount({ raffleId }: { readonly raffleId: string }) {
  const { tickets: messages } = useMessages();
  const { voids: words } = catalogueFor(reasonWords, useLocale().locale);
  const voided = useSummary(raffleId)?.voided;
  if (voided === undefined) return null;
  const reasons = VoidReason.options
    .filter((reason) => voided[reason] > 0)
    .map((reason) => messages.voidedBecause(voided[reason], words[reason]));
  return reasons.length === 0 ? null : <Note>{messages.voided(reasons)}</Note>;
}

interface CellOptions {
  readonly locale: string;
  readonly messages: Messages['tickets'];
  readonly mayChange: boolean;
  readonly isNarrow: boolean;
}

function createCell({ locale, messages, mayChange, isNarrow }: CellOptions) {
  const { number, day } = formatsOf(locale);
  return (ticket: SoldTicket, column: TicketColumn): ReactNode => {
    switch (column) {
      case 'number':
        return isNarrow ? (
          <span className={styles['narrow']}>
            <strong>{number(ticket.number)}</strong>
            <Buyer ticket={ticket} atDesk={messages.atDesk} />
          </span>
        ) : (
          number(ticket.number)
        );
      case 'buyer':
        return <Buyer ticket={ticket} atDesk={messages.atDesk} />;
      case 'purchasedAt':
        return day(ticket.purchasedAt);
      case 'paid': {
        const isPaid = ticket.paid === true;
        const text = isPaid ? messages.isPaid : messages.isDue;
        return mayChange ? <PaidMark isPaid={isPaid}>{text}</PaidMark> : text;
      }
      default:
        return column satisfies never;
    }
  };
}

interface BuyerProps {
  readonly ticket: SoldTicket;
  readonly atDesk: string;
}

/** The name, and below it the other ways to reach the buyer, or where they bought. */
function Buyer({ ticket: { name, email, phone, desk }, atDesk }: BuyerProps) {
  const known = [name, email, phone].filter((text) => text !== undefined && text !== '');
  const [first, ...more] = known.length < 2 && desk === true ? [...known, atDesk] : known;
  return (
    <span className={styles['buyer']}>
      <span>{first}</span> {more.length > 0 && <span>{more.join(', ')}</span>}
    </span>
  );
}

/** The cell reacts to presses; this says that it does, and what is set. */
function PaidMark({ isPaid, children }: { readonly isPaid: boolean; readonly children: string }) {
  return (
    <button type="button" tabIndex={-1} aria-pressed={isPaid} className={styles['paid']}>
      {isPaid && (
        <svg aria-hidden viewBox="0 0 16 16" className={styles['check']}>
          <path d="M3 8.5l3.5 3.5L13 5" />
        </svg>
      )}
      {children}
    </button>
  );
}
