import { useId, type ReactNode } from 'react';
import { classNames } from '#ui/class-names.ts';
import styles from './Section.module.css';

export interface SectionProps {
  readonly title: string;
  /** `apart`: set off from everything before it, for what cannot be undone. */
  readonly look?: 'plain' | 'apart';
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, look = 'plain', children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classNames(styles['section'], styles[look])}>
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      {children}
    </section>
  );
}
