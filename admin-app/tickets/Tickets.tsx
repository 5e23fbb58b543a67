import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView, SoldTicket } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { saveFile } from '#ui/save-file.ts';
import { TextField } from '#ui/TextField.tsx';
import { LongTable, type LongTableColumn } from '../long-table/LongTable.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Section } from '../page/Section.tsx';
import { useReason } from '../session/reasons.ts';
import { findTickets, ticketColumns, type TicketColumn, type TicketOrder } from './find-tickets.ts';
import { useSoldTickets } from './use-sold-tickets.ts';
import { writeCsv } from './write-csv.ts';
import styles from './Tickets.module.css';

/** Every ticket sold and who bought it: to sort, to search, and to take away as a file. */
export function Tickets({ raffle }: { readonly raffle: RaffleView }) {
  const { tickets: say } = useMessages();
  const reason = useReason('read');
  const { tickets, error, readAgain } = useSoldTickets(raffle, reason === undefined);
  return (
    <Section title={say.title}>
      {reason !== undefined && <p className={styles['note']}>{reason}</p>}
      {error !== null && <Failure error={error} onAgain={readAgain} />}
      {tickets !== undefined && raffle.sold === 0 && (
        <p className={styles['note']}>{raffle.status === 'open' ? say.noneYet : say.none}</p>
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
  const { tickets: say } = useMessages();
  const { locale } = useLocale();
  const [wanted, setWanted] = useState('');
  const [sort, setSort] = useState<TicketOrder>({ column: 'number', direction: 'ascending' });
  const found = useMemo(() => findTickets(tickets, wanted, sort), [tickets, wanted, sort]);
  const columns = useMemo<readonly LongTableColumn<TicketColumn>[]>(
    () => [
      { id: 'number', name: say.number, minWidth: 116, isSortable: true, isNumber: true },
      { id: 'email', name: say.email, minWidth: 200, share: 2, isSortable: true },
      { id: 'holder', name: say.holder, minWidth: 160, share: 2, isSortable: true },
      { id: 'purchasedAt', name: say.purchasedAt, minWidth: 190, share: 1.5, isSortable: true },
    ],
    [say],
  );
  const cell = useMemo(() => writeCell(locale), [locale]);
  const { isWaiting, save } = useSaving({ raffle, tickets });
  return (
    <>
      <div className={styles['tools']}>
        <TextField
          type="search"
          label={say.search}
          hint={say.searchHint}
          value={wanted}
          onChange={setWanted}
        />
        <Button look="quiet" isPending={isWaiting} pendingLabel={say.waiting} onPress={save}>
          {say.save(raffle.sold)}
        </Button>
      </div>
      <output className={styles['note']}>
        {wanted.trim() === '' ? say.all(tickets.length) : say.found(found.length, tickets.length)}
        {tickets.length < raffle.sold && ` ${say.behind(raffle.sold - tickets.length)}`}
      </output>
      <LongTable
        label={say.title}
        columns={columns}
        rows={found}
        cell={cell}
        sort={sort}
        onSort={setSort}
        empty={say.nothingFound(wanted.trim())}
      />
    </>
  );
}

/** Saves every ticket that was sold at the press, once all of them are here. */
function useSaving({ raffle, tickets }: SoldTicketsProps) {
  const [press, setPress] = useState<{ readonly sold: number }>();
  const saved = useRef<typeof press>(undefined);
  const isWaiting = press !== undefined && tickets.length < press.sold;
  const { id, sold } = raffle;
  useEffect(() => {
    if (press === saved.current || isWaiting) return;
    saved.current = press;
    saveFile({
      name: `${id}-tickets.csv`,
      type: 'text/csv',
      text: writeCsv(ticketColumns, tickets),
    });
  }, [press, isWaiting, tickets, id]);
  return { isWaiting, save: () => setPress({ sold }) };
}

function writeCell(locale: string) {
  const { number, stamp } = formatsOf(locale);
  return (ticket: SoldTicket, column: TicketColumn): string => {
    if (column === 'number') return number(ticket.number);
    if (column === 'purchasedAt') return stamp(ticket.purchasedAt);
    return ticket[column];
  };
}
