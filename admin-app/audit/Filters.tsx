import { SelectField } from '#ui/SelectField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useMessages } from '../messages/messages.ts';
import { entryTypes, type EntryFilter } from './find-entries.ts';
import styles from './Log.module.css';

export interface FiltersProps {
  readonly filter: EntryFilter;
  readonly onChange: (filter: EntryFilter) => void;
}

/** What is looked for in a log. */
export function Filters({ filter, onChange }: FiltersProps) {
  const { audit: say } = useMessages();
  const types = (['all', ...entryTypes] as const).map((value) => ({
    value,
    label: say.types[value],
  }));
  return (
    <div className={styles['filters']}>
      <SelectField
        label={say.type}
        value={filter.type}
        options={types}
        onChange={(type) => onChange({ ...filter, type })}
      />
      <TextField
        type="search"
        inputMode="numeric"
        label={say.ticket}
        value={filter.ticket}
        onChange={(ticket) => onChange({ ...filter, ticket })}
      />
      <TextField
        type="search"
        label={say.holder}
        hint={say.holderHint}
        value={filter.holder}
        onChange={(holder) => onChange({ ...filter, holder })}
      />
    </div>
  );
}
