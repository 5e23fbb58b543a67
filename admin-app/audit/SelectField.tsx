import { useId, type ReactNode } from 'react';
import styles from './SelectField.module.css';

export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `option`s. */
  readonly children: ReactNode;
}

/** One of a few things, in the browser's own list. */
export function SelectField({ label, value, onChange, children }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={styles['select']}
      >
        {children}
      </select>
    </div>
  );
}
