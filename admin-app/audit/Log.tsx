import { useMemo, useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import type { LogEntry } from '../log/log-entry.ts';
import { usePublicLog } from '../log/use-public-log.ts';
import { LongTable, type LongTableColumn } from '../long-table/LongTable.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Section } from '../page/Section.tsx';
import { useService } from '../service.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { findEntries, noFilter } from './find-entries.ts';
import { Filters } from './Filters.tsx';
import styles from './Log.module.css';

/** The public log, entry by entry: to look through, and to open to its very bytes. */
export function Log({ raffle }: { readonly raffle: RaffleView }) {
  const { audit: say } = useMessages();
  const { entries, error, readAgain } = usePublicLog(raffle);
  return (
    <Section title={say.log}>
      <p className={styles['note']}>{say.logText}</p>
      {error !== null && <Failure error={error} onAgain={readAgain} />}
      {entries === undefined && error === null && <p className={styles['note']}>{say.reading}</p>}
      {entries !== undefined && <Entries entries={entries} />}
    </Section>
  );
}

type Column = 'place' | 'what' | 'at';

function Entries({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { audit: say } = useMessages();
  const { locale } = useService();
  const [filter, setFilter] = useState(noFilter);
  const [opened, setOpened] = useState<LogEntry>();
  const found = useMemo(() => findEntries(entries, filter), [entries, filter]);
  const columns = useMemo<readonly LongTableColumn<Column>[]>(
    () => [
      { id: 'place', name: say.place, minWidth: 84, share: 0.5, isNumber: true },
      { id: 'what', name: say.what, minWidth: 320, share: 3 },
      { id: 'at', name: say.at, minWidth: 190, share: 1.5 },
    ],
    [say],
  );
  const cell = useMemo(() => {
    const { number, stamp } = formatsOf(locale);
    return (entry: LogEntry, column: Column) => {
      if (column === 'place') return number(entry.place);
      if (column === 'what') return say.entry(entry);
      return stamp(entry.at);
    };
  }, [say, locale]);
  return (
    <>
      <Filters filter={filter} onChange={setFilter} />
      <output className={styles['note']}>
        {filter === noFilter ? say.all(entries.length) : say.found(found.length, entries.length)}
      </output>
      <LongTable
        label={say.log}
        columns={columns}
        rows={found}
        cell={cell}
        onOpen={setOpened}
        empty={
          <>
            {say.nothingFound}{' '}
            <Button look="plain" onPress={() => setFilter(noFilter)}>
              {say.showAll}
            </Button>
          </>
        }
      />
      {opened !== undefined && <EntryDialog entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
