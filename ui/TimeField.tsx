import { useLocale } from 'react-aria/I18nProvider';
import { TextField, type TextFieldProps } from './Field.tsx';

export type TimeFieldProps = Pick<TextFieldProps, 'label' | 'error' | 'isDisabled'> & {
  /** As in `datetime-local`, e.g. `2027-05-29T17:00`; empty for no time. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A date and a time in the zone of this device, which its hint names. */
export function TimeField(props: TimeFieldProps) {
  const { locale } = useLocale();
  return <TextField {...props} type="datetime-local" hint={nameZone(locale, props.value)} />;
}

/** The zone of this device at a time, as winter and summer have different names. */
function nameZone(locale: string, value: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZoneName: 'long' });
  const time = new Date(toUtcTime(value) ?? Date.now());
  const zone = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value;
  const { timeZone } = format.resolvedOptions();
  return zone === undefined ? timeZone : `${zone} (${timeZone})`;
}

/** @returns ISO 8601 in UTC with milliseconds; undefined if the text is not a time of this zone. */
export function toUtcTime(value: string): string | undefined {
  const time = new Date(value);
  if (value === '' || Number.isNaN(time.getTime())) return undefined;
  return time.toISOString();
}

/** @returns A time as a `datetime-local` field holds it, to the minute; empty without a time. */
export function toLocalTime(iso: string | undefined): string {
  if (iso === undefined) return '';
  const time = new Date(iso);
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}
