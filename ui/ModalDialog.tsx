import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import { Title } from './primitives.tsx';
import styles from './ModalDialog.module.css';

export interface ModalDialogProps {
  readonly title: string;
  /** The label of a button beside the title that closes. */
  readonly closeLabel?: string;
  /** As narrow as a question with two buttons. */
  readonly isNarrow?: boolean;
  /** It was closed: by Escape, or by that button. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The browser's own dialog: it is above everything that the host of an embedded app has stacked,
 * keeps the focus, and returns it.
 */
export function ModalDialog(props: ModalDialogProps) {
  const { title, closeLabel, isNarrow = false, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // A dialog that is only removed does not return the focus.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      className={classNames(styles.dialog, isNarrow && styles.narrow)}
      onClose={onClose}
    >
      <div className={styles.head}>
        <Title level={2}>{title}</Title>
        {closeLabel !== undefined && (
          <Button look="quiet" onPress={() => dialog.current?.close()}>
            {closeLabel}
          </Button>
        )}
      </div>
      {children}
    </dialog>
  );
}
