import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Note, Row } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import { TextField } from '#ui/Field.tsx';
import { VirtualTable, type VirtualTableColumn } from '../../shared/VirtualTable.tsx';
import type { Messages } from '../../shared/messages/en.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { Section } from '../../shared/Page.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { findTickets, type TicketColumn, type TicketOrder } from './find-tickets.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { writeTicketsCsv } from '#contract/ticket-files.ts';

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
  const columns = useMemo<readonly VirtualTableColumn<TicketColumn>[]>(
    () => [
      { id: 'number', name: messages.number, minWidth: 116, isSortable: true, isNumber: true },
      { id: 'email', name: messages.email, minWidth: 200, isSortable: true },
      { id: 'name', name: messages.name, minWidth: 160, isSortable: true },
      { id: 'paid', name: messages.paid, minWidth: 96, isSortable: true },
      { id: 'holder', name: messages.holder, minWidth: 160, isSortable: true },
      { id: 'purchasedAt', name: messages.purchasedAt, minWidth: 240, isSortable: true },
    ],
    [messages],
  );
  const cell = useMemo(() => writeCell(locale, messages), [locale, messages]);
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
        empty={messages.nothingFound(wanted.trim())}
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

function writeCell(locale: string, words: Pick<Messages['tickets'], 'yes' | 'atDesk'>) {
  const { number, stamp } = formatsOf(locale);
  return (ticket: SoldTicket, column: TicketColumn): string => {
    if (column === 'number') return number(ticket.number);
    if (column === 'purchasedAt') return stamp(ticket.purchasedAt);
    if (column === 'paid') return ticket.paid === true ? words.yes : '';
    if (column === 'name') return [ticket.name, ticket.phone].filter(Boolean).join(', ');
    if (column === 'email' && ticket.email === '') return words.atDesk;
    return ticket[column];
  };
}
