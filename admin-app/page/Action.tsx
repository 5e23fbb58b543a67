import { useId } from 'react';
import { Button, type ButtonProps } from '#ui/Button.tsx';
import styles from './Action.module.css';

export interface ActionProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why it is not possible; undefined where it is. */
  readonly reason: string | undefined;
}

/** A button that, when it cannot be pressed, says why. */
export function Action({ reason, ...button }: ActionProps) {
  const id = useId();
  if (reason === undefined) return <Button {...button} />;
  return (
    <div className={styles['action']}>
      <Button {...button} isDisabled aria-describedby={id} />
      <p id={id} className={styles['reason']}>
        {reason}
      </p>
    </div>
  );
}
