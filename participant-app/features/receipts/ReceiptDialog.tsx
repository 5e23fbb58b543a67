import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '#ui/Button.tsx';
import { Title } from '#ui/primitives.tsx';
import { useReceiptWords } from './messages.ts';
import { ReceiptView } from './ReceiptView.tsx';
import { useReceipts } from './ReceiptsProvider.tsx';
import styles from './ReceiptDialog.module.css';

export interface ReceiptDialogProps {
  /** Log index of the sale. */
  readonly sale: number;
  readonly onClose: () => void;
}

/** One receipt above another site's page. */
export function ReceiptDialog({ sale, onClose }: ReceiptDialogProps) {
  const words = useReceiptWords();
  const { state } = useReceipts();
  const receipt = state?.receipts.get(sale);
  if (state === undefined || receipt === undefined) return null;
  return (
    <ModalDialog title={words.title(receipt.number)} onClose={onClose}>
      <ReceiptView receipt={receipt} state={state} headingLevel={3} />
    </ModalDialog>
  );
}

interface ModalDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The browser's own dialog: it is above everything that the host has stacked, keeps the focus, and
 * returns it.
 */
function ModalDialog({ title, onClose, children }: ModalDialogProps) {
  const words = useReceiptWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} className={styles.dialog} onClose={onClose}>
      <div className={styles.head}>
        <Title level={2}>{title}</Title>
        <Button look="quiet" onPress={() => dialog.current?.close()}>
          {words.close}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
