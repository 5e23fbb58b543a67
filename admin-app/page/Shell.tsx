import { useEffect, useRef, type ReactNode } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { useMessages } from '../messages/messages.ts';
import { GetIn } from '../session/GetIn.tsx';
import { KeyState } from '../session/KeyState.tsx';
import { hrefs, type Route } from './route.ts';
import styles from './Shell.module.css';

/** What is around every page: the way past it, where one can go, and whose key signs here. */
export function Shell({
  route,
  children,
}: {
  readonly route: Route;
  readonly children: ReactNode;
}) {
  const say = useMessages().shell;
  const main = useRef<HTMLElement>(null);
  // Asked for on every page, so that a key the service no longer takes is told at once.
  useKeys();
  useFocusOnChange(JSON.stringify(route), main);
  const places = [
    { href: hrefs.raffles, label: say.raffles, isHere: !['keys', 'enrol'].includes(route.page) },
    { href: hrefs.keys, label: say.keys, isHere: ['keys', 'enrol'].includes(route.page) },
  ];
  return (
    <div className={styles['shell']}>
      <a
        className={styles['skip']}
        href="#main"
        onClick={(event) => {
          // The part after # names a page here, not a place on it.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {say.skip}
      </a>
      <header className={styles['header']}>
        <span className={styles['name']}>{say.appName}</span>
        <nav aria-label={say.navigation}>
          <ul className={styles['places']}>
            {places.map(({ href, label, isHere }) => (
              <li key={href}>
                <a
                  href={href}
                  className={styles['place']}
                  {...(isHere ? { 'aria-current': 'page' } : {})}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <KeyState />
      </header>
      <main ref={main} tabIndex={-1} className={styles['main']}>
        {route.page !== 'enrol' && <GetIn />}
        {children}
      </main>
    </div>
  );
}

/** After a page has been chosen, reading goes on there; the first page is where one is anyway. */
function useFocusOnChange(place: string, main: { readonly current: HTMLElement | null }): void {
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place, main]);
}
