import { useEffect, type ReactNode, useId } from 'react';
import { Link } from '#ui/Link.tsx';
import { Row, Stack, Title, Note } from '#ui/primitives.tsx';
import { classNames } from '#ui/class-names.ts';
import { useMessages } from './messages/messages.ts';
import styles from './Page.module.css';

export interface PageProps {
  readonly title: string;
  /** A link above the title. */
  readonly back?: { readonly href: string; readonly label: string };
  readonly children: ReactNode;
}

/** A page in the shell. Its title is the document's title as well. */
export function Page({ title, back, children }: PageProps) {
  const { appName } = useMessages().shell;
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
  return (
    <Stack gap={8} className={styles['page']}>
      <Stack gap={3}>
        {back !== undefined && (
          <Row gap={1} align="start" className={styles['back']}>
            {/* An SVG, because some fonts lack the character. */}
            <svg aria-hidden viewBox="0 0 16 16" className={styles['arrow']}>
              <path d="M10 3 5 8l5 5" />
            </svg>
            <Link href={back.href}>{back.label}</Link>
          </Row>
        )}
        <Title level={1}>{title}</Title>
      </Stack>
      {children}
    </Stack>
  );
}

export interface SectionProps {
  readonly title: string;
  /** `danger`: set off from the sections before it, for actions that cannot be undone. */
  readonly look?: 'plain' | 'danger';
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, look = 'plain', children }: SectionProps) {
  const id = useId();
  return (
    <Stack
      element="section"
      width="full"
      aria-labelledby={id}
      className={classNames(styles['section'], look === 'danger' && styles['danger'])}
    >
      <Title level={2} id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** Shown while a lazily loaded part is missing. It appears after 400 ms. */
export function LoadingFallback({ className }: { readonly className?: string | undefined }) {
  const { loading } = useMessages().shell;
  return (
    <Note element="div" size="text" className={classNames(className)}>
      <p className={styles['loading']}>{loading}</p>
    </Note>
  );
}
