import type { ReactNode } from 'react';
import styles from './Command.module.css';

/** A line for the terminal. */
export function Command({ children }: { readonly children: ReactNode }) {
  return <code className={styles['command']}>{children}</code>;
}
