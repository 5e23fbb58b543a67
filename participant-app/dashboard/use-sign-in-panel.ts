import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Trouble } from '#ui/problems/trouble.ts';

export interface SignInPanelOptions {
  readonly isSignedOut: boolean;
  readonly canBuy: boolean;
  readonly trouble: Trouble | undefined;
  /** The button to go on with. It gets the focus when somebody has signed in. */
  readonly goOn: RefObject<HTMLButtonElement | null>;
}

export interface SignInPanel {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/**
 * Whether signing in is under way. A session that ended in the middle of a purchase begins it by
 * itself; being able to buy ends it, one press before buying.
 */
export function useSignInPanel(options: SignInPanelOptions): SignInPanel {
  const { isSignedOut, canBuy, trouble, goOn } = options;
  const [isWanted, setIsWanted] = useState(() => hasEnded(trouble));
  const [seen, setSeen] = useState(trouble);
  if (seen !== trouble) {
    setSeen(trouble);
    if (hasEnded(trouble)) setIsWanted(true);
  }
  const isOpen = isWanted && isSignedOut;
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) wasOpen.current = true;
    if (!wasOpen.current || !canBuy) return;
    wasOpen.current = false;
    setIsWanted(false);
    goOn.current?.focus();
  }, [isOpen, canBuy, goOn]);
  return { isOpen, open: () => setIsWanted(true), close: () => setIsWanted(false) };
}

function hasEnded(trouble: Trouble | undefined): boolean {
  return trouble?.code === 'sign-in-required';
}
