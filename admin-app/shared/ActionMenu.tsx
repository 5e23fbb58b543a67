import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { CommonReason } from '#ui/Action.tsx';
import { Button } from '#ui/Button.tsx';
import styles from './ActionMenu.module.css';

export interface ActionMenuProps {
  readonly label: string;
  /** Why none of the actions is possible; said once, above them. */
  readonly reason?: string | undefined;
  /** Buttons, each with what it does; they stay mounted while the menu is closed. */
  readonly children: ReactNode;
}

/**
 * A button that shows further actions. It is a disclosure and not an ARIA menu, because its buttons
 * say why they are disabled.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/
 */
export function ActionMenu({ label, reason, children }: ActionMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Element && isOutside(root.current, target)) setIsOpen(false);
    };
    const closeOnEscape = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || !(target instanceof Node) || !root.current?.contains(target)) return;
      setIsOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [isOpen]);
  return (
    <div ref={root} className={styles['menu']}>
      <Button
        ref={trigger}
        look="quiet"
        aria-expanded={isOpen}
        aria-controls={id}
        onPress={() => setIsOpen(!isOpen)}
      >
        {label}
      </Button>
      <div id={id} hidden={!isOpen} className={styles['panel']}>
        {reason === undefined ? children : <CommonReason reason={reason}>{children}</CommonReason>}
      </div>
    </div>
  );
}

/** A dialog that an action has opened is elsewhere in the document, and no reason to close. */
function isOutside(menu: HTMLElement | null, target: Element): boolean {
  return menu?.contains(target) !== true && target.closest('[role="alertdialog"]') === null;
}
