import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { createContext, useContext, useState, type ReactNode } from 'react';
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

export interface NoticesProviderProps extends Omit<NoticeRegionProps, 'notices'> {
  readonly children: ReactNode;
}

async function loadNoticeRegion() {
  return import(/* webpackChunkName: "notices" */ './NoticeRegion.tsx');
}

/** Holds the notices of an app and shows them. The region is loaded after the first screen. */
export function NoticesProvider({ children, ...labels }: NoticesProviderProps) {
  const [notices] = useState(() => new Notices());
  const late = useLate(loadNoticeRegion);
  return (
    <NoticesContext value={notices}>
      {children}
      {late && <late.NoticeRegion notices={notices} {...labels} />}
    </NoticesContext>
  );
}
