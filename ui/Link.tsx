import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Link.module.css';

export interface LinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** For assistive technology, where the text alone is ambiguous. */
  readonly label?: string;
  /** `button`: looks like a primary button. */
  readonly look?: 'plain' | 'button';
  /** Opens a new window, without `opener` and `referrer`. */
  readonly isExternal?: boolean;
  /** Saves the file instead of opening it. */
  readonly isDownload?: boolean;
}

export interface CardLinkProps {
  readonly href: string;
  readonly title: string;
  /** Further lines, below the title. */
  readonly children: ReactNode;
}

/** A card in a list that leads to a page. */
export function CardLink({ href, title, children }: CardLinkProps) {
  return (
    <a className={styles.card} href={href}>
      <span className={styles.title}>{title}</span> {children}
    </a>
  );
}

export function Link(props: LinkProps) {
  const { href, children, label, look = 'plain', isExternal = false, isDownload = false } = props;
  return (
    <a
      href={href}
      download={isDownload}
      aria-label={label}
      className={classNames(styles.link, look === 'button' && styles.button)}
      {...(isExternal ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
    >
      {children}
    </a>
  );
}
