import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from './class-names.ts';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape was pressed, or the paper beside it. */
  readonly onClose: () => void;
  /** `alertdialog` where something must be decided: the paper beside it does nothing then. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
}

/** Something that must be dealt with before the page goes on. Focus comes back where it was. */
export function Dialog({ title, isOpen, onClose, role = 'dialog', children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className={classNames(styles['overlay'])}
    >
      <Modal className={classNames(styles['modal'])}>
        <AriaDialog role={role} className={classNames(styles['dialog'])}>
          <Heading slot="title" className={classNames(styles['title'])}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
