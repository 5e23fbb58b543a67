import { useEffect, useRef, type ReactNode } from 'react';
import { isolateText } from '#contract/shown-text.ts';
import { classNames } from '#ui/class-names.ts';
import { usePeople } from '../features/people/use-people.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { EnrolPrompt } from '../features/people/EnrolPrompt.tsx';
import { hrefs, type Route } from '../shared/route.ts';
import { useSession } from '../shared/session/session.tsx';
import styles from './Shell.module.css';

export interface ShellProps {
  readonly route: Route;
  readonly children: ReactNode;
}

/** Around every page: skip link, navigation, and the key that this browser signs with. */
export function Shell({ route, children }: ShellProps) {
  const { shell: messages, people } = useMessages();
  const main = useRef<HTMLElement>(null);
  // Read on every page, so that a revoked key is noticed at once.
  usePeople();
  useFocusOnChange(JSON.stringify(route), main);
  const { key } = useSession();
  const isOfPeople = route.page === 'people' || route.page === 'enrol';
  const links =
    key?.role === 'seller'
      ? [
          { href: hrefs.raffles, label: messages.desk, isCurrent: !isOfPeople },
          { href: hrefs.people, label: people.forget.action, isCurrent: isOfPeople },
        ]
      : [
          { href: hrefs.raffles, label: messages.raffles, isCurrent: !isOfPeople },
          { href: hrefs.people, label: messages.people, isCurrent: isOfPeople },
        ];
  return (
    <div className={styles['shell']}>
      <a
        className={styles['skip']}
        href="#main"
        onClick={(event) => {
          // The fragment of the URL is the route.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {messages.skip}
      </a>
      <header className={styles['header']}>
        <span className={styles['name']}>{messages.appName}</span>
        <nav aria-label={messages.navigation}>
          <ul className={styles['links']}>
            {links.map(({ href, label, isCurrent }) => (
              <li key={href}>
                <a
                  href={href}
                  className={styles['link']}
                  {...(isCurrent ? { 'aria-current': 'page' } : {})}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <SignedInKey />
      </header>
      <main ref={main} tabIndex={-1} className={styles['main']}>
        {route.page !== 'enrol' && <EnrolPrompt />}
        {children}
      </main>
    </div>
  );
}

/** Name and role of the key that this browser signs with. */
function SignedInKey() {
  const { state, roles } = useMessages().session;
  const { status, key } = useSession();
  if (status === 'opening') return null;
  if (status !== 'ready') {
    return <p className={classNames(styles['signedIn'], styles['none'])}>{state[status]}</p>;
  }
  return (
    <p className={styles['signedIn']}>
      <span className={styles['signedInName']}>{isolateText(key.name)}</span> · {roles[key.role]}
    </p>
  );
}

/** Moves the focus to the page when the route changes, so that a screen reader continues there. */
function useFocusOnChange(route: string, main: { readonly current: HTMLElement | null }): void {
  const last = useRef(route);
  useEffect(() => {
    if (last.current === route) return;
    last.current = route;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [route, main]);
}
