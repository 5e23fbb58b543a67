import { useMemo, useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Note, Row } from '#ui/primitives.tsx';
import { formatsOf } from '#ui/formats.ts';
import { SelectField, TextField } from '#ui/Field.tsx';
import type { LogEntry } from '../../shared/queries/log-entry.ts';
import { usePublicLog } from '../../shared/queries/use-public-log.ts';
import { VirtualTable, type VirtualTableColumn } from '../../shared/VirtualTable.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { Section } from '../../shared/Page.tsx';
import { useService } from '../../shared/service-context.ts';
import { findEntries, noFilter, entryTypes, type EntryFilter } from './find-entries.ts';
import styles from './audit.module.css';

/** The public log as a table. An opened row shows the bytes of its entry. */
export function Log({ raffle }: { readonly raffle: RaffleView }) {
  const { audit: messages } = useMessages();
  const { entries, error, readAgain } = usePublicLog(raffle);
  return (
    <Section title={messages.log}>
      <Note>{messages.logText}</Note>
      {error !== null && <QueryFailure error={error} onRetry={readAgain} />}
      {entries === undefined && error === null && <Note>{messages.reading}</Note>}
      {entries !== undefined && <Entries entries={entries} />}
    </Section>
  );
}

type Column = 'place' | 'what' | 'at';

function Entries({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { audit: messages } = useMessages();
  const { locale } = useService();
  const [filter, setFilter] = useState(noFilter);
  const [opened, setOpened] = useState<LogEntry>();
  const found = useMemo(() => findEntries(entries, filter), [entries, filter]);
  const columns = useMemo<readonly VirtualTableColumn<Column>[]>(
    () => [
      { id: 'place', name: messages.place, minWidth: 84, isNumber: true },
      { id: 'what', name: messages.what, minWidth: 320, share: 3 },
      { id: 'at', name: messages.at, minWidth: 240, share: 1.5 },
    ],
    [messages],
  );
  const cell = useMemo(() => {
    const { number, stamp } = formatsOf(locale);
    return (entry: LogEntry, column: Column) => {
      if (column === 'place') return number(entry.place);
      if (column === 'what') return messages.entry(entry);
      return stamp(entry.at);
    };
  }, [messages, locale]);
  return (
    <>
      <Filters filter={filter} onChange={setFilter} />
      <output>
        {filter === noFilter
          ? messages.all(entries.length)
          : messages.found(found.length, entries.length)}
      </output>
      <VirtualTable
        label={messages.log}
        columns={columns}
        rows={found}
        cell={cell}
        onOpen={setOpened}
        empty={
          <>
            <span>{messages.nothingFound}</span>{' '}
            <Button look="plain" onPress={() => setFilter(noFilter)}>
              {messages.showAll}
            </Button>
          </>
        }
      />
      {opened !== undefined && <EntryDialog entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

interface EntryDialogProps {
  readonly entry: LogEntry;
  readonly onClose: () => void;
}

/** One entry with its leaf data, the bytes that are hashed into the log's tree. */
function EntryDialog({ entry, onClose }: EntryDialogProps) {
  const { audit: messages } = useMessages();
  const { locale } = useService();
  return (
    <Dialog title={messages.entryTitle(entry.place)} isOpen onClose={onClose}>
      <Note tone="plain">
        {messages.entry(entry)} · {formatsOf(locale).stamp(entry.at)}
      </Note>
      <Note>{messages.lineText}</Note>
      <pre className={styles['line']}>{entry.line}</pre>
      <Row>
        <Button look="quiet" onPress={onClose}>
          {messages.close}
        </Button>
      </Row>
    </Dialog>
  );
}

interface FiltersProps {
  readonly filter: EntryFilter;
  readonly onChange: (filter: EntryFilter) => void;
}

/** Search fields for the log. */
function Filters({ filter, onChange }: FiltersProps) {
  const { audit: messages } = useMessages();
  const types = (['all', ...entryTypes] as const).map((value) => ({
    value,
    label: messages.types[value],
  }));
  return (
    <div className={styles['filters']}>
      <SelectField
        label={messages.type}
        value={filter.type}
        options={types}
        onChange={(type) => onChange({ ...filter, type })}
      />
      <TextField
        type="search"
        inputMode="numeric"
        label={messages.ticket}
        value={filter.ticket}
        onChange={(ticket) => onChange({ ...filter, ticket })}
      />
      <TextField
        type="search"
        label={messages.holder}
        hint={messages.holderHint}
        value={filter.holder}
        onChange={(holder) => onChange({ ...filter, holder })}
      />
    </div>
  );
}
