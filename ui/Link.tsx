import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Link.module.css';

export interface LinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Says more than the words on it, to who does not see what it stands beside. */
  readonly label?: string;
  /** `button`: the way on from here, as large as a button. */
  readonly look?: 'plain' | 'button';
  /** In a window of its own, which learns nothing of this one. */
  readonly isExternal?: boolean;
}

/** The way to another page. */
export function Link({ href, children, label, look = 'plain', isExternal = false }: LinkProps) {
  return (
    <a
      href={href}
      aria-label={label}
      className={classNames(styles['link'], styles[look])}
      {...(isExternal ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
    >
      {children}
    </a>
  );
}
