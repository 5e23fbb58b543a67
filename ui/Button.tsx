import { useEffect, useId, useState, type ReactNode, type Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import { forgetAnnounced } from './announce.ts';
import { classNames } from './class-names.ts';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'id'> {
  readonly children: ReactNode;
  /** What it says once it has been pending for 300 ms. It has room from the start. */
  readonly pendingLabel?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  /** `danger`: what it does cannot be undone. */
  readonly look?: 'primary' | 'quiet' | 'plain' | 'danger';
}

const pendingLabelAfterMs = 300;

/** One action. While it is pending it keeps its width and its focus, and takes no press. */
export function Button({ children, pendingLabel, look = 'primary', ...props }: ButtonProps) {
  const id = useId();
  useEffect(() => () => forgetAnnounced(id), [id]);
  const isPending = props.isPending ?? false;
  const isLong = useHasLasted(isPending, pendingLabelAfterMs);
  const showsPendingLabel = isPending && isLong && pendingLabel !== undefined;
  return (
    <AriaButton {...props} id={id} className={classNames(styles['button'], styles[look])}>
      <span className={styles['labels']}>
        <Label isSeen={!showsPendingLabel}>{children}</Label>
        {pendingLabel !== undefined && <Label isSeen={showsPendingLabel}>{pendingLabel}</Label>}
      </span>
      {isPending && <span aria-hidden className={styles['progress']} />}
    </AriaButton>
  );
}

/** Takes its room whether it is seen or not. */
function Label({ isSeen, children }: { readonly isSeen: boolean; readonly children: ReactNode }) {
  return isSeen ? (
    <span>{children}</span>
  ) : (
    <span aria-hidden className={styles['unseen']}>
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
