import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { classNames } from './class-names.ts';
import type { Notices } from './Notices.tsx';
import styles from './NoticeRegion.module.css';

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
  /**
   * From the bottom of a narrow screen to the upper edge of a bar there: notices appear above it.
   * Undefined on a page without a bar: they appear at the top.
   */
  readonly barRoomPx?: number | undefined;
}

/** The region where notices appear. F6 moves the focus into it, Escape out of it. */
export function NoticeRegion(props: NoticeRegionProps) {
  const { notices, label, dismissLabel, barRoomPx } = props;
  const hasBar = barRoomPx !== undefined;
  return (
    <ToastRegion
      queue={notices.queue}
      aria-label={label}
      className={classNames(styles.region, hasBar && styles.aboveBar)}
      {...(hasBar ? { style: { '--bar': `${barRoomPx}px` } } : {})}
    >
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
