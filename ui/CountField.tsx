import styles from './CountField.module.css';
import { TextField } from './TextField.tsx';

export interface CountFieldProps {
  readonly label: string;
  /** As it is typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * A number of tickets, typed. Not React Aria's number field: its announcer writes `innerHTML`, which
 * a page under Trusted Types refuses.
 */
export function CountField(props: CountFieldProps) {
  return (
    <div className={styles['field']}>
      <TextField {...props} inputMode="numeric" autoComplete="off" />
    </div>
  );
}

/** @returns The whole number that was typed, 1 to `max`, grouped or not; undefined for all else. */
export function readCount(text: string, max: number): number | undefined {
  const digits = text.normalize('NFKC').replaceAll(/[\s.,'’]/g, '');
  const count = /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
  return count >= 1 && count <= max ? count : undefined;
}
