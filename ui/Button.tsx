import { useEffect, useState, type ReactNode, type Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import { announce } from './announce.ts';
import { classNames } from './class-names.ts';
import { useHeldPointer } from './held-pointer.ts';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'id'> {
  readonly children: ReactNode;
  /** The label after 300 ms of pending. The button is wide enough for it from the start. */
  readonly pendingLabel?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  /** `danger`: cannot be undone. */
  readonly look?: 'primary' | 'quiet' | 'plain' | 'danger';
}

const pendingLabelAfterMs = 300;

/**
 * An action. While it is pending it keeps its width and its focus, and ignores presses. React Aria's
 * own `isPending` is not used: it announces the button by its id, which is unknown outside a shadow
 * root and stays in the announcer after the button is gone.
 */
export function Button(props: ButtonProps) {
  const { children, pendingLabel, look = 'primary', isPending = false, ...others } = props;
  const { onPress, type, ...rest } = others;
  useEffect(() => {
    if (isPending && pendingLabel !== undefined) announce(pendingLabel);
  }, [isPending, pendingLabel]);
  const heldPointer = useHeldPointer();
  const isLong = useHasLasted(isPending, pendingLabelAfterMs);
  const showsPendingLabel = isPending && isLong && pendingLabel !== undefined;
  return (
    <AriaButton
      {...rest}
      {...heldPointer}
      {...(onPress === undefined || isPending ? {} : { onPress })}
      // Enter in a text field would submit the form again.
      {...(type === undefined ? {} : { type: type === 'submit' && isPending ? 'button' : type })}
      {...(isPending ? { 'aria-disabled': true } : {})}
      className={classNames(styles.button, styles[look])}
    >
      <span className={styles.labels}>
        <Label isSeen={!showsPendingLabel}>{children}</Label>
        {pendingLabel !== undefined && <Label isSeen={showsPendingLabel}>{pendingLabel}</Label>}
      </span>
      {isPending && <span aria-hidden className={styles.progress} />}
    </AriaButton>
  );
}

/** Takes up space even while it is hidden. */
function Label({ isSeen, children }: { readonly isSeen: boolean; readonly children: ReactNode }) {
  return isSeen ? (
    <span>{children}</span>
  ) : (
    <span aria-hidden className={styles.unseen}>
      {children}
    </span>
  );
}

function useHasLasted(isOn: boolean, milliseconds: number): boolean {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setHasLasted(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setHasLasted(false);
    };
  }, [isOn, milliseconds]);
  return hasLasted;
}
