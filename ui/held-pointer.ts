import { useRef, type PointerEvent, type TouchEvent } from 'react';

/** How far a finger moves without the intent to, in pixels. */
const slopPx = 10;

interface HeldPointer {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

export interface HeldPointerProps {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: () => void;
  readonly onTouchEnd: (event: TouchEvent<HTMLElement>) => void;
}

/**
 * Props with which a press counts when the page moves the button away between the pointer's down and
 * up, as something that comes late does. A pointer that itself moves off the button takes the press
 * back, as ever.
 */
export function useHeldPointer(): HeldPointerProps {
  const held = useRef<HeldPointer>(undefined);
  return {
    onPointerDown({ button, currentTarget, pointerId: id, clientX: x, clientY: y }) {
      held.current = button === 0 ? { id, x, y } : undefined;
      // React Aria releases the pointer in the same event.
      if (button === 0) queueMicrotask(() => capture(currentTarget, id));
    },
    onPointerMove({ currentTarget, pointerId, clientX, clientY }) {
      const { current } = held;
      if (current?.id !== pointerId) return;
      if (Math.hypot(clientX - current.x, clientY - current.y) <= slopPx) return;
      held.current = undefined;
      if (currentTarget.hasPointerCapture(pointerId))
        currentTarget.releasePointerCapture(pointerId);
    },
    onPointerCancel() {
      held.current = undefined;
    },
    onTouchEnd(event) {
      const { currentTarget } = event;
      const { current } = held;
      held.current = undefined;
      if (current === undefined || isAt(currentTarget, current)) return;
      // The browser would click what is there now.
      event.preventDefault();
      currentTarget.click();
    },
  };
}

function capture(element: HTMLElement, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId);
  } catch {
    // The pointer or the element is gone already.
  }
}

function isAt(element: HTMLElement, { x, y }: HeldPointer): boolean {
  const root: Node & Partial<DocumentOrShadowRoot> = element.getRootNode();
  return element.contains(root.elementFromPoint?.(x, y) ?? null);
}
