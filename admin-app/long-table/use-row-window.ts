import { useState, type FocusEvent, type UIEvent } from 'react';

/** How many rows are there at once, and how near to their end one may scroll before others come. */
const windowSize = 160;
const marginSize = 40;

export interface RowWindowOptions {
  readonly rowCount: number;
  /** In CSS pixels. */
  readonly rowHeight: number;
}

/** A place in the table, from 0. Whatever stands there changes with the order; the place does not. */
export interface RowPosition {
  readonly id: number;
}

/** Keeps a window of rows around what is in view, and the row that has the focus, wherever it is. */
export function useRowWindow({ rowCount, rowHeight }: RowWindowOptions) {
  const [wanted, setWanted] = useState(0);
  const [focused, setFocused] = useState<number>();
  const first = Math.max(0, Math.min(wanted, rowCount - windowSize));
  const last = Math.min(rowCount, first + windowSize) - 1;
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // React Aria would move the focus elsewhere, and scroll there, if its row were gone.
  if (focused !== undefined && focused < first) places.unshift(focused);
  if (focused !== undefined && focused > last && focused < rowCount) places.push(focused);
  return {
    positions: places.map(positionAt),
    onScroll: ({ currentTarget }: UIEvent) => {
      const { scrollTop, clientHeight } = currentTarget;
      const top = Math.floor(scrollTop / rowHeight);
      const bottom = Math.ceil((scrollTop + clientHeight) / rowHeight);
      const isNear = top - first < marginSize || first + windowSize - bottom < marginSize;
      if (isNear) setWanted(Math.max(0, Math.floor((top + bottom - windowSize) / 2)));
    },
    onFocus: ({ target }: FocusEvent) => {
      // The row of titles is the first.
      const place = Number(target.closest('[role=row]')?.getAttribute('aria-rowindex')) - 2;
      setFocused(place >= 0 ? place : undefined);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) setFocused(undefined);
    },
  };
}

const known: RowPosition[] = [];

/** React Aria keeps what it made of a row for as long as the same object stands for it. */
function positionAt(id: number): RowPosition {
  return (known[id] ??= { id });
}
