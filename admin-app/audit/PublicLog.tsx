import { useMemo, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { TextField } from '#ui/TextField.tsx';
import type { LogEntry } from '../log/log-entry.ts';
import { usePublicLog } from '../log/use-public-log.ts';
import { LongTable, type LongTableColumn } from '../long-table/LongTable.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Section } from '../page/Section.tsx';
import { filterLog } from './filter-log.ts';
import { SelectField } from './SelectField.tsx';
import styles from './PublicLog.module.css';

type Column = 'place' | 'type' | 'ticketNumber' | 'holder' | 'at';

const none: readonly LogEntry[] = [];

/** The log as anybody can read it, live: every entry in its place, and those one looks for. */
export function PublicLog({ raffle }: { readonly raffle: RaffleView }) {
  const { audit: say } = useMessages();
  const { locale } = useLocale();
  const { entries = none, error, readAgain } = usePublicLog(raffle);
  const [type, setType] = useState('');
  const [number, setNumber] = useState('');
  const [holder, setHolder] = useState('');
  const shown = useMemo(() => {
    const ticketNumber = readNumber(number);
    return filterLog(entries, {
      ...(type === '' ? {} : { type }),
      ...(ticketNumber === undefined ? {} : { ticketNumber }),
      ...(holder.trim() === '' ? {} : { holder: holder.trim() }),
    });
  }, [entries, type, number, holder]);
  const columns = useMemo<readonly LongTableColumn<Column>[]>(
    () => [
      { id: 'place', name: say.place, minWidth: 88, isNumber: true },
      { id: 'type', name: say.type, minWidth: 150, share: 1.5 },
      { id: 'ticketNumber', name: say.ticket, minWidth: 88, isNumber: true },
      { id: 'holder', name: say.holder, minWidth: 210, share: 2 },
      { id: 'at', name: say.at, minWidth: 200, share: 2 },
    ],
    [say],
  );
  const cell = useMemo(() => writeCell(locale, say.types), [locale, say]);
  return (
    <Section title={say.log}>
      <p>{say.logHint}</p>
      {error !== null && <Failure error={error} onAgain={readAgain} />}
      <div className={styles['filters']}>
        <SelectField label={say.type} value={type} onChange={setType}>
          <option value="">{say.anyType}</option>
          {Object.entries(say.types).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField label={say.ticket} inputMode="numeric" value={number} onChange={setNumber} />
        <TextField label={say.holder} hint={say.holderHint} value={holder} onChange={setHolder} />
      </div>
      <output className={styles['note']}>{say.shown(shown.length, entries.length)}</output>
      <LongTable
        label={say.log}
        columns={columns}
        rows={shown}
        cell={cell}
        empty={entries.length === 0 ? say.reading : say.nothingFits}
      />
    </Section>
  );
}

/** What is no number fits no ticket; nothing at all fits every entry. */
function readNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text.trim());
}

function writeCell(locale: string, types: Readonly<Record<string, string>>) {
  const { number } = formatsOf(locale);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return (entry: LogEntry, column: Column): string => {
    switch (column) {
      case 'place':
        return number(entry.place);
      case 'type':
        return types[entry.type] ?? entry.type;
      case 'ticketNumber':
        return entry.ticketNumber === undefined ? '' : number(entry.ticketNumber);
      case 'holder':
        return entry.holder ?? '';
      case 'at':
        return Number.isNaN(Date.parse(entry.at)) ? entry.at : time.format(new Date(entry.at));
      default:
        return column satisfies never;
    }
  };
}
