import type { ReactNode } from 'react';
import styles from './RehearsalBand.module.css';

/** Says of everything below that none of it is real. It stands under the title, on paper too. */
export function RehearsalBand({ children }: { readonly children: ReactNode }) {
  return <p className={styles['band']}>{children}</p>;
}
