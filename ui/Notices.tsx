import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { createContext } from 'react';
import { classNames } from './class-names.ts';
import styles from './Notices.module.css';

export interface Notice {
  readonly tone: 'success' | 'info' | 'error';
  /** What happened. */
  readonly title: string;
  /** Whether a ticket was taken, and what to do. */
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

const shownForMs = 10_000;

/**
 * The notices of one app, apart from React so that anything may raise one. React Aria's toast is
 * unstable: this file alone knows it.
 */
export class Notices {
  readonly queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 });
  readonly #shown = new Map<string, { readonly key: string; readonly tone: Notice['tone'] }>();

  /**
   * Shows a notice in place of an earlier one about the same thing. An error stays until somebody
   * dismisses it or the thing itself is settled; anything else goes after ten seconds.
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

  /** Makes room for something that must be read: what went well is known by then. */
  dismissSuccesses(): void {
    for (const [about, { tone }] of this.#shown) if (tone === 'success') this.dismiss(about);
  }
}

/** The notices of the app around, if it has any. */
export const NoticesContext = createContext<Notices | undefined>(undefined);

/** Drawn, not written: not every font has them. */
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

/** Where notices appear. F6 moves into it, Escape out of it. */
export function NoticeRegion({ notices, label, dismissLabel }: NoticeRegionProps) {
  return (
    <ToastRegion queue={notices.queue} aria-label={label} className={classNames(styles['region'])}>
      {({ toast }) => (
        <Toast toast={toast} className={classNames(styles['notice'], styles[toast.content.tone])}>
          <svg aria-hidden viewBox="0 0 16 16" className={styles['mark']}>
            <path d={marks[toast.content.tone]} />
          </svg>
          <ToastContent className={classNames(styles['content'])}>
            <Text slot="title" className={classNames(styles['title'])}>
              {toast.content.title}
            </Text>
            <Text slot="description">{toast.content.text}</Text>
          </ToastContent>
          <AriaButton
            slot="close"
            aria-label={dismissLabel}
            className={classNames(styles['close'])}
          >
            ×
          </AriaButton>
          {toast.content.action !== undefined && (
            <AriaButton
              className={classNames(styles['action'])}
              onPress={() => toast.content.action?.onPress()}
            >
              {toast.content.action.label}
            </AriaButton>
          )}
        </Toast>
      )}
    </ToastRegion>
  );
}
