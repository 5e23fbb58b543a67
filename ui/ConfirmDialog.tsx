import { useContext, useEffect, useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components/Form';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { NoticesContext } from './Notices.tsx';
import { TextField } from './TextField.tsx';
import styles from './ConfirmDialog.module.css';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What becomes final, in a sentence. */
  readonly children: ReactNode;
  /** What must be typed, exactly, so that nobody means another one; and how that is asked for. */
  readonly expected: string;
  readonly expectedLabel: string;
  readonly action: string;
  readonly pendingLabel: string;
  readonly cancelLabel: string;
  readonly isPending: boolean;
  /** Why it cannot be done any more; undefined while it can. */
  readonly reason?: string | undefined;
  /** Why it was refused, and what to do. */
  readonly error?: string | undefined;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be undone. What it is about is typed, as on the command line. */
export function ConfirmDialog({ title, isOpen, onClose, ...content }: ConfirmDialogProps) {
  return (
    <Dialog role="alertdialog" title={title} isOpen={isOpen} onClose={onClose}>
      <Confirmation {...content} onClose={onClose} />
    </Dialog>
  );
}

/** Mounted with the dialog, so that each opening begins with nothing typed. */
function Confirmation(props: Omit<ConfirmDialogProps, 'title' | 'isOpen'>) {
  const { expected, isPending, reason, onConfirm } = props;
  const [typed, setTyped] = useState('');
  const isConfirmed = typed.trim() === expected && reason === undefined;
  const error = reason ?? props.error;
  const notices = useContext(NoticesContext);
  // On a phone they lie on top of it.
  useEffect(() => notices?.dismissSuccesses(), [notices]);
  return (
    <Form
      className={styles['form']!}
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed && !isPending) onConfirm();
      }}
    >
      <div className={styles['consequence']}>{props.children}</div>
      <TextField
        label={props.expectedLabel}
        autoFocus
        autoComplete="off"
        autoCorrect="off"
        spellCheck="false"
        value={typed}
        onChange={setTyped}
      />
      {error !== undefined && (
        <p role="alert" className={styles['error']}>
          {error}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button
          type="submit"
          look="danger"
          isDisabled={!isConfirmed}
          isPending={isPending}
          pendingLabel={props.pendingLabel}
        >
          {props.action}
        </Button>
        <Button look="quiet" onPress={props.onClose}>
          {props.cancelLabel}
        </Button>
      </div>
    </Form>
  );
}
