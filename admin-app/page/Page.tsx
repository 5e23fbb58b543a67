import { useEffect, type ReactNode } from 'react';
import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import styles from './Page.module.css';

export interface PageProps {
  readonly title: string;
  /** Where one comes from: a link above the title. */
  readonly back?: { readonly href: string; readonly label: string };
  readonly children: ReactNode;
}

/** A page inside the shell: its title, on it and on the browser's tab, and what it has. */
export function Page({ title, back, children }: PageProps) {
  const { appName } = useMessages().shell;
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        {back !== undefined && (
          <span className={styles['back']}>
            {/* Drawn, not written: not every font has it. */}
            <svg aria-hidden viewBox="0 0 16 16" className={styles['arrow']}>
              <path d="M10 3 5 8l5 5" />
            </svg>
            <Link href={back.href}>{back.label}</Link>
          </span>
        )}
        <h1 className={styles['title']}>{title}</h1>
      </div>
      {children}
    </div>
  );
}
