import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import {
  createContext,
  useCallback,
  useContext,
  useState,
  type ReactNode,
  type RefCallback,
} from 'react';
import type { NoticeRegionProps } from './NoticeRegion.tsx';
import { useLate } from './use-late.ts';

export interface Notice {
  readonly tone: 'success' | 'info' | 'error';
  /** What happened. */
  readonly title: string;
  /** Whether anything was changed, and what to do. */
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

const shownForMs = 10_000;

/**
 * The notices of one app; independent of React. React Aria's toast API is unstable, so only this
 * module and `NoticeRegion.tsx` use it.
 */
export class Notices {
  readonly queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 });
  readonly #shown = new Map<string, { readonly key: string; readonly tone: Notice['tone'] }>();

  /**
   * Shows a notice and replaces an earlier one about the same subject. An error stays until it is
   * dismissed; other notices disappear after ten seconds.
   */
  show(about: string, notice: Notice): void {
    this.dismiss(about);
    const options = notice.tone === 'error' ? {} : { timeout: shownForMs };
    this.#shown.set(about, { key: this.queue.add(notice, options), tone: notice.tone });
  }

  dismiss(about: string): void {
    const shown = this.#shown.get(about);
    if (shown !== undefined) this.queue.close(shown.key);
    this.#shown.delete(about);
  }

  /** Removes notices that would cover a dialog. */
  dismissSuccesses(): void {
    for (const [about, { tone }] of this.#shown) if (tone === 'success') this.dismiss(about);
  }
}

/** The notices of the surrounding app, if it has any. */
export const NoticesContext = createContext<Notices | undefined>(undefined);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === undefined) throw new Error('NoticesProvider is missing above this component.');
  return notices;
}

const BarContext = createContext<((roomPx: number) => void) | undefined>(undefined);

/** Returns a ref for a bar at the bottom of a narrow screen. Notices appear above it. */
export function useNoticesAbove(): RefCallback<HTMLElement> {
  const setRoom = useContext(BarContext);
  return useCallback(
    (bar) => {
      if (bar === null || setRoom === undefined) return undefined;
      const measure = () => {
        const { top, bottom } = bar.getBoundingClientRect();
        // At the end of the page the bar stands higher; a host's page can scroll it out of sight.
        setRoom(bottom > 0 && top < innerHeight ? Math.round(innerHeight - top) : 0);
      };
      const observer = new ResizeObserver(measure);
      observer.observe(bar);
      const stop = new AbortController();
      const options = { signal: stop.signal, passive: true, capture: true };
      for (const event of ['scroll', 'resize']) window.addEventListener(event, measure, options);
      return () => {
        stop.abort();
        observer.disconnect();
        setRoom(0);
      };
    },
    [setRoom],
  );
}

export interface NoticesProviderProps extends Pick<NoticeRegionProps, 'label' | 'dismissLabel'> {
  readonly children: ReactNode;
}

async function loadNoticeRegion() {
  return import(/* webpackChunkName: "notices" */ './NoticeRegion.tsx');
}

/** Holds the notices of an app and shows them. The region is loaded after the first screen. */
export function NoticesProvider({ children, ...labels }: NoticesProviderProps) {
  const [notices] = useState(() => new Notices());
  const [barRoomPx, setBarRoom] = useState<number>();
  const late = useLate(loadNoticeRegion);
  return (
    <NoticesContext value={notices}>
      <BarContext value={setBarRoom}>{children}</BarContext>
      {late && <late.NoticeRegion notices={notices} barRoomPx={barRoomPx} {...labels} />}
    </NoticesContext>
  );
}
