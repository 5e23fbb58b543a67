import { useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import styles from './projector.module.css';
import { classNames } from '#ui/class-names.ts';

export interface SceneLayoutProps {
  readonly children: ReactNode;
  /** The action of the space bar and of Enter. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** The action of the key P. */
  readonly mode?: { readonly label: string; readonly onPress: () => void } | undefined;
  /** Small text at the bottom. */
  readonly note?: ReactNode;
}

const noActions: Readonly<Record<string, () => void>> = {};

/** A scene of the projector: its content in the middle, a note and buttons at the bottom. */
export function SceneLayout({ children, action, mode, note }: SceneLayoutProps) {
  const { projector: messages } = useMessages();
  const { isFull, isPossible, toggle } = useFullScreen();
  const onPress = action?.onPress;
  const onMode = mode?.onPress;
  const actions = useMemo(
    () => ({
      ...(isPossible ? { f: toggle } : noActions),
      ...(onMode === undefined ? noActions : { p: onMode }),
      ...(onPress === undefined ? noActions : { ' ': onPress, enter: onPress }),
    }),
    [isPossible, toggle, onPress, onMode],
  );
  useKeyPresses(actions);
  return (
    <>
      <div className={styles['middle']}>{children}</div>
      <footer className={styles['footer']}>
        <div className={styles['footnote']}>{note}</div>
        <div className={styles['actions']}>
          {action !== undefined && (
            <Button look="plain" onPress={action.onPress}>
              {action.label}
            </Button>
          )}
          {mode !== undefined && (
            <Button look="plain" onPress={mode.onPress}>
              {mode.label}
            </Button>
          )}
          <Button look="plain" isDisabled={!isPossible} onPress={toggle}>
            {!isPossible
              ? messages.noFullScreen
              : isFull
                ? messages.leaveFullScreen
                : messages.fullScreen}
          </Button>
        </div>
      </footer>
    </>
  );
}

function useFullScreen() {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = () => {
    const { documentElement } = document;
    // If the browser refuses, nothing changes and the label of the button is still right.
    void (isFull ? document.exitFullscreen() : documentElement.requestFullscreen()).catch(() => {});
  };
  return { isFull, isPossible: document.fullscreenEnabled, toggle };
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/**
 * Runs an action when its key is pressed, wherever the focus is. A focused button or link keeps the
 * space bar and Enter.
 *
 * @param actions By `KeyboardEvent.key` in lower case.
 */
function useKeyPresses(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOnControl =
        event.target instanceof Element && event.target.closest('a, button') !== null;
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      const action = actions[event.key.toLowerCase()];
      const isPressing = event.key === ' ' || event.key === 'Enter';
      if (action === undefined || hasModifier || event.repeat || (isOnControl && isPressing))
        return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [actions]);
}

export interface BigNumberProps {
  /** Formatted for the locale. */
  readonly text: string;
  /** `beside`: there is more on the screen than the number. */
  readonly look?: 'plain' | 'arriving' | 'beside' | 'arriving-beside';
}

/** A number as large as the screen allows. */
export function BigNumber({ text, look = 'plain' }: BigNumberProps) {
  return (
    <strong
      className={classNames(
        styles['number'],
        look.startsWith('arriving') && styles['arriving'],
        look.endsWith('beside') && styles['beside'],
      )}
      style={{ '--length': text.length }}
    >
      {text}
    </strong>
  );
}
