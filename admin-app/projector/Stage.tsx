import { useMemo, type ReactNode } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useKeys } from './use-keys.ts';
import styles from './Stage.module.css';

export interface StageProps {
  readonly children: ReactNode;
  /** What the space bar does now, if anything. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** A line in small type at the foot. */
  readonly note?: ReactNode;
}

const noActions: Readonly<Record<string, () => void>> = {};

/** The middle of the wall, and what can be done about it, small, at its foot. */
export function Stage({ children, action, note }: StageProps) {
  const { projector: say } = useMessages();
  const { isFull, isPossible, toggle } = useFullScreen();
  const onPress = action?.onPress;
  const actions = useMemo(
    () => ({
      ...(isPossible ? { f: toggle } : noActions),
      ...(onPress === undefined ? noActions : { ' ': onPress, enter: onPress }),
    }),
    [isPossible, toggle, onPress],
  );
  useKeys(actions);
  return (
    <>
      <div className={styles['middle']}>{children}</div>
      <footer className={styles['footer']}>
        <div className={styles['note']}>{note}</div>
        <div className={styles['actions']}>
          {action !== undefined && (
            <Button look="plain" onPress={action.onPress}>
              {action.label}
            </Button>
          )}
          <Button look="plain" isDisabled={!isPossible} onPress={toggle}>
            {!isPossible ? say.noFullScreen : isFull ? say.leaveFullScreen : say.fullScreen}
          </Button>
        </div>
      </footer>
    </>
  );
}
