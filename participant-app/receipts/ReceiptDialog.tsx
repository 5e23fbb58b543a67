import { useEffect, useRef } from 'react';
import { Button } from '#ui/Button.tsx';
import { ReceiptView, type ReceiptViewProps } from './ReceiptView.tsx';
import { useReceiptWords } from './messages/messages.ts';
import styles from './ReceiptDialog.module.css';

export interface ReceiptDialogProps extends Omit<ReceiptViewProps, 'headingLevel'> {
  readonly onClose: () => void;
}

/**
 * A receipt on top of another site's page. The browser's own dialog, because it is above whatever
 * the host has stacked, keeps the focus, and gives it back.
 */
export function ReceiptDialog({ onClose, ...props }: ReceiptDialogProps) {
  const words = useReceiptWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = words.title(props.receipt.number);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} className={styles['dialog']} onClose={onClose}>
      <div className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        <Button look="quiet" onPress={() => dialog.current?.close()}>
          {words.close}
        </Button>
      </div>
      <ReceiptView {...props} headingLevel={3} />
    </dialog>
  );
}
