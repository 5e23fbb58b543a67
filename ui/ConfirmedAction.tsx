import { useContext, useEffect, useState, type ReactNode } from 'react';
import { Text } from 'react-aria-components/Text';
import { Action } from './Action.tsx';
import { Button, type ButtonProps } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Form, TextField } from './Field.tsx';
import { NoticesContext } from './Notices.tsx';
import { Note, Row, Stack } from './primitives.tsx';

export interface Confirmation {
  readonly title: string;
  /** What must be typed exactly, and the label of that field. Without it, one press confirms. */
  readonly typed?: { readonly expected: string; readonly label: string };
  /** Fields that are filled in before it is confirmed. */
  readonly fields?: ReactNode;
  /** Whether the fields are filled in. Default: true. */
  readonly isComplete?: boolean;
  /** The label of the button that confirms. */
  readonly action: string;
  readonly cancelLabel: string;
}

export interface ConfirmedActionProps {
  /** The label of the button that opens the dialog. */
  readonly label: string;
  /** For assistive technology, where the label alone is ambiguous. */
  readonly accessibleLabel?: string;
  readonly look?: ButtonProps['look'];
  /** Why it is not possible now; undefined while it is. */
  readonly reason?: string | undefined;
  /** Undefined: the press itself confirms, as when an unanswered request is repeated. */
  readonly confirmation: Confirmation | undefined;
  /** In the dialog: what will happen and what cannot be undone. */
  readonly children: ReactNode;
  readonly isPending: boolean;
  readonly pendingLabel: string;
  /** Why the last attempt failed, whether anything was changed, and what to do. */
  readonly failure?: string | undefined;
  /**
   * `on-success`: the dialog stays open and shows the progress and a failure. `on-confirm`: it closes
   * at once, and the button shows the progress. Default: `on-success`.
   */
  readonly closes?: 'on-success' | 'on-confirm';
  readonly onConfirm: () => void;
  /** The dialog was closed without success: time to forget a failure. */
  readonly onCancel?: () => void;
}

/** A button for something that cannot be undone: it asks for a confirmation first. */
export function ConfirmedAction(props: ConfirmedActionProps) {
  const { button, dialog } = useConfirmedAction(props);
  return (
    <>
      {button}
      {dialog}
    </>
  );
}

/**
 * The two parts of a `ConfirmedAction`, for a button whose place changes: the dialog stays open where
 * it is rendered, and says why the action is not possible any more.
 */
export function useConfirmedAction(props: ConfirmedActionProps): {
  readonly button: ReactNode;
  readonly dialog: ReactNode;
} {
  const { label, look = 'danger', reason, confirmation, isPending, pendingLabel } = props;
  const { failure, onConfirm } = props;
  const closesOnConfirm = props.closes === 'on-confirm';
  const [phase, setPhase] = useState<'closed' | 'open' | 'confirmed'>('closed');
  // Closed while rendering, so that a change of `reason` that comes with the success is not shown.
  if (phase === 'confirmed' && !isPending) setPhase(failure === undefined ? 'closed' : 'open');
  const close = () => {
    setPhase('closed');
    props.onCancel?.();
  };
  return {
    button: (
      <Action
        look={look}
        reason={reason}
        isPending={closesOnConfirm && isPending}
        pendingLabel={pendingLabel}
        {...(props.accessibleLabel === undefined ? {} : { 'aria-label': props.accessibleLabel })}
        onPress={() => (confirmation === undefined ? onConfirm() : setPhase('open'))}
      >
        {label}
      </Action>
    ),
    dialog: (
      <Dialog
        role="alertdialog"
        title={confirmation?.title ?? label}
        isOpen={confirmation !== undefined && phase !== 'closed'}
        onClose={close}
      >
        {confirmation !== undefined && (
          <ConfirmationForm
            {...props}
            confirmation={confirmation}
            reason={phase === 'confirmed' ? undefined : reason}
            isPending={isPending && !closesOnConfirm}
            onConfirm={() => {
              setPhase(closesOnConfirm ? 'closed' : 'confirmed');
              onConfirm();
            }}
            onCancel={close}
          />
        )}
      </Dialog>
    ),
  };
}

/** Mounted when the dialog opens, so that nothing is typed yet. */
function ConfirmationForm(props: ConfirmedActionProps & { readonly confirmation: Confirmation }) {
  const { confirmation, children, reason, isPending, pendingLabel } = props;
  const error = reason ?? props.failure;
  const { typed, fields, isComplete = true } = confirmation;
  const [text, setText] = useState('');
  const isTyped = typed === undefined || text.trim() === typed.expected;
  const isConfirmed = reason === undefined && isComplete && isTyped;
  const notices = useContext(NoticesContext);
  // On a phone, notices cover the dialog.
  useEffect(() => notices?.dismissSuccesses(), [notices]);
  return (
    <Form
      onSubmit={() => {
        if (isConfirmed && !isPending) props.onConfirm();
      }}
    >
      <Stack>
        {/* Describes the dialog, so that a screen reader reads it when the dialog opens. */}
        <Text slot="description" elementType="div">
          <Stack gap={2}>{children}</Stack>
        </Text>
        {fields}
        {typed !== undefined && (
          <TextField
            label={typed.label}
            autoComplete="off"
            autoCorrect="off"
            spellCheck="false"
            value={text}
            onChange={setText}
          />
        )}
        {error !== undefined && (
          <Note role="alert" tone="danger">
            {error}
          </Note>
        )}
        <Row>
          <Button
            type="submit"
            look="danger"
            isDisabled={!isConfirmed}
            isPending={isPending}
            pendingLabel={pendingLabel}
          >
            {confirmation.action}
          </Button>
          <Button look="quiet" onPress={() => props.onCancel?.()}>
            {confirmation.cancelLabel}
          </Button>
        </Row>
      </Stack>
    </Form>
  );
}
