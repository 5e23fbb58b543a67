import { useCallback, useState, type UIEvent } from 'react';

/** How many rows are there at once, and how near to their end one may scroll before others come. */
const windowSize = 160;
const marginSize = 40;

export interface RowWindowOptions {
  readonly rowCount: number;
  /** In CSS pixels. */
  readonly rowHeight: number;
}

/** Keeps a window of rows around what is in view. */
export function useRowWindow({ rowCount, rowHeight }: RowWindowOptions): {
  readonly positions: readonly RowPosition[];
  readonly onScroll: (event: UIEvent) => void;
} {
  const [wanted, setWanted] = useState(0);
  const first = Math.max(0, Math.min(wanted, rowCount - windowSize));
  const last = Math.min(rowCount, first + windowSize);
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent) => {
      const top = Math.floor(currentTarget.scrollTop / rowHeight);
      const bottom = Math.ceil((currentTarget.scrollTop + currentTarget.clientHeight) / rowHeight);
      setWanted((now) => {
        const isNear = top - now < marginSize || now + windowSize - bottom < marginSize;
        return isNear ? Math.max(0, Math.floor((top + bottom - windowSize) / 2)) : now;
      });
    },
    [rowHeight],
  );
  const positions = Array.from({ length: last - first }, (_, index) => positionAt(first + index));
  return { positions, onScroll };
}

/** A place in the table. Whatever stands there changes with the order; the place does not. */
export interface RowPosition {
  readonly id: number;
}

const known: RowPosition[] = [];

/** React Aria keeps what it made of a row for as long as the same object stands for it. */
function positionAt(id: number): RowPosition {
  return (known[id] ??= { id });
}
