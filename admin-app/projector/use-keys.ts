import { useEffect } from 'react';

/**
 * Listens to single keys, wherever the focus is. A key that a button or a link would take is theirs.
 *
 * @param actions By `KeyboardEvent.key`, small letters.
 */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTaken = event.target instanceof Element && event.target.closest('a, button') !== null;
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      const action = actions[event.key.toLowerCase()];
      const isPressing = event.key === ' ' || event.key === 'Enter';
      if (action === undefined || hasModifier || event.repeat || (isTaken && isPressing)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [actions]);
}
