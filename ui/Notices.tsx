import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Notices.module.css';

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
 * module uses it.
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

/** Holds the notices of an app and shows them. */
export function NoticesProvider({ children, ...labels }: NoticesProviderProps) {
  const [notices] = useState(() => new Notices());
  return (
    <NoticesContext value={notices}>
      {children}
      <NoticeRegion notices={notices} {...labels} />
    </NoticesContext>
  );
}

/** Drawn as paths, because not every font has these characters. */
const marks = {
  success: 'M3 8.5l3.5 3.5L13 5',
  info: 'M8 3.5v.6M8 7v5.5',
  error: 'M8 3v6.5M8 12.2v.6',
} as const;

export interface NoticeRegionProps {
  readonly notices: Notices;
  readonly label: string;
  readonly dismissLabel: string;
}

/** The region where notices appear. F6 moves the focus into it, Escape out of it. */
export function NoticeRegion({ notices, label, dismissLabel }: NoticeRegionProps) {
  return (
    <ToastRegion queue={notices.queue} aria-label={label} className={styles.region}>
      {({ toast }) => (
        <Toast toast={toast} className={classNames(styles.notice, styles[toast.content.tone])}>
          <svg aria-hidden viewBox="0 0 16 16" className={styles.mark}>
            <path d={marks[toast.content.tone]} />
          </svg>
          <ToastContent className={styles.content}>
            <Text slot="title" className={styles.title}>
              {toast.content.title}
            </Text>
            <Text slot="description">{toast.content.text}</Text>
          </ToastContent>
          <AriaButton slot="close" aria-label={dismissLabel} className={styles.close}>
            ×
          </AriaButton>
          {toast.content.action !== undefined && (
            <AriaButton className={styles.action} onPress={() => toast.content.action?.onPress()}>
              {toast.content.action.label}
            </AriaButton>
          )}
        </Toast>
      )}
    </ToastRegion>
  );
}
